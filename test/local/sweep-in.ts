import { join } from 'node:path';
import { expect } from 'vitest';
import { openFunction } from '../../local/lambda/local-function.ts';
import { openProcessLog } from '../../local/process-log.ts';
import type { RunningLephi } from '../../local/running-lephi.ts';
import { cloudAssemblyIn } from '../../local/topology/build.ts';
import { readTopology } from '../../local/topology/read-topology.ts';

/** Does what will be due so much later, by the bundle that the schedule runs, in a process whose clock is ahead. */
export async function sweepIn(aheadMs: number, lephi: RunningLephi, complain: (line: string) => void): Promise<void> {
  const { functions } = readTopology(cloudAssemblyIn(lephi.dataFolder));
  const declared = functions.find(({ name }) => name.endsWith('sweep-due-work'))!;
  const clock = `const now = Date.now; Date.now = () => now() + ${aheadMs};`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(clock)}`;
  const log = openProcessLog(join(lephi.dataFolder, 'logs'), declared.name, complain);
  const sweep = openFunction(declared, { variables: { ...lephi.environment, NODE_OPTIONS }, log });
  expect(await sweep.invoke({})).toEqual({ kind: 'answer', payload: null });
  sweep.stop();
}
