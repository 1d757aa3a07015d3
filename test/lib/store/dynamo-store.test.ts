import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeDynamoStore } from '../../../lib/store/dynamo-store.ts';
import type { Store, Write } from '../../../lib/store/store.ts';
import { tableShape } from '../../../lib/store/table-shape.ts';
import { isEmbeddedDynamodbAvailable, startEmbeddedDynamodb } from '../../../local/embedded-dynamodb.ts';
import { describeStore } from './store-contract.ts';

const { partitionKey, sortKey, dueIndex, deskIndex, dossierIndex, entryIndex } = tableShape;

const tableName = `lephi-contract-${randomUUID()}`;

const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

const table = new CreateTableCommand({
  TableName: tableName,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    partitionKey,
    sortKey,
    ...[dueIndex, deskIndex, dossierIndex, entryIndex].flatMap((index) => [index.partitionKey, index.sortKey]),
  ].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  KeySchema: keys(partitionKey, sortKey),
  GlobalSecondaryIndexes: [
    ...[dueIndex, deskIndex, dossierIndex].map((index) => ({
      IndexName: index.name,
      KeySchema: keys(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    })),
    {
      IndexName: entryIndex.name,
      KeySchema: keys(entryIndex.partitionKey, entryIndex.sortKey),
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [entryIndex.carries] },
    },
  ],
});

const settings = { region: 'ap-southeast-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Any server that speaks DynamoDB can be put on trial; without one named, it is the embedded one. */
const named = process.env.AWS_ENDPOINT_URL_DYNAMODB;

describe.skipIf(named === undefined && !isEmbeddedDynamodbAvailable())('on DynamoDB', () => {
  const parts = new AsyncDisposableStack();
  let store: Store;

  beforeAll(async () => {
    const engine = named === undefined ? await startEmbeddedDynamodb() : undefined;
    if (engine) parts.defer(engine.stop);
    const client = new DynamoDBClient({ ...settings, endpoint: named ?? engine?.endpoint ?? '' });
    await client.send(table);
    await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: tableName });
    parts.defer(async () => {
      await client.send(new DeleteTableCommand({ TableName: tableName }));
      client.destroy();
    });
    store = makeDynamoStore(client, tableName);
  });

  afterAll(() => parts.disposeAsync());

  describeStore('the store in DynamoDB', { store: () => store, passTime: () => Promise.resolve() });
});

describe('when DynamoDB answers', () => {
  type Answer = { status?: number; body: object };

  /** A store on a DynamoDB that gives these answers, one after the other, and what it was asked. */
  const storeHearing = async (...answers: Answer[]): Promise<{ store: Store; asked: unknown[] }> => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push(JSON.parse(body));
        const { status = 400, body: answer = {} } = answers.shift() ?? {};
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const client = new DynamoDBClient({ ...settings, endpoint, maxAttempts: 1 });
    onTestFinished(() => {
      client.destroy();
      server.close();
      server.closeAllConnections();
    });
    return { store: makeDynamoStore(client, tableName), asked };
  };

  const typed = (name: string, more: object = {}): Answer => ({
    body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'no', ...more },
  });
  const cancelled = (...codes: string[]) =>
    typed('TransactionCanceledException', { CancellationReasons: codes.map((Code) => ({ Code })) });
  const writeOf = (sk: string): Write => ({ pk: 'A', sk, version: 1, item: { pk: 'A', sk, version: 1 } });

  test.each([
    'ConditionalCheckFailedException',
    'TransactionConflictException',
    'ProvisionedThroughputExceededException',
    'RequestLimitExceeded',
    'ThrottlingException',
  ])('%s, a write is to be decided again', async (name) => {
    const { store } = await storeHearing(typed(name));

    expect(await store.commit([writeOf('A')])).toBe('conflict');
  });

  test.each(['ConditionalCheckFailed', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'that a transaction was cancelled for %s, it is to be decided again',
    async (code) => {
      const { store } = await storeHearing(cancelled('None', code));

      expect(await store.commit([writeOf('A'), writeOf('B')])).toBe('conflict');
    },
  );

  test.each([
    ['a transaction is not valid', cancelled('ConditionalCheckFailed', 'ValidationError')],
    ['an item is too large', cancelled('None', 'ItemCollectionSizeLimitExceeded')],
    ['a request is not valid', typed('ValidationException')],
    ['the table is not there', typed('ResourceNotFoundException')],
    ['it may not be asked', typed('AccessDeniedException')],
    ['it failed', { ...typed('InternalServerError'), status: 500 }],
  ])('that %s, that is a fault', async (_name, answer) => {
    const { store } = await storeHearing(answer);

    await expect(store.commit([writeOf('A'), writeOf('B')])).rejects.toThrow();
  });

  test('a read in part, it is asked for the rest', async () => {
    const item = (sk: string) => ({ pk: { S: 'A' }, sk: { S: sk } });
    const { store, asked } = await storeHearing(
      {
        status: 200,
        body: {
          Responses: { [tableName]: [item('2')] },
          UnprocessedKeys: { [tableName]: { Keys: [item('1')], ConsistentRead: true } },
        },
      },
      { status: 200, body: { Responses: { [tableName]: [item('1')] }, UnprocessedKeys: {} } },
    );

    expect(await store.read(['1', '2'].map((sk) => ({ pk: 'A', sk })))).toEqual([
      { pk: 'A', sk: '1' },
      { pk: 'A', sk: '2' },
    ]);
    expect(asked).toMatchObject([{}, { RequestItems: { [tableName]: { Keys: [item('1')], ConsistentRead: true } } }]);
  });
});
