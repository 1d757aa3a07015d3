import { setTimeout as sleep } from 'node:timers/promises';
import {
  type _Record as StreamRecord,
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type Shard,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';

/** How long a written item may wait before its function is woken. */
const pollMs = 100;
const recordsMax = 1_000;

type ShardPlace = { streamArn: string; shardId: string; after: string | undefined };

/** All shards that the stream still has, each after the shard it continues. */
export async function listShards(client: DynamoDBStreamsClient, streamArn: string): Promise<Shard[]> {
  const shards: Shard[] = [];
  let last: string | undefined;
  do {
    const page = await client.send(new DescribeStreamCommand({ StreamArn: streamArn, ExclusiveStartShardId: last }));
    shards.push(...(page.StreamDescription?.Shards ?? []));
    last = page.StreamDescription?.LastEvaluatedShardId;
  } while (last !== undefined);
  return shards;
}

/** The records of a shard as they come, until the shard is closed or the signal given. */
export async function* readShard(
  client: DynamoDBStreamsClient,
  place: ShardPlace,
  signal: AbortSignal,
): AsyncGenerator<StreamRecord[]> {
  let iterator = await findIterator(client, place);
  while (iterator !== undefined && !signal.aborted) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: recordsMax }));
    const records = page.Records ?? [];
    if (records.length > 0) yield records;
    else await sleep(pollMs, undefined, { signal });
    iterator = page.NextShardIterator;
  }
}

async function findIterator(
  client: DynamoDBStreamsClient,
  { streamArn, shardId, after }: ShardPlace,
): Promise<string | undefined> {
  const shard = { StreamArn: streamArn, ShardId: shardId };
  const oldest = new GetShardIteratorCommand({ ...shard, ShardIteratorType: 'TRIM_HORIZON' });
  if (after === undefined) return (await client.send(oldest)).ShardIterator;
  const next = new GetShardIteratorCommand({
    ...shard,
    ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
    SequenceNumber: after,
  });
  try {
    return (await client.send(next)).ShardIterator;
  } catch (error) {
    // Records are kept for a day. After a longer rest the oldest one still there comes next.
    if (error instanceof TrimmedDataAccessException) return (await client.send(oldest)).ShardIterator;
    throw error;
  }
}
