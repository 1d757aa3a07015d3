import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/**
 * `exec` makes the shell become the program; the watcher it leaves behind waits on a pipe that only this process holds
 * open. When the pipe closes without a word, this process was killed, and the watcher kills the program. That needs
 * nothing of the program: it may be a binary, or be caught in an endless loop.
 */
const untilPipeCloses = '(read -r _ || kill -9 $$) <&3 >/dev/null 2>&1 & exec "$@" 3<&-';

export type TiedChild = {
  pid: number;
  stdout: Readable;
  stderr: Readable;
  /** Settles when the child has ended, however it ended; never rejects. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  kill: () => void;
  /** Asks the child to end, and kills it when it has not after `graceMs`. */
  stop: (graceMs?: number) => Promise<void>;
};

/**
 * Starts a program that cannot outlive this process, not even when this process is killed with SIGKILL. It runs in a
 * session of its own, so that Ctrl-C at the terminal reaches only this process, which then stops its children in order.
 */
export function spawnTiedChild(command: string, args: string[], env: NodeJS.ProcessEnv = process.env): TiedChild {
  const child = spawn('sh', ['-c', untilPipeCloses, 'sh', command, ...args], {
    detached: true,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  if (child.stdout === null || child.stderr === null) throw new Error('a child with pipes has outputs');
  const ended = waitForEnd(child);
  const kill = (): void => void child.kill('SIGKILL');
  const stop = async (graceMs = 2_000): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(kill, graceMs);
    await ended;
    clearTimeout(timer);
  };
  return { pid: child.pid ?? 0, stdout: child.stdout, stderr: child.stderr, ended, kill, stop };
}

async function waitForEnd(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const pipe = child.stdio[3];
  await once(child, 'exit').catch(() => undefined);
  // A word on the pipe sends the watcher away before the process id can belong to somebody else.
  if (pipe !== null && pipe !== undefined && 'end' in pipe) pipe.on('error', () => undefined).end('ended\n');
  return { code: child.exitCode, signal: child.signalCode };
}
