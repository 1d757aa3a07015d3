import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { StreamMapping } from '../topology/read-topology.ts';
import { deliverBatch } from './delivery.ts';
import { type FeedRecord, makeFeedRecord } from './feed-record.ts';
import { matchesPattern } from './filter-pattern.ts';
import type { StreamProgress } from './progress.ts';
import { readStream } from './reader.ts';

/** So many records may be read and not yet done with. */
const unfinishedMax = 1_000;
const unfinishedPollMs = 50;

type FeedParts = {
  client: DynamoDBStreamsClient;
  streamArn: string;
  region: string;
  /** Name of the table's partition key. */
  partitionKey: string;
  function: Pick<LocalFunction, 'invoke'>;
  progress: StreamProgress;
  tell: (line: string) => void;
};

/**
 * Feeds a table's stream to a function: every record at least once, those of one partition in order. Partitions are
 * spread over the mapping's lanes, so that a slow record holds up only its own lane.
 */
export function feedStream(mapping: StreamMapping, parts: FeedParts): { stop: () => void } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { progress } = parts;
  const lanes = Array.from({ length: mapping.lanes }, () => openLane(mapping, parts, signal));

  void readStream({
    ...parts,
    signal,
    findPosition: progress.findPosition,
    takePage: async (shardId, page) => {
      const records = page.map((record) => makeFeedRecord(record, { ...parts, shardId }));
      const wanted = records.filter((record) => isWanted(mapping, record));
      progress.begin(records);
      progress.finish(records.filter((record) => !wanted.includes(record)));
      for (const record of wanted) lanes[chooseLane(record, lanes.length)]?.(record);
      while (progress.countUnfinished() > unfinishedMax) await sleep(unfinishedPollMs, undefined, { signal });
    },
  });
  return {
    stop: () => {
      stopping.abort();
    },
  };
}

function isWanted({ patterns }: StreamMapping, { event }: FeedRecord): boolean {
  return patterns.length === 0 || patterns.some((pattern) => matchesPattern(pattern, event));
}

function chooseLane({ partition }: FeedRecord, lanes: number): number {
  return createHash('sha256').update(partition).digest().readUInt32BE() % lanes;
}

/** A queue that gives its records to the function batch after batch. */
function openLane(mapping: StreamMapping, parts: FeedParts, signal: AbortSignal): (record: FeedRecord) => void {
  const queue: FeedRecord[] = [];
  let running = false;
  const pause = (ms: number): Promise<void> => sleep(ms, undefined, { signal });
  const run = async (): Promise<void> => {
    running = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, mapping.batchRecordsMax);
      await deliverBatch(batch, { ...parts, mapping, signal, pause });
      parts.progress.finish(batch);
    }
    running = false;
  };
  return (record) => {
    queue.push(record);
    // The only thing that run() throws is the signal, and then nothing is to be done any more.
    if (!running) run().catch(() => undefined);
  };
}
