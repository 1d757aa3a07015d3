import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../local/free-port.ts';
import { isAlive } from './is-alive.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

type Ended = { code: number | null; complaint: string };
type Started = { process: ChildProcess; ended: Promise<Ended> };

/** Runs `npm start` without npm, on any free ports. */
function start(...options: string[]): Started {
  const { AWS_ENDPOINT_URL_DYNAMODB: _, npm_lifecycle_event: __, ...env } = process.env;
  const child = spawn(process.execPath, ['local/run.mjs', 'local/start.ts', '--port', '0', ...options], {
    cwd: repository,
    env,
  });
  child.stdout.resume();
  onTestFinished(() => void child.kill('SIGKILL'));
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  const ended = Promise.all([code, text(child.stderr)]).then(([exitCode, complaint]) => ({
    code: exitCode,
    complaint,
  }));
  return { process: child, ended };
}

type Running = {
  pid: number;
  origin: string;
  bankOrigin: string;
  portalOrigin: string;
  issuerOrigin: string;
  endpoints: { dynamodb: string };
};

async function startAndWait(dataFolder: string): Promise<Started & { running: Running }> {
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
function listProcesses(dataFolder: string): string[] {
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

const item = { pk: { S: 'ORDER#test' }, sk: { S: 'HEAD' } };

async function withTable<T>({ endpoints }: Running, use: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region: 'ap-southeast-1', credentials });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

describe('npm start', () => {
  test('leaves nothing running when it is killed, and has its data after a restart', async () => {
    const dataFolder = await makeTemporaryFolder();
    const first = await startAndWait(dataFolder);
    const { origin, bankOrigin, portalOrigin, issuerOrigin } = first.running;
    const origins = [origin, bankOrigin, portalOrigin, issuerOrigin];
    const answers = await Promise.all(origins.map((one) => fetch(`${one}/nowhere`)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    await withTable(first.running, (client) =>
      client.send(new PutItemCommand({ TableName: 'lephi-local', Item: item })),
    );
    // Lephi, its engine, three sandboxes and at least one function, most of them with their watchers.
    expect(listProcesses(dataFolder).length).toBeGreaterThan(6);

    process.kill(first.running.pid, 'SIGKILL');
    await expect.poll(() => listProcesses(dataFolder), { timeout: 10_000 }).toEqual([]);

    const second = await startAndWait(dataFolder);
    const found = await withTable(second.running, (client) =>
      client.send(new GetItemCommand({ TableName: 'lephi-local', Key: item })),
    );
    expect(found.Item).toEqual(item);
    expect(await start('--data', dataFolder, '--fresh').ended).toEqual({
      code: 1,
      complaint: `Another Lephi is using ${dataFolder}: stop it, or choose another folder with --data.\n`,
    });
    second.process.kill('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, complaint: '' });
    expect(listProcesses(dataFolder)).toEqual([]);
  });

  test('leaves nothing running when the process that the terminal started is killed', async () => {
    const dataFolder = await makeTemporaryFolder();
    const { process: front } = await startAndWait(dataFolder);

    front.kill('SIGKILL');

    await expect.poll(() => listProcesses(dataFolder), { timeout: 10_000 }).toEqual([]);
  });

  test('refuses a port that is taken', async () => {
    const server = createServer();
    const port = await listenOnLoopback(server);
    onTestFinished(() => void server.close());

    expect(await start('--data', await makeTemporaryFolder(), '--port', String(port)).ended).toEqual({
      code: 1,
      complaint: `Port ${port} is taken: choose another with --port (Lephi uses it and the three after it).\n`,
    });
  });

  test('refuses data that is broken', async () => {
    const dataFolder = await makeTemporaryFolder();
    await writeFile(join(dataFolder, 'dynamodb.sqlite'), 'this is no database'.repeat(1_000));

    const { code, complaint } = await start('--data', dataFolder).ended;

    expect(code).toBe(1);
    expect(complaint).toMatch(/^The embedded DynamoDB does not start with .+\n$/);
  });

  test('refuses a file for a folder, and an option that it does not know', async () => {
    const file = join(await makeTemporaryFolder(), 'file');
    await writeFile(file, '');

    for (const options of [
      ['--data', file],
      ['--colour', 'red'],
    ]) {
      const { code, complaint } = await start(...options).ended;
      expect(code).toBe(1);
      expect(complaint).toMatch(/^.+\n$/);
    }
  });
});
