import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeTemporaryFolder } from './temporary-folder.ts';

const runner = new URL('../../local/run.mjs', import.meta.url);

/** Stands in for npm: leaves a mark, takes its time, then installs what the lock file of the test repository wants. */
const pretendNpm = `
  const { appendFileSync, cpSync, mkdirSync, rmSync, writeFileSync } = require('node:fs');
  appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
  rmSync('node_modules', { recursive: true, force: true });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  mkdirSync('node_modules/one', { recursive: true });
  writeFileSync('node_modules/one/package.json', '{}');
  cpSync('installed.json', 'node_modules/.package-lock.json');
`;

const one = { version: '1.0.0', integrity: 'sha512-one' };
const forOtherPlatforms = { version: '2.0.0', optional: true };

let root = '';

async function writeLock(path: string, packages: Record<string, object>): Promise<void> {
  await writeFile(join(root, path), JSON.stringify({ packages }));
}

beforeEach(async () => {
  root = await makeTemporaryFolder();
  await mkdir(join(root, 'local'));
  await mkdir(join(root, 'node_modules/one'), { recursive: true });
  await cp(runner, join(root, 'local/run.mjs'));
  await writeFile(join(root, 'node_modules/one/package.json'), '{}');
  await writeFile(join(root, 'npm.js'), pretendNpm);
  await writeFile(join(root, 'entry.ts'), 'const exitCode: number = 3; process.exit(exitCode);');
  await writeLock('package-lock.json', { '': {}, 'node_modules/one': one, 'node_modules/two': forOtherPlatforms });
  await writeLock('node_modules/.package-lock.json', { 'node_modules/one': one });
  await writeLock('installed.json', { 'node_modules/one': one });
});

async function run(...args: string[]): Promise<{ code: number | null; output: string; complaint: string }> {
  const { npm_lifecycle_event: _, ...env } = process.env;
  const child = spawn(process.execPath, ['local/run.mjs', ...args], {
    cwd: root,
    env: { ...env, npm_execpath: join(root, 'npm.js') },
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, output, complaint };
}

async function listNpmCalls(): Promise<string[]> {
  const calls = await readFile(join(root, 'npm-calls'), 'utf8').catch(() => '');
  return calls.split('\n').filter((line) => line !== '');
}

describe('when what is installed is in step with the lock file', () => {
  test('the entry runs at once, with its arguments, its exit code and the installed commands on its path', async () => {
    await writeFile(
      join(root, 'entry.ts'),
      'console.log(process.argv.slice(2).join(), process.env.PATH?.split(":")[0]); process.exitCode = 7;',
    );

    expect(await run('entry.ts', '--port', '0')).toEqual({
      code: 7,
      output: `--port,0 ${join(root, 'node_modules/.bin')}\n`,
      complaint: '',
    });
    expect(await listNpmCalls()).toEqual([]);
  });
});

describe('when it is out of step', () => {
  const outOfStep: [string, () => Promise<void>][] = [
    ['nothing is installed', () => rm(join(root, 'node_modules'), { recursive: true })],
    ['an install was broken off', () => rm(join(root, 'node_modules/.package-lock.json'))],
    [
      'another version is installed',
      () => writeLock('node_modules/.package-lock.json', { 'node_modules/one': { ...one, version: '0.9.0' } }),
    ],
    [
      'other bytes of the same version are installed',
      () => writeLock('node_modules/.package-lock.json', { 'node_modules/one': { ...one, integrity: 'sha512-1' } }),
    ],
    ['a package was removed by hand', () => rm(join(root, 'node_modules/one'), { recursive: true })],
    [
      'a package is installed that the lock file does not have',
      () => writeLock('node_modules/.package-lock.json', { 'node_modules/one': one, 'node_modules/three': one }),
    ],
  ];

  test.each(outOfStep)('because %s, it installs, says so in one line, and runs the entry', async (_, breakIt) => {
    await breakIt();

    const { code, complaint } = await run('entry.ts');

    expect(complaint).toMatch(/^Installing the locked dependencies \(.+\); this takes a minute\.\n$/);
    expect(await listNpmCalls()).toEqual([expect.stringMatching(/^ci /)]);
    expect(code).toBe(3);
  });

  test.each([
    ['a folder', true],
    ['nothing', false],
  ])('and node_modules is a link to %s, nothing is installed through it, and nothing is lost', async (_, isThere) => {
    const elsewhere = join(root, 'elsewhere');
    await rename(join(root, 'node_modules'), elsewhere);
    await rm(join(elsewhere, '.package-lock.json'));
    await symlink(isThere ? elsewhere : join(root, 'gone'), join(root, 'node_modules'));

    const { code, complaint } = await run('entry.ts');

    expect(code).toBe(1);
    expect(complaint).toMatch(/^node_modules is a link to .+, and out of step \(nothing is installed\)\./m);
    expect(await listNpmCalls()).toEqual([]);
    expect(await readFile(join(elsewhere, 'one/package.json'), 'utf8')).toBe('{}');
  });

  test('two that start at once install once', async () => {
    await rm(join(root, 'node_modules'), { recursive: true });

    const runs = await Promise.all([run('entry.ts'), run('entry.ts')]);

    expect(runs.map(({ code }) => code)).toEqual([3, 3]);
    expect(await listNpmCalls()).toHaveLength(1);
  });

  test('an install that fails is told with what npm said, and nothing runs', async () => {
    await rm(join(root, 'node_modules'), { recursive: true });
    await writeFile(join(root, 'npm.js'), 'console.error("no such registry"); process.exit(1);');

    const { code, complaint } = await run('entry.ts');

    expect(code).toBe(1);
    expect(complaint).toContain('npm ci failed: exit code 1\nno such registry\n');
    expect(complaint).not.toContain('at ');
  });
});
