import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  PutCommand,
  type PutCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { refuseOddBatch } from './batch.ts';
import { accountDayOf, dueShardsOf } from './key-table.ts';
import type { Address, Item, Store, Write } from './store.ts';
import { tableShape } from './table-shape.ts';

const { dueIndex, deskIndex, entryIndex, dossierIndex } = tableShape;

const addressSchema = z.object({ pk: z.string(), sk: z.string() });

const dueSchema = z.extend(addressSchema, { dueAt: z.string() });

const deskSchema = z.extend(addressSchema, { deskSince: z.string() });

const entrySchema = z.looseObject({ pk: z.string(), sk: z.string(), countedAt: z.string() });

const listedOrderSchema = z.extend(addressSchema, { createdAt: z.string() });

/** Names under which the table says that somebody else was quicker, or that it is asked too much at once. */
const passing = new Set([
  'ConditionalCheckFailedException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

const passingReasons = new Set([
  'None',
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);

const isPassing = (error: unknown): boolean =>
  error instanceof TransactionCanceledException
    ? (error.CancellationReasons ?? []).every(({ Code }) => passingReasons.has(Code ?? 'None'))
    : error instanceof Error && passing.has(error.name);

const toPut = (tableName: string, { version, item }: Write): PutCommandInput => ({
  TableName: tableName,
  Item: item,
  ...(version === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :expected', ExpressionAttributeValues: { ':expected': version - 1 } }),
});

type Table = { readonly documents: DynamoDBDocumentClient; readonly name: string };

const readAll = async ({ documents, name }: Table, addresses: readonly Address[]): Promise<readonly Item[]> => {
  const Keys = addresses.map(({ pk, sk }) => ({ pk, sk }));
  const answer = await documents.send(
    new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }),
  );
  const found = answer.Responses?.[name] ?? [];
  const left = z.array(addressSchema).parse(answer.UnprocessedKeys?.[name]?.Keys ?? []);
  return left.length === 0 ? found : [...found, ...(await readAll({ documents, name }, left))];
};

const commitAll = async ({ documents, name }: Table, writes: readonly Write[]): Promise<'committed' | 'conflict'> => {
  const [first, ...more] = writes.map((write) => toPut(name, write));
  if (first === undefined) return 'committed';
  try {
    await (more.length === 0
      ? documents.send(new PutCommand(first))
      : documents.send(new TransactWriteCommand({ TransactItems: [first, ...more].map((Put) => ({ Put })) })));
    return 'committed';
  } catch (error) {
    if (isPassing(error)) return 'conflict';
    throw error;
  }
};

type Query = Omit<QueryCommandInput, 'TableName'>;
type Queried = { readonly items: readonly Item[]; readonly more: boolean };

const queryPage = async ({ documents, name }: Table, query: Query): Promise<Queried> => {
  const answer = await documents.send(new QueryCommand({ TableName: name, ...query }));
  return { items: answer.Items ?? [], more: answer.LastEvaluatedKey !== undefined };
};

const makeListings = (table: Table): Pick<Store, 'list' | 'listDue'> => ({
  list: async ({ pk, sk }, { limit, after }) => {
    const { items, more } = await queryPage(table, {
      ConsistentRead: true,
      Limit: limit,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
    });
    return { items, next: more ? items.map((item) => addressSchema.parse(item).sk).at(-1) : undefined };
  },

  listDue: async (work, until, limit) => {
    const shards = dueShardsOf(work).map((shard) =>
      queryPage(table, {
        IndexName: dueIndex.name,
        Limit: limit,
        KeyConditionExpression: `${dueIndex.partitionKey} = :shard AND ${dueIndex.sortKey} <= :until`,
        ExpressionAttributeValues: { ':shard': shard, ':until': until },
      }),
    );
    const found = (await Promise.all(shards)).flatMap(({ items }) => items.map((item) => dueSchema.parse(item)));
    return found.toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1)).slice(0, limit);
  },
});

const makeIndexListings = (table: Table): Pick<Store, 'listOrders' | 'listDesk' | 'listEntries'> => ({
  listOrders: async (dossierKey, { limit, after }) => {
    const [createdAt, pk] = after?.split(' ') ?? [];
    const { items, more } = await queryPage(table, {
      IndexName: dossierIndex.name,
      ScanIndexForward: false,
      Limit: limit,
      KeyConditionExpression: `${dossierIndex.partitionKey} = :dossier`,
      ExpressionAttributeValues: { ':dossier': dossierKey },
      ...(after !== undefined && { ExclusiveStartKey: { dossierKey, createdAt, pk, sk: 'ORDER' } }),
    });
    const orders = items.map((item) => listedOrderSchema.parse(item));
    return { items: orders, next: more ? orders.map((order) => `${order.createdAt} ${order.pk}`).at(-1) : undefined };
  },

  listDesk: async (deskClass, { limit, after }) => {
    const [deskSince, pk, sk] = after?.split('\n') ?? [];
    const { items, more } = await queryPage(table, {
      IndexName: deskIndex.name,
      Limit: limit,
      KeyConditionExpression: `${deskIndex.partitionKey} = :class`,
      ExpressionAttributeValues: { ':class': deskClass },
      ...(after !== undefined && { ExclusiveStartKey: { deskClass, deskSince, pk, sk } }),
    });
    const waiting = items.map((item) => deskSchema.parse(item));
    return {
      items: waiting,
      next: more ? waiting.map((one) => `${one.deskSince}\n${one.pk}\n${one.sk}`).at(-1) : undefined,
    };
  },

  listEntries: async ({ countedAfter = ' ', ...of }, { limit, after }) => {
    const [countedAt, pk, sk] = after?.split('\n') ?? [];
    const accountDay = accountDayOf(of);
    const { items, more } = await queryPage(table, {
      IndexName: entryIndex.name,
      Limit: limit,
      KeyConditionExpression: `${entryIndex.partitionKey} = :day AND ${entryIndex.sortKey} > :after`,
      ExpressionAttributeValues: { ':day': accountDay, ':after': countedAfter },
      ...(after !== undefined && { ExclusiveStartKey: { accountDay, countedAt, pk, sk } }),
    });
    const entries = items.map((item) => entrySchema.parse(item));
    return {
      items: entries,
      next: more ? entries.map((one) => `${one.countedAt}\n${one.pk}\n${one.sk}`).at(-1) : undefined,
    };
  },
});

/** The table in DynamoDB. This is the only file that knows DynamoDB. */
export const makeDynamoStore = (client: DynamoDBClient, tableName: string): Store => {
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const table = { documents, name: tableName };
  return {
    read: async (addresses) => {
      refuseOddBatch(addresses);
      const found = await readAll(table, addresses);
      return addresses.map(({ pk, sk }) => found.find((item) => item.pk === pk && item.sk === sk));
    },
    commit: async (writes) => {
      refuseOddBatch(writes);
      return commitAll(table, writes);
    },
    ...makeListings(table),
    ...makeIndexListings(table),
  };
};
