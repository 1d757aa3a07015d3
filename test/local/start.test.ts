import { existsSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../local/free-port.ts';
import { listProcesses, type Running, start, startAndWait } from './lephi-process.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

const item = { pk: { S: 'ORDER#test' }, sk: { S: 'HEAD' } };

async function withTable<T>({ endpoints }: Running, use: (client: DynamoDBClient) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region: 'ap-southeast-1', credentials });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}

/** A person puts the statement of a day without payments into its folder; gives back whether its run is done. */
async function dropStatement(dataFolder: string): Promise<() => boolean> {
  const bucket = join(dataFolder, 'statements-bucket');
  const day = join(bucket, 'incoming/demo-vnpay/provider/2026-11-23');
  await mkdir(day);
  await writeFile(join(day, 'đối soát.csv'), 'TxnRef,Amount,ResponseCode,PayDate\r\n');
  // Put there long ago: one that was changed just now would be waited for.
  await utimes(join(day, 'đối soát.csv'), 0, 0);
  const isThere = (path: string): boolean => existsSync(join(bucket, path));
  return () =>
    isThere('runs/demo-vnpay/provider/2026-11-23/000001/sidecar.json') &&
    !isThere('incoming/demo-vnpay/provider/2026-11-23/đối soát.csv');
}

describe('npm start', () => {
  test('leaves nothing running when it is killed, has its data after a restart, and reconciles what was dropped', async () => {
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

    const isReconciled = await dropStatement(dataFolder);

    const second = await startAndWait(dataFolder);
    const found = await withTable(second.running, (client) =>
      client.send(new GetItemCommand({ TableName: 'lephi-local', Key: item })),
    );
    expect(found.Item).toEqual(item);
    await expect.poll(isReconciled, { timeout: 30_000 }).toBe(true);
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
