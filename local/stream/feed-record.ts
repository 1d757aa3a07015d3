import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';

/** A record of a batch: what the function is given, and what the feed itself needs to know of it. */
export type FeedRecord = {
  shardId: string;
  sequenceNumber: string;
  createdAtMs: number;
  /** The same for all records of a partition, and for no other. */
  partition: string;
  event: unknown;
};

type Origin = { shardId: string; streamArn: string; region: string; partitionKey: string };

/** The record as Lambda hands it over: times in seconds, binary values in base64. */
export function makeFeedRecord(record: StreamRecord, origin: Origin): FeedRecord {
  const { ApproximateCreationDateTime: createdAt = new Date(0), ...change } = record.dynamodb ?? {};
  const sequenceNumber = change.SequenceNumber ?? '';
  return {
    shardId: origin.shardId,
    sequenceNumber,
    createdAtMs: createdAt.getTime(),
    partition: JSON.stringify(change.Keys?.[origin.partitionKey]),
    event: withBase64({
      eventID: record.eventID,
      eventName: record.eventName,
      eventVersion: record.eventVersion,
      eventSource: 'aws:dynamodb',
      awsRegion: origin.region,
      eventSourceARN: origin.streamArn,
      dynamodb: { ...change, ApproximateCreationDateTime: Math.floor(createdAt.getTime() / 1_000) },
    }),
  };
}

function withBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(withBase64);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withBase64(inner)]));
}
