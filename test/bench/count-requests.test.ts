import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { countRequests } from '../../bench/count-requests.ts';

/** A client that sends nothing: a table answers that each request consumed so much. */
const openTable = (ConsumedCapacity: unknown) => {
  const client = new DynamoDBClient({ region: 'ap-southeast-1' });
  const counter = countRequests(client);
  const asked: unknown[] = [];
  client.middlewareStack.add(
    () => (args) => {
      asked.push(args.input);
      return Promise.resolve({ output: { $metadata: {}, ConsumedCapacity } as never, response: undefined });
    },
    { step: 'initialize', priority: 'low' },
  );
  return { table: DynamoDBDocumentClient.from(client), counter, asked };
};

const item = { TableName: 'table', Item: { pk: 'a' } };

test('each request asks what it consumed, and is counted with its items and units', async () => {
  const { table, counter, asked } = openTable({ CapacityUnits: 2.5 });

  await table.send(new GetCommand({ TableName: 'table', Key: { pk: 'a' } }));
  await table.send(new PutCommand(item));

  expect(asked).toMatchObject([{ ReturnConsumedCapacity: 'TOTAL' }, { ReturnConsumedCapacity: 'TOTAL' }]);
  expect(counter.stop()).toEqual({ requests: ['Get', 'Put'], itemsWritten: 1, readUnits: 2.5, writeUnits: 2.5 });
});

test('a transaction is one request of as many items as it has, and its units are those of all tables', async () => {
  const { table, counter } = openTable([{ CapacityUnits: 4 }, { CapacityUnits: 6 }]);

  await table.send(new TransactWriteCommand({ TransactItems: [{ Put: item }, { Put: item }, { Put: item }] }));

  expect(counter.stop()).toEqual({ requests: ['TransactWrite'], itemsWritten: 3, readUnits: 0, writeUnits: 10 });
});

test('counting begins anew after each stop', async () => {
  const { table, counter } = openTable({ CapacityUnits: 1 });
  await table.send(new PutCommand(item));
  counter.stop();

  expect(counter.stop()).toEqual({ requests: [], itemsWritten: 0, readUnits: 0, writeUnits: 0 });
});
