import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DatabaseSync } from 'node:sqlite';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmbeddedDynamodb } from '../../local/embedded-dynamodb.ts';
import { ensureTable } from '../../local/tables.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';
import { sampleTable } from './sample-table.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

function connect(endpoint: string): DynamoDBClient {
  const client = new DynamoDBClient({ endpoint, region: 'ap-southeast-1', credentials });
  onTestFinished(() => {
    client.destroy();
  });
  return client;
}

describe('the embedded DynamoDB', () => {
  test('has after a kill what it acknowledged before', async () => {
    const dataFolder = await makeTemporaryFolder();
    const first = await startEmbeddedDynamodb({ dataFolder });
    const item = { pk: { S: 'ORDER#1' }, sk: { S: 'HEAD' } };
    await ensureTable(connect(first.endpoint), sampleTable);
    await connect(first.endpoint).send(new PutItemCommand({ TableName: sampleTable.name, Item: item }));
    process.kill(first.pid, 'SIGKILL');
    await first.ended;

    const second = await startEmbeddedDynamodb({ dataFolder });
    onTestFinished(second.stop);

    const found = await connect(second.endpoint).send(new GetItemCommand({ TableName: sampleTable.name, Key: item }));
    expect(found.Item).toEqual(item);
  });

  test('finds stream records by an index of ours', async () => {
    const dataFolder = await makeTemporaryFolder();
    const engine = await startEmbeddedDynamodb({ dataFolder });
    onTestFinished(engine.stop);

    const database = new DatabaseSync(join(dataFolder, 'dynamodb.sqlite'), { readOnly: true });
    const plan = database
      .prepare(
        'EXPLAIN QUERY PLAN SELECT max(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = ?',
      )
      .all('any');
    database.close();

    expect(JSON.stringify(plan)).toContain('sr_seq');
  });

  test('says in one line that its file is broken', async () => {
    const dataFolder = await makeTemporaryFolder();
    await writeFile(join(dataFolder, 'dynamodb.sqlite'), 'this is no database'.repeat(1_000));

    await expect(startEmbeddedDynamodb({ dataFolder })).rejects.toThrow(
      /^The embedded DynamoDB does not start with .+$/,
    );
  });
});

describe('a table', () => {
  test('is made once, and one of another shape is refused', async () => {
    const engine = await startEmbeddedDynamodb();
    onTestFinished(engine.stop);
    const client = connect(engine.endpoint);

    const made = await ensureTable(client, sampleTable);
    expect(made.streamArn).toContain('/stream/');
    expect(await ensureTable(client, sampleTable)).toEqual(made);

    const other = { ...sampleTable, GlobalSecondaryIndexes: [] };
    await expect(ensureTable(client, other)).rejects.toThrow(
      'Table sample was made with other keys, indexes or stream than Lephi has now: begin anew with --fresh.',
    );
  });
});
