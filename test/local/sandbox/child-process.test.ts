import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../../local/free-port.ts';
import { settings } from '../sandbox-portal/lephi.ts';

/** Those that are told what to do in `sandbox.json`. */
const seeded = ['sandbox-bank', 'sandbox-portal'];

const vnpay = [{ accountId: 'demo', tmnCode: 'TESTTMN1', secret: 'x', callbackUrl: 'http://127.0.0.1:1/callback' }];

async function makeDataFolder(settingsText = JSON.stringify({ vnpay, sepay: [], portal: settings })): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lephi-sandbox-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'sandbox.json'), settingsText);
  return folder;
}

function start(
  sandbox: string,
  environment: Record<string, string>,
  stdin: 'pipe' | 'ignore' = 'ignore',
): ChildProcess {
  const entry = fileURLToPath(new URL(`../../../local/${sandbox}/main.ts`, import.meta.url));
  const origins = {
    LEPHI_ORIGIN: 'http://127.0.0.1:1',
    BANK_ORIGIN: 'http://127.0.0.1:2',
    PORTAL_ORIGIN: 'http://127.0.0.1:3',
    OFFICER_AUDIENCE: 'urn:lephi:desk',
  };
  const child = spawn(process.execPath, [entry], {
    env: { ...origins, PORT: '0', ...environment },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function readReadyLine(child: ChildProcess): Promise<{ ready: string; origin: string }> {
  const [line] = await once(createInterface(child.stdout!), 'line');
  return JSON.parse(String(line));
}

/** How a process ended, and what it complained of. */
async function readEnd(child: ChildProcess): Promise<{ code: unknown; complaint: string }> {
  const [complaint, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  return { code, complaint };
}

describe.each([...seeded, 'sandbox-issuer'])('%s as a process', (sandbox) => {
  test('says on one line that it is ready, answers, and ends when told to', async () => {
    const child = start(sandbox, { DATA_FOLDER: await makeDataFolder() });
    const { origin } = await readReadyLine(child);
    expect((await fetch(origin)).status).toBe(200);
    const end = readEnd(child);
    child.kill('SIGTERM');
    expect(await end).toEqual({ code: 0, complaint: '' });
  });

  test('ends when the process that started it closes its pipe', async () => {
    const child = start(sandbox, { DATA_FOLDER: await makeDataFolder() }, 'pipe');
    await readReadyLine(child);
    const end = readEnd(child);
    child.stdin!.end();
    expect(await end).toEqual({ code: 0, complaint: '' });
  });

  test('says in one line that its port is taken', async () => {
    const holder = createServer();
    onTestFinished(() => void holder.close());
    const port = await listenOnLoopback(holder);
    const { code, complaint } = await readEnd(
      start(sandbox, { DATA_FOLDER: await makeDataFolder(), PORT: String(port) }),
    );
    expect(code).toBe(1);
    expect(complaint).toMatch(/^The sandbox (bank|portal|issuer) does not start: its port is taken\.\n$/);
  });

  test('says in one line what it is not told', async () => {
    expect((await readEnd(start(sandbox, {}))).complaint).toMatch(/^The sandbox .* does not start: .*DATA_FOLDER.*\n$/);
  });
});

describe.each(seeded)('%s', (sandbox) => {
  test.each([
    ['is no JSON', 'vnpay'],
    ['says too little', '{}'],
  ])('says in one line that its settings are broken when sandbox.json %s', async (_, settingsText) => {
    const { code, complaint } = await readEnd(start(sandbox, { DATA_FOLDER: await makeDataFolder(settingsText) }));
    expect(code).toBe(1);
    expect(complaint).toMatch(/^The sandbox .* does not start: .*sandbox\.json is broken: .*\n$/);
  });

  test('says in one line that its settings are missing', async () => {
    const folder = await makeDataFolder();
    await rm(join(folder, 'sandbox.json'));
    expect((await readEnd(start(sandbox, { DATA_FOLDER: folder }))).complaint).toMatch(
      /^.*sandbox\.json is missing.*\n$/,
    );
  });
});
