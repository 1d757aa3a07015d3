import { entryOriginSchema } from '../domain/entry.ts';
import type { OrderId } from '../domain/order-id.ts';
import { makeArena, unescaped } from './arena.ts';
import { makeNameIndex } from './name-index.ts';
import { readSnapshotEntries, type SnapshotEntry, snapshotEntrySchema } from './snapshot.ts';

/**
 * Our entries by their places in order of key, 0 for the first. Rules work with places, so that of a million entries only
 * what differs becomes an object of its own.
 */
export type EntryTable = {
  readonly count: number;
  readonly amountVnd: (entry: number) => number;
  readonly isOut: (entry: number) => boolean;
  readonly isReversed: (entry: number) => boolean;
  /** Whether the statement of another bank day showed it. */
  readonly isShown: (entry: number) => boolean;
  readonly origin: (entry: number) => SnapshotEntry['origin'];
  readonly key: (entry: number) => string;
  /** The texts of an entry as the arena keeps them, in the order of {@link textPlaces}. */
  readonly texts: (entry: number) => readonly string[];
  readonly text: (entry: number, place: keyof typeof textPlaces) => string | undefined;
  readonly at: (entry: number) => SnapshotEntry;
  readonly find: (key: string) => number | undefined;
  readonly orders: ReadonlySet<OrderId>;
};

/** Which text of an entry stands where among its texts: those that a result shows are in order of name. */
export const textPlaces = {
  key: 0,
  orderId: 1,
  paidAt: 2,
  paidOn: 3,
  reference: 4,
  refundId: 5,
  transactionId: 6,
  shownOn: 7,
} as const;

const origins = entryOriginSchema.options;
const [out, reversed, shown] = [1, 2, 4];
const originShift = 3;

/** Reads a snapshot into a table; `onRead` is told how many entries are read. */
export async function readEntries(
  bytes: AsyncIterable<Uint8Array>,
  onRead: (count: number) => void,
): Promise<EntryTable> {
  const arena = makeArena();
  let count = 0;
  let amounts = new Float64Array(0);
  let flags = new Uint8Array(0);
  let addresses = new Float64Array(0);
  const orders = await readSnapshotEntries(bytes, {
    begin: (entries) => {
      amounts = new Float64Array(entries);
      flags = new Uint8Array(entries);
      addresses = new Float64Array(entries);
    },
    entry: (entry) => {
      const { key, orderId, paidAt, paidOn, reference, refundId, transactionId, shownOn } = entry;
      amounts[count] = entry.amountVnd;
      flags[count] =
        (entry.direction === 'out' ? out : 0) |
        (entry.state === 'reversed' ? reversed : 0) |
        (shownOn === undefined ? 0 : shown) |
        (origins.indexOf(entry.origin) << originShift);
      addresses[count] = arena.add([key, orderId, paidAt, paidOn, reference, refundId, transactionId, shownOn]);
      count += 1;
      onRead(count);
    },
  });
  const has = (flag: number) => (entry: number) => ((flags[entry] ?? 0) & flag) !== 0;
  const texts = (entry: number): readonly string[] => arena.read(addresses[entry] ?? -1);
  const text: EntryTable['text'] = (entry, place) => unescaped(texts(entry)[textPlaces[place]]);
  const key = (entry: number): string => unescaped(arena.first(addresses[entry] ?? -1)) ?? '';
  const [isOut, isReversed, isShown] = [has(out), has(reversed), has(shown)];
  const origin = (entry: number): SnapshotEntry['origin'] => origins[(flags[entry] ?? 0) >> originShift] ?? 'of-day';
  const amountVnd = (entry: number): number => amounts[entry] ?? 0;
  return {
    count,
    amountVnd,
    isOut,
    isReversed,
    isShown,
    origin,
    key,
    texts,
    text,
    at: (entry) =>
      snapshotEntrySchema.parse({
        ...Object.fromEntries(
          Object.entries(textPlaces).map(([name, place]) => [name, unescaped(texts(entry)[place])]),
        ),
        amountVnd: amountVnd(entry),
        direction: isOut(entry) ? 'out' : 'in',
        state: isReversed(entry) ? 'reversed' : 'paid',
        origin: origin(entry),
      }),
    find: makeNameIndex(count, key).first,
    orders: new Set(orders),
  };
}

/** What an entry is worth to the account: nothing when its money came and went back. */
export const entryVnd = (entries: EntryTable, entry: number): number => {
  if (entries.isReversed(entry)) return 0;
  return entries.isOut(entry) ? 0 - entries.amountVnd(entry) : entries.amountVnd(entry);
};
