import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CannotGoOn } from './cannot-go-on.ts';
import { localStage, type Place } from './open-lephi.ts';

const defaultData = join(import.meta.dirname, '..', '.lephi');

/** What a Lephi that runs on this machine says of itself. */
const runningSchema = z.object({
  pid: z.int().positive(),
  region: z.string(),
  endpoints: z.object({ dynamodb: z.url(), secretsManager: z.url() }),
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

function readRunning(data: string): z.infer<typeof runningSchema> | undefined {
  const path = join(data, 'running.json');
  if (!existsSync(path)) return undefined;
  try {
    return runningSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new CannotGoOn(`${path} is broken: stop Lephi and start it again with npm start.`);
  }
}

/** Refuses in one line when no Lephi runs on this machine. */
export function findLephi({ stage = localStage, data = defaultData }: Wanted): Place {
  if (stage !== localStage) return { stage };
  const running = readRunning(data);
  if (running === undefined || !isAlive(running.pid))
    throw new CannotGoOn(
      'No Lephi runs on this machine: start it with npm start, or name a stage in AWS with --stage.',
    );
  return { stage, machine: { region: running.region, ...running.endpoints } };
}
