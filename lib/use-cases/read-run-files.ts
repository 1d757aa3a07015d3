import { createHash } from 'node:crypto';
import type { BankDayName, Run } from '../domain/run.ts';
import { readSnapshot, type Snapshot, type SnapshotEntry, writeSnapshot } from '../reconciliation/snapshot.ts';
import { type RunFile, runFileNames, statementName } from '../store/file-names.ts';
import type { Files } from '../store/files.ts';
import type { CountedDay } from './find-bank-days.ts';

/** SHA-256 in hex of bytes in pieces. */
export const hashOf = (pieces: Iterable<Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

/** Bytes in pieces that are hashed as somebody takes them; `digest` gives their SHA-256 in hex once all are taken. */
type HashedOnTheWay = { readonly pieces: Iterable<Uint8Array>; readonly digest: () => string };

/** Hashes bytes on their way to somebody else; see {@link HashedOnTheWay}. */
export const hashedOnTheWay = (pieces: Iterable<Uint8Array>): HashedOnTheWay => {
  const hash = createHash('sha256');
  const pass = function* (): Iterable<Uint8Array> {
    for (const piece of pieces) {
      hash.update(piece);
      yield piece;
    }
  };
  return { pieces: pass(), digest: (): string => hash.digest('hex') };
};

/** The hash of a carry that leaves nothing to the next day. */
export const emptyCarry = hashOf(writeSnapshot({ entries: [], orders: [] }));

/** The bytes of a file that must be there. @param from how many bytes are left out */
export const openFile = async (files: Files, name: string, from = 0): Promise<AsyncIterable<Uint8Array>> => {
  const bytes = await files.open(name, from);
  if (bytes === undefined) throw new Error(`the bucket has no ${name}`);
  return bytes;
};

/** The bytes of a run's statement. @param from how many bytes are left out */
export const openStatement = (files: Files, { statement }: Run, from = 0): Promise<AsyncIterable<Uint8Array>> =>
  openFile(files, statementName(statement.sha256), from);

/** The name of one of a run's files; nothing while it is not written. */
export const findRunFileName = (of: BankDayName, { number, hashes }: Run, which: RunFile): string | undefined => {
  const names = runFileNames(of, number);
  switch (which) {
    case 'snapshot':
      return hashes.snapshot && names.snapshot(hashes.snapshot);
    case 'terms':
      return hashes.terms && names.terms(hashes.terms);
    default:
      return hashes.body && names[which];
  }
};

/** The bytes of one of a run's files that its status says is written. */
export const openWritten = async (
  files: Files,
  { of, run, which }: { readonly of: BankDayName; readonly run: Run; readonly which: RunFile },
): Promise<AsyncIterable<Uint8Array>> => {
  const name = findRunFileName(of, run, which);
  if (name === undefined) throw new Error(`run ${run.number} has no ${which} yet`);
  return openFile(files, name);
};

/** What the run that counts of a bank day leaves to the days after it. */
export const readCarry = async (files: Files, { counted, ...of }: CountedDay): Promise<readonly SnapshotEntry[]> => {
  if (counted.carry === emptyCarry) return [];
  const { entries } = await readSnapshot(await openFile(files, runFileNames(of, counted.run).carry));
  return entries;
};

/** Entries to be carried on, as their file holds them. */
export const writeCarry = (entries: readonly SnapshotEntry[]): Iterable<Uint8Array> =>
  writeSnapshot({ entries, orders: [] });

/** A snapshot as its file holds it, read in memory. */
export const streamSnapshot = async function* (snapshot: Snapshot): AsyncIterable<Uint8Array> {
  yield* writeSnapshot(snapshot);
};
