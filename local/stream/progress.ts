import * as z from 'zod';
import { findJson, writeJson } from '../json-file.ts';

const saved = z.object({ streamArn: z.string(), positions: z.record(z.string(), z.string()) });

export type StreamProgress = {
  /** The last record of a shard that is done with and has only such records before it. */
  findPosition: (shardId: string) => string | undefined;
  /** Says that records of a shard were read, in their order. */
  begin: (shardId: string, sequenceNumbers: string[]) => void;
  /** Says that nothing more is to be done for them, in any order. */
  finish: (shardId: string, sequenceNumbers: string[]) => void;
  countUnfinished: () => number;
};

/**
 * How far a stream has been worked off, kept in a file. What was finished just before a crash may be done again, and
 * nothing is ever left out.
 */
export function openProgress(path: string, streamArn: string): StreamProgress {
  const before = findJson(path, saved);
  // A table that was made anew has a new stream, whose numbers mean something else.
  const positions = new Map(before?.streamArn === streamArn ? Object.entries(before.positions) : []);
  const readInOrder = new Map<string, string[]>();
  const finished = new Set<string>();

  const begin = (shardId: string, sequenceNumbers: string[]): void => {
    readInOrder.set(shardId, [...(readInOrder.get(shardId) ?? []), ...sequenceNumbers]);
  };
  const finish = (shardId: string, sequenceNumbers: string[]): void => {
    for (const sequenceNumber of sequenceNumbers) finished.add(sequenceNumber);
    const read = readInOrder.get(shardId) ?? [];
    const unfinishedAt = read.findIndex((sequenceNumber) => !finished.has(sequenceNumber));
    const done = read.splice(0, unfinishedAt === -1 ? read.length : unfinishedAt);
    const last = done.at(-1);
    if (last === undefined) return;
    for (const sequenceNumber of done) finished.delete(sequenceNumber);
    positions.set(shardId, last);
    writeJson(path, { streamArn, positions: Object.fromEntries(positions) });
  };
  const countUnfinished = (): number => [...readInOrder.values()].reduce((count, read) => count + read.length, 0);
  return { findPosition: (shardId) => positions.get(shardId), begin, finish, countUnfinished };
}
