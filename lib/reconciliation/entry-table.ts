import type { OrderId } from '../domain/order-id.ts';
import { readSnapshotEntries, type SnapshotEntry } from './snapshot.ts';

/**
 * Our entries by their places in order of key, 0 for the first. Rules work with places, so that of a million entries only
 * what differs becomes an object of its own.
 */
export type EntryTable = {
  readonly count: number;
  readonly at: (entry: number) => SnapshotEntry;
  readonly find: (key: string) => number | undefined;
  readonly orders: ReadonlySet<OrderId>;
};

/** Reads a snapshot into a table. */
export async function readEntries(
  bytes: AsyncIterable<Uint8Array>,
  onRead: (count: number) => void,
): Promise<EntryTable> {
  const entries: SnapshotEntry[] = [];
  const orders = await readSnapshotEntries(bytes, (entry) => {
    onRead(entries.push(entry));
  });
  const at = (entry: number): SnapshotEntry => {
    const found = entries[entry];
    if (!found) throw new RangeError(`there is no entry ${entry}`);
    return found;
  };
  const find = (key: string): number | undefined => {
    let [from, to] = [0, entries.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (at(middle).key < key) from = middle + 1;
      else to = middle;
    }
    return entries[from]?.key === key ? from : undefined;
  };
  return { count: entries.length, at, find, orders: new Set(orders) };
}

/** What an entry is worth to the account: nothing when its money came and went back. */
export const entryVnd = ({ state, direction, amountVnd }: SnapshotEntry): number => {
  if (state === 'reversed') return 0;
  return direction === 'in' ? amountVnd : 0 - amountVnd;
};
