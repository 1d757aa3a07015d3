import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { spawnTiedChild } from '../../local/tied-child.ts';
import { isAlive } from './is-alive.ts';

const tiedChild = new URL('../../local/tied-child.ts', import.meta.url).href;

/** Starts a process that starts a child; both are alive. */
async function startFamily(childProgram: string): Promise<{ parent: ReturnType<typeof spawn>; childPid: number }> {
  const parentProgram = `
    import { spawnTiedChild } from '${tiedChild}';
    const child = spawnTiedChild(process.execPath, ['-e', ${JSON.stringify(childProgram)}]);
    child.stdout.once('data', () => console.log(child.pid));
    setInterval(() => undefined, 1_000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', parentProgram]);
  const [line] = await once(createInterface(parent.stdout), 'line');
  return { parent, childPid: Number(line) };
}

describe('a tied child', () => {
  test.each([
    ['rests', 'console.log("up"); setInterval(() => undefined, 1_000);'],
    ['is caught in an endless loop', 'require("fs").writeSync(1, "up"); for (;;);'],
    [
      'will not be told',
      'process.on("SIGTERM", () => undefined).on("SIGHUP", () => undefined); console.log("up"); setInterval(() => undefined, 1_000);',
    ],
  ])('that %s does not outlive a parent that is killed', async (_, program) => {
    const { parent, childPid } = await startFamily(program);
    expect(isAlive(childPid)).toBe(true);

    parent.kill('SIGKILL');

    while (isAlive(childPid)) await sleep(10);
  });

  test('is known by its own process id and tells how it ended', async () => {
    const child = spawnTiedChild(process.execPath, ['-e', 'console.log(process.pid); process.exitCode = 5;']);
    const [line] = await once(createInterface(child.stdout), 'line');

    expect(Number(line)).toBe(child.pid);
    expect(await child.ended).toEqual({ code: 5, signal: null });
  });

  test('that does not end when it is asked to is killed', async () => {
    const child = spawnTiedChild(process.execPath, [
      '-e',
      'process.on("SIGTERM", () => undefined); console.log("up"); setInterval(() => undefined, 1_000);',
    ]);
    await once(child.stdout, 'data');

    await child.stop(50);

    expect(await child.ended).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('that cannot be found says so', async () => {
    const child = spawnTiedChild('/no/such/program', []);

    expect(await child.ended).toMatchObject({ code: 127 });
  });
});
