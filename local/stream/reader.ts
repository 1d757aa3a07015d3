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
const recordsPollMs = 100;

/** A new shard is found, and a broken connection is tried again, within this time. */
const shardsPollMs = 1_000;

const recordsMax = 1_000;

type StreamReading = {
  client: DynamoDBStreamsClient;
  streamArn: string;
  /** Where to go on in a shard; undefined for its oldest record. */
  findPosition: (shardId: string) => string | undefined;
  /** Is waited for before more of this shard is read. */
  takePage: (shardId: string, records: StreamRecord[]) => Promise<void>;
  tell: (line: string) => void;
  signal: AbortSignal;
};

/** Reads all shards of a stream as they come, each after the shard it continues, until the signal is given. */
export async function readStream(reading: StreamReading): Promise<void> {
  const { signal } = reading;
  const followed = new Map<string, Promise<void>>();
  const follow = async (shardId: string, parent: Promise<void> | undefined): Promise<void> => {
    await parent;
    try {
      await readShard(shardId, reading);
    } catch (error) {
      if (signal.aborted) return;
      reading.tell(`stream: ${String(error)}`);
      followed.delete(shardId);
    }
  };
  while (!signal.aborted) {
    for (const { ShardId: shardId = '', ParentShardId: parentId = '' } of await listShards(reading)) {
      if (!followed.has(shardId)) followed.set(shardId, follow(shardId, followed.get(parentId)));
    }
    await sleep(shardsPollMs, undefined, { signal }).catch(() => undefined);
  }
}

async function listShards({ client, streamArn, tell }: StreamReading): Promise<Shard[]> {
  try {
    const answer = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    return answer.StreamDescription?.Shards ?? [];
  } catch (error) {
    tell(`stream: ${String(error)}`);
    return [];
  }
}

async function readShard(shardId: string, reading: StreamReading): Promise<void> {
  const { client, takePage, signal } = reading;
  let iterator = await findIterator(shardId, reading);
  while (iterator !== undefined && !signal.aborted) {
    const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: recordsMax }));
    const records = page.Records ?? [];
    if (records.length > 0) await takePage(shardId, records);
    else await sleep(recordsPollMs, undefined, { signal });
    iterator = page.NextShardIterator;
  }
}

async function findIterator(
  shardId: string,
  { client, streamArn, findPosition }: StreamReading,
): Promise<string | undefined> {
  const shard = { StreamArn: streamArn, ShardId: shardId };
  const oldest = new GetShardIteratorCommand({ ...shard, ShardIteratorType: 'TRIM_HORIZON' });
  const after = findPosition(shardId);
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
