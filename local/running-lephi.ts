import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeJson } from './json-file.ts';

/** What a running Lephi says of itself to the seed, the demo and the CLI. */
export type RunningLephi = {
  pid: number;
  dataFolder: string;
  origin: string;
  bankOrigin: string;
  portalOrigin: string;
  /** Where officers sign in. */
  issuerOrigin: string;
  region: string;
  endpoints: { dynamodb: string; secretsManager: string; s3: string };
  /** The environment of a function: with it, code finds the table and the secrets as a function does. */
  environment: Record<string, string>;
};

/** Writes `running.json` into the data folder; `remove` says that it runs no more. */
export function announce(lephi: RunningLephi): { remove: () => void } {
  const path = join(lephi.dataFolder, 'running.json');
  writeJson(path, lephi);
  return {
    remove: () => {
      rmSync(path, { force: true });
    },
  };
}
