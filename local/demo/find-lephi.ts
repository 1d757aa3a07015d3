import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { CannotStart } from '../cannot-start.ts';
import { findJson } from '../json-file.ts';
import { spawnTiedChild } from '../tied-child.ts';

/** What the demo reads in `running.json`. */
const lephiSchema = z.object({ dataFolder: z.string(), origin: z.url(), bankOrigin: z.url(), portalOrigin: z.url() });

/** Where a running Lephi and its sandboxes are. */
export type Lephi = z.infer<typeof lephiSchema>;

/** Long enough for the first build on a slow machine. */
const startMsMax = 120_000;

/** The Lephi that keeps its data in this folder, when it is alive. */
export async function findRunningLephi(dataFolder: string): Promise<Lephi | undefined> {
  const lephi = findJson(join(dataFolder, 'running.json'), lephiSchema);
  return lephi !== undefined && (await isAlive(lephi)) ? lephi : undefined;
}

/** The file outlives a Lephi that was killed, so all three of its servers must answer. */
async function isAlive({ origin, bankOrigin, portalOrigin }: Lephi): Promise<boolean> {
  const asked = [origin, bankOrigin, portalOrigin];
  const answers = await Promise.allSettled(asked.map((url) => fetch(url, { signal: AbortSignal.timeout(5_000) })));
  return answers.every(({ status }) => status === 'fulfilled');
}

/** Starts a Lephi with nothing in it, on free ports; `stop` ends it and removes what it kept. */
export async function startOwnLephi(): Promise<{ lephi: Lephi; stop: () => Promise<void> }> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lephi-demo-'));
  const entry = fileURLToPath(new URL('../start.ts', import.meta.url));
  const child = spawnTiedChild(process.execPath, [entry, '--port', '0', '--data', dataFolder]);
  let complaint = '';
  child.stderr.on('data', (bytes) => (complaint += String(bytes)));
  child.stdout.resume();
  const stop = async (): Promise<void> => {
    await child.stop(10_000);
    await rm(dataFolder, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop().finally(() => process.exit(1)));
  }
  const lephi = await Promise.race([waitUntilRunning(dataFolder), child.ended.then(() => undefined)]);
  if (lephi !== undefined) return { lephi, stop };
  await stop();
  throw new CannotStart(`Lephi does not start. ${complaint.trim()}`);
}

async function waitUntilRunning(dataFolder: string): Promise<Lephi | undefined> {
  const deadline = performance.now() + startMsMax;
  while (performance.now() < deadline) {
    const lephi = await findRunningLephi(dataFolder);
    if (lephi !== undefined) return lephi;
    await sleep(100);
  }
  return undefined;
}
