import { isDeepStrictEqual } from 'node:util';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { CannotStart } from './cannot-start.ts';
import type { Table } from './topology/read-topology.ts';

const tableReadyMaxSeconds = 30;

/** Makes the table when it is missing, and gives back its stream's ARN. Refuses a table of another shape. */
export async function ensureTable(client: DynamoDBClient, table: Table): Promise<{ streamArn: string | undefined }> {
  const existing = await findTable(client, table.name);
  if (existing === undefined) await createTable(client, table);
  else if (!isDeepStrictEqual(shapeOf(existing), shapeOf(table))) {
    throw new CannotStart(
      `Table ${table.name} was made with other keys, indexes or stream than Lephi has now: begin anew with --fresh.`,
    );
  }
  const ready = await findTable(client, table.name);
  return { streamArn: ready?.LatestStreamArn };
}

async function findTable(client: DynamoDBClient, name: string): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function createTable(client: DynamoDBClient, table: Table): Promise<void> {
  const stream = table.StreamSpecification && { StreamEnabled: true, ...table.StreamSpecification };
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: table.AttributeDefinitions,
      KeySchema: table.KeySchema,
      GlobalSecondaryIndexes: table.GlobalSecondaryIndexes,
      StreamSpecification: stream,
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: tableReadyMaxSeconds, minDelay: 1 }, { TableName: table.name });
  const { TimeToLiveSpecification } = table;
  if (TimeToLiveSpecification === undefined) return;
  await client.send(new UpdateTimeToLiveCommand({ TableName: table.name, TimeToLiveSpecification }));
}

type Key = { AttributeName: string | undefined; KeyType: string | undefined };

type Shaped = {
  AttributeDefinitions?: { AttributeName: string | undefined; AttributeType: string | undefined }[] | undefined;
  KeySchema?: Key[] | undefined;
  GlobalSecondaryIndexes?:
    | {
        IndexName?: string | undefined;
        KeySchema?: Key[] | undefined;
        Projection?: { ProjectionType?: string | undefined } | undefined;
      }[]
    | undefined;
  StreamSpecification?: { StreamViewType?: string | undefined } | undefined;
};

/** What cannot be changed without making the table anew, in an order that does not depend on who tells it. */
function shapeOf(table: Shaped) {
  const keys = (schema: Shaped['KeySchema'] = []): string[] =>
    schema.map((key) => `${key.KeyType} ${key.AttributeName}`);
  const attributes = (table.AttributeDefinitions ?? []).map((one) => `${one.AttributeName} ${one.AttributeType}`);
  const indexes = (table.GlobalSecondaryIndexes ?? []).map((index) =>
    [index.IndexName, ...keys(index.KeySchema), index.Projection?.ProjectionType].join(' '),
  );
  return {
    keys: keys(table.KeySchema).sort(),
    attributes: attributes.sort(),
    indexes: indexes.sort(),
    stream: table.StreamSpecification?.StreamViewType,
  };
}
