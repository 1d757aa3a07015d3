import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CannotStart } from './cannot-start.ts';
import type { ProcessLog } from './process-log.ts';
import { spawnTiedChild } from './tied-child.ts';

/** Starts the sandbox of that folder as a process of its own, and waits until it says that it is ready. */
export async function startSandbox(
  name: string,
  { log, variables }: { log: ProcessLog; variables: Record<string, string> },
): Promise<{ stop: () => Promise<void> }> {
  const entry = fileURLToPath(new URL(`${name}/main.ts`, import.meta.url));
  const child = spawnTiedChild(process.execPath, [entry], { ...process.env, ...variables });
  let complaint = '';
  child.stderr.on('data', (bytes) => (complaint += String(bytes)));
  const ready = once(createInterface(child.stdout), 'line').then(() => true);
  const isReady = await Promise.race([ready, child.ended.then(() => false)]);
  if (!isReady) throw new CannotStart(complaint.trim() || `The ${name} does not start.`);
  log.follow(child.stdout);
  log.follow(child.stderr);
  let stopping = false;
  void child.ended.then(() => {
    if (!stopping) log.noteError('ended, and with it its pages');
  });
  return {
    stop: () => {
      stopping = true;
      return child.stop();
    },
  };
}
