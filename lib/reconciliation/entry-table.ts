import { canonicalJson } from '../domain/canonical-json.ts';
import { entryOriginSchema } from '../domain/entry.ts';
import { isAmountVnd } from '../domain/money.ts';
import type { OrderId } from '../domain/order-id.ts';
import { isText, type Line, makeScan, type Scan, scanEntry, scanned } from './entry-scan.ts';
import { makeNameIndex, namesIn } from './name-lookup.ts';
import { makeNumberColumn } from './number-column.ts';
import { brokenEntry, parseEntry, readSnapshotEntries, type SnapshotEntry, snapshotEntrySchema } from './snapshot.ts';
import { makeTextRows, type TextRows } from './text-rows.ts';

/**
 * Our entries by their places in order of key, 0 for the first. They are kept in columns, and rules look at these: of a
 * million entries only what differs becomes an object of its own.
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
  /** By {@link entryTexts}. */
  readonly texts: TextRows;
  readonly text: (entry: number, name: keyof typeof entryTexts) => string | undefined;
  readonly at: (entry: number) => SnapshotEntry;
  readonly find: (key: string) => number | undefined;
  readonly orders: ReadonlySet<OrderId>;
};

/** Which text of an entry stands where in its row: those that a result shows in order of name. */
export const entryTexts = {
  key: 0,
  orderId: 1,
  paidAt: 2,
  paidOn: 3,
  reference: 4,
  refundId: 5,
  transactionId: 6,
  shownOn: 7,
} as const;

const textNames = ['key', 'orderId', 'paidAt', 'paidOn', 'reference', 'refundId', 'transactionId', 'shownOn'] as const;
const textValues = textNames.map((name) => scanned[name]);
const neededValues = [scanned.key, scanned.reference, scanned.paidOn, scanned.paidAt];

const origins = entryOriginSchema.options;

/** What of an entry fits into one number: these, and which of the origins. */
const [out, reversed, shown] = [1, 2, 4];
const originShift = 3;

/** The columns of a table that is being read. */
function makeColumns() {
  const texts = makeTextRows(textNames.length);
  const amounts = makeNumberColumn((length) => new Float64Array(length));
  const flags = makeNumberColumn((length) => new Int32Array(length));
  return {
    texts,
    amounts,
    flags,
    /** Adds an entry, or nothing when it is not as an entry must be. */
    add: (line: Line, scan: Scan): boolean => {
      const amount = amountOf(line, scan);
      const found = flagsOf(line, scan);
      if (amount === undefined || found === undefined || neededValues.some((value) => scan.from[value] === -1))
        return false;
      amounts.push(amount);
      flags.push(found);
      texts.begin();
      for (const value of textValues) {
        const from = scan.from[value] ?? -1;
        if (from === -1) texts.put(undefined);
        else texts.putBytes(line.bytes, from, scan.to[value] ?? from);
      }
      return true;
    },
  };
}

type Columns = ReturnType<typeof makeColumns>;

/** Whole đồng as JSON writes them. */
function amountOf({ bytes }: Line, scan: Scan): number | undefined {
  const from = scan.from[scanned.amountVnd] ?? -1;
  const to = scan.to[scanned.amountVnd] ?? -1;
  let amount = 0;
  for (let at = from; at < to; at += 1) amount = amount * 10 + ((bytes[at] ?? 0) - 0x30);
  return from !== -1 && isAmountVnd(amount) ? amount : undefined;
}

function flagsOf({ bytes }: Line, scan: Scan): number | undefined {
  const isOut = isText({ bytes, value: scanned.direction }, scan, 'out');
  const isReversed = isText({ bytes, value: scanned.state }, scan, 'reversed');
  if (!isOut && !isText({ bytes, value: scanned.direction }, scan, 'in')) return undefined;
  if (!isReversed && !isText({ bytes, value: scanned.state }, scan, 'paid')) return undefined;
  const origin = origins.findIndex((name) => isText({ bytes, value: scanned.origin }, scan, name));
  if (origin === -1) return undefined;
  const isShown = scan.from[scanned.shownOn] !== -1;
  return (isOut ? out : 0) | (isReversed ? reversed : 0) | (isShown ? shown : 0) | (origin << originShift);
}

/** Adds an entry that is not written as we write it. */
function addOther(columns: Columns, line: Line, number: number): void {
  const scan = makeScan();
  const bytes = Buffer.from(canonicalJson(parseEntry(line, number)));
  const canonical = { bytes, from: 0, to: bytes.length };
  if (!scanEntry(canonical, scan) || !columns.add(canonical, scan)) throw brokenEntry(number, 'cannot be read');
}

/** Reads a snapshot into a table; `onRead` is told how many entries are read. */
export async function readEntries(
  bytes: AsyncIterable<Uint8Array>,
  onRead: (count: number) => void,
): Promise<EntryTable> {
  const columns = makeColumns();
  const scan = makeScan();
  let count = 0;
  const orders = await readSnapshotEntries(bytes, {
    begin: () => undefined,
    entry: (line, number) => {
      if (!scanEntry(line, scan) || !columns.add(line, scan)) addOther(columns, line, number);
      if (number > 1 && !columns.texts.isBefore(number - 2, number - 1, entryTexts.key))
        throw brokenEntry(number, 'is not in order');
      count = number;
      onRead(number);
    },
  });
  return viewOf(columns, count, new Set(orders));
}

function viewOf({ texts, amounts, flags }: Columns, count: number, orders: ReadonlySet<OrderId>): EntryTable {
  const isOut = (entry: number): boolean => (flags.at(entry) & out) !== 0;
  const isReversed = (entry: number): boolean => (flags.at(entry) & reversed) !== 0;
  const origin = (entry: number): SnapshotEntry['origin'] => origins[flags.at(entry) >> originShift] ?? 'of-day';
  const text: EntryTable['text'] = (entry, name) => texts.text(entry, entryTexts[name]);
  return {
    count,
    amountVnd: amounts.at,
    isOut,
    isReversed,
    isShown: (entry) => (flags.at(entry) & shown) !== 0,
    origin,
    key: (entry) => text(entry, 'key') ?? '',
    texts,
    text,
    at: (entry) =>
      snapshotEntrySchema.parse({
        ...Object.fromEntries(textNames.map((name) => [name, text(entry, name)])),
        amountVnd: amounts.at(entry),
        direction: isOut(entry) ? 'out' : 'in',
        state: isReversed(entry) ? 'reversed' : 'paid',
        origin: origin(entry),
      }),
    find: makeNameIndex(
      count,
      namesIn(texts, () => entryTexts.key),
    ).first,
    orders,
  };
}

/** What an entry is worth to the account: nothing when its money came and went back. */
export const entryVnd = (entries: EntryTable, entry: number): number => {
  if (entries.isReversed(entry)) return 0;
  return entries.isOut(entry) ? 0 - entries.amountVnd(entry) : entries.amountVnd(entry);
};
