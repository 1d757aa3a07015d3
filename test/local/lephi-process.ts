import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { isAlive } from './is-alive.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

type Ended = { code: number | null; complaint: string };
export type Started = { process: ChildProcess; ended: Promise<Ended>; killGroup: () => void };

/** Runs `npm start` without npm, on any free ports, in a process group of its own. */
export function start(...options: string[]): Started {
  const { AWS_ENDPOINT_URL_DYNAMODB: _, npm_lifecycle_event: __, ...env } = process.env;
  const child = spawn(process.execPath, ['local/run.mjs', 'local/start.ts', '--port', '0', ...options], {
    cwd: repository,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.resume();
  onTestFinished(() => void child.kill('SIGKILL'));
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ended = Promise.all([code, text(child.stderr)]).then(([exitCode, complaint]) => ({
    code: exitCode,
    complaint,
  }));
  return { process: child, ended, killGroup: () => void process.kill(-child.pid!, 'SIGKILL') };
}

/** What a running Lephi says of itself. */
export type Running = {
  pid: number;
  origin: string;
  bankOrigin: string;
  portalOrigin: string;
  issuerOrigin: string;
  region: string;
  endpoints: { dynamodb: string; secretsManager: string; s3: string };
  environment: Record<string, string>;
};

/** Runs `npm start` on a data folder until it is ready. */
export async function startAndWait(dataFolder: string): Promise<Started & { running: Running }> {
  const started = start('--data', dataFolder);
  void started.ended.then(({ complaint }) => {
    if (complaint !== '') console.error(complaint);
  });
  for (;;) {
    const running = await readFile(join(dataFolder, 'running.json'), 'utf8').catch(() => undefined);
    // What a killed Lephi left behind names a process that is gone.
    if (running !== undefined && isAlive(JSON.parse(running).pid)) return { ...started, running: JSON.parse(running) };
    await sleep(20);
  }
}

/** Every process that has to do with the data folder: by its command line, or by its environment. */
export function listProcesses(dataFolder: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const [command, environment] = ['cmdline', 'environ'].map((file) =>
          readFileSync(`/proc/${pid}/${file}`, 'utf8'),
        );
        return `${command}${environment}`.includes(dataFolder);
      } catch {
        return false;
      }
    });
}
