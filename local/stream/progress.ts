import * as z from 'zod';
import { findJson, writeJson } from '../json-file.ts';

const saved = z.object({ streamArn: z.string(), positions: z.record(z.string(), z.string()) });

type PlaceState = 'open' | 'done';
type Place = { shardId: string; sequenceNumber: string };

export type StreamProgress = {
  /** The last record read of a shard; after a restart the last one done with. Undefined before the first. */
  findPosition: (shardId: string) => string | undefined;
  /** Says that these were read, in their order. */
  begin: (records: Place[]) => void;
  /** Says that nothing more is to be done for these, in any order. */
  finish: (records: Place[]) => void;
  countUnfinished: () => number;
};

/**
 * How far a stream has been worked off, kept in a file: for each shard the last record that is done with and has only
 * such records before it. What was finished just before a crash may come again, and nothing is ever left out.
 */
export function openProgress(path: string, streamArn: string): StreamProgress {
  const before = findJson(path, saved);
  // A table that was made anew has a new stream, whose numbers mean something else.
  const donePositions = new Map(before?.streamArn === streamArn ? Object.entries(before.positions) : []);
  const readPositions = new Map(donePositions);
  /** In the order they were read; a record stays until everything before it is done. */
  const pending = new Map<string, Map<string, PlaceState>>();

  const begin = (records: Place[]): void => {
    for (const { shardId, sequenceNumber } of records) {
      readPositions.set(shardId, sequenceNumber);
      pending.set(shardId, (pending.get(shardId) ?? new Map<string, PlaceState>()).set(sequenceNumber, 'open'));
    }
  };
  const finish = (records: Place[]): void => {
    for (const { shardId, sequenceNumber } of records) pending.get(shardId)?.set(sequenceNumber, 'done');
    const moved = [...pending].map(([shardId, shard]) => dropDone(shard, (last) => donePositions.set(shardId, last)));
    if (moved.includes(true)) writeJson(path, { streamArn, positions: Object.fromEntries(donePositions) });
  };
  const countUnfinished = (): number => [...pending.values()].reduce((count, shard) => count + shard.size, 0);
  return { findPosition: (shardId) => readPositions.get(shardId), begin, finish, countUnfinished };
}

/** Takes away the records at the front that are done; whether there were any. */
function dropDone(shard: Map<string, PlaceState>, moveTo: (sequenceNumber: string) => void): boolean {
  let moved = false;
  for (const [sequenceNumber, state] of shard) {
    if (state === 'open') break;
    shard.delete(sequenceNumber);
    moveTo(sequenceNumber);
    moved = true;
  }
  return moved;
}
