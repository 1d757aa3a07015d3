import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CannotGoOn } from './cannot-go-on.ts';
import { localStage, type Place } from './open-lephi.ts';

/** Where `npm start` keeps its data, and a terminal what it remembers. */
export const defaultData = join(import.meta.dirname, '..', '.lephi');

/** What a Lephi that runs on this machine says of itself. */
const runningSchema = z.object({
  pid: z.int().positive(),
  region: z.string(),
  endpoints: z.object({ dynamodb: z.url(), secretsManager: z.url() }),
});

/** Where officers of a Lephi on this machine call and sign in. */
const deskSchema = z.object({
  pid: z.int().positive(),
  origin: z.url(),
  issuerOrigin: z.url(),
  environment: z.object({ OFFICER_AUDIENCE: z.string() }),
});

/** Which Lephi a command is for: a stage in AWS, or the one that runs on this machine with its data in a folder. */
type Wanted = { readonly stage?: string | undefined; readonly data?: string | undefined };

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

function readRunning<T extends { pid: number }>(data: string, schema: z.ZodType<T>): T | undefined {
  const path = join(data, 'running.json');
  if (!existsSync(path)) return undefined;
  try {
    const running = schema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return isAlive(running.pid) ? running : undefined;
  } catch {
    throw new CannotGoOn(`${path} is broken: stop Lephi and start it again with npm start.`);
  }
}

/** Refuses in one line when no Lephi runs on this machine. */
export function findLephi({ stage = localStage, data = defaultData }: Wanted): Place {
  if (stage !== localStage) return { stage };
  const running = readRunning(data, runningSchema);
  if (running === undefined)
    throw new CannotGoOn(
      'No Lephi runs on this machine: start it with npm start, or name a stage in AWS with --stage.',
    );
  return { stage, machine: { region: running.region, ...running.endpoints } };
}

/** Where the officers of the Lephi on this machine call and sign in. Refuses in one line when none runs. */
export function findDesk(data: string): { readonly api: string; readonly issuer: string; readonly audience: string } {
  const running = readRunning(data, deskSchema);
  if (running === undefined)
    throw new CannotGoOn(
      'No Lephi runs on this machine: start it with npm start, or name another with --api and --issuer.',
    );
  return { api: running.origin, issuer: running.issuerOrigin, audience: running.environment.OFFICER_AUDIENCE };
}
