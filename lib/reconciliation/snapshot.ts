import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import { canonicalJson } from '../domain/canonical-json.ts';
import { entryOriginSchema, entrySchema } from '../domain/entry.ts';
import { type OrderId, orderIdSchema } from '../domain/order-id.ts';
import { vietnamDaySchema } from '../domain/time.ts';

export const snapshotEntrySchema = z.extend(entrySchema, {
  origin: entryOriginSchema,
  /** The day of another bank day whose statement showed it. */
  shownOn: z.optional(vietnamDaySchema),
});

/** An entry as a run sees it: how it came into the snapshot, and whether another day's statement has shown it. */
export type SnapshotEntry = z.infer<typeof snapshotEntrySchema>;

/** Our side, written down when a run freezes it. */
export type Snapshot = {
  /** No two have the same key. */
  readonly entries: readonly SnapshotEntry[];
  /** Orders that lines name and that there are, as far as they were looked up. */
  readonly orders: readonly OrderId[];
};

const headSchema = z.strictObject({
  format: z.literal('lephi-snapshot/1'),
  /** Far beyond what one statement day of an account holds. */
  entries: z.int().check(z.nonnegative(), z.lte(20_000_000)),
  orders: z.array(orderIdSchema),
});

const endSchema = z.strictObject({ crc32: z.int() });

const pieceEntries = 1000;

/**
 * Writes a snapshot down: a head, an entry on each line in order of key, and a checksum. Equal snapshots are equal bytes.
 *
 * @throws RangeError when two entries have the same key
 */
export function* writeSnapshot({ entries, orders }: Snapshot): Generator<Uint8Array> {
  const sorted = entries.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const head = { format: 'lephi-snapshot/1', entries: sorted.length, orders: [...new Set(orders)].sort() };
  let checksum = 0;
  let last: string | undefined;
  let piece = `${canonicalJson(head)}\n`;
  const cut = (): Uint8Array => {
    const bytes = Buffer.from(piece);
    piece = '';
    checksum = crc32(bytes, checksum);
    return bytes;
  };
  for (const [index, entry] of sorted.entries()) {
    if (entry.key === last) throw new RangeError('two entries of a snapshot have the same key');
    last = entry.key;
    piece += `${canonicalJson(entry)}\n`;
    if (index % pieceEntries === pieceEntries - 1) yield cut();
  }
  yield cut();
  yield Buffer.from(`${canonicalJson({ crc32: checksum })}\n`);
}

/** Why a snapshot cannot be used: it is not as it was written. */
class BrokenSnapshot extends Error {
  constructor(why: string) {
    super(`The snapshot is not as it was written: ${why}`);
    this.name = 'BrokenSnapshot';
  }
}

const parseText = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new BrokenSnapshot(`${what} cannot be read`);
    throw cause;
  }
};

function parse<T>(text: string, schema: z.ZodMiniType<T>, what: string): T {
  const { data, success } = schema.safeParse(parseText(text, what));
  if (!success) throw new BrokenSnapshot(`${what} cannot be read`);
  return data;
}

const isOneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string';

const fields: readonly (readonly [name: string, holds: (value: unknown) => boolean])[] = [
  ['key', isText],
  ['amountVnd', Number.isSafeInteger],
  ['direction', isOneOf('in', 'out')],
  ['state', isOneOf('paid', 'reversed')],
  ['origin', isOneOf(...entryOriginSchema.options)],
  ['paidAt', isText],
  ['paidOn', isText],
  ['reference', (value) => typeof value === 'string'],
  ['orderId', isTextOrAbsent],
  ['refundId', isTextOrAbsent],
  ['transactionId', isTextOrAbsent],
  ['shownOn', isTextOrAbsent],
];

/**
 * As much of the schema as can be looked at a million times: the checksum says that all of it was written by us, and
 * whoever shows an entry reads it by the schema.
 */
const isEntry = (value: unknown): value is SnapshotEntry =>
  typeof value === 'object' && value !== null && fields.every(([name, holds]) => holds(Reflect.get(value, name)));

/** Is told what a snapshot holds, which counts only when all of it was read. */
export type SnapshotSink = {
  /** How many entries there will be. */
  readonly begin: (entries: number) => void;
  /** In order of key. */
  readonly entry: (entry: SnapshotEntry) => void;
};

/** Takes the lines of a snapshot as they come, and holds them to the head, to their order and to the checksum. */
function makeReader(sink: SnapshotSink) {
  let head: z.infer<typeof headSchema> | undefined;
  let end: z.infer<typeof endSchema> | undefined;
  let checksum = 0;
  let count = 0;
  let last: string | undefined;
  const takeEntry = (text: string): void => {
    count += 1;
    const entry = parseText(text, `entry ${count}`);
    if (!isEntry(entry)) throw new BrokenSnapshot(`entry ${count} cannot be read`);
    if (entry.key <= (last ?? '')) throw new BrokenSnapshot(`entry ${count} is not in order`);
    last = entry.key;
    sink.entry(entry);
  };
  return {
    line: (line: Buffer): void => {
      if (end) throw new BrokenSnapshot('something stands behind its end');
      if (count === head?.entries) {
        end = parse(line.toString(), endSchema, 'its end');
        return;
      }
      checksum = crc32(newline, crc32(line, checksum));
      if (head) takeEntry(line.toString());
      else {
        head = parse(line.toString(), headSchema, 'its head');
        sink.begin(head.entries);
      }
    },
    end: (): readonly OrderId[] => {
      if (!head || !end) throw new BrokenSnapshot('it ends too early');
      if (end.crc32 !== checksum) throw new BrokenSnapshot('its checksum differs');
      return head.orders;
    },
  };
}

const newline = Buffer.from('\n');

/**
 * Reads a snapshot into a sink, and gives the orders that it names in the end.
 *
 * @throws BrokenSnapshot when it is cut, changed or no snapshot
 */
export async function readSnapshotEntries(
  bytes: AsyncIterable<Uint8Array>,
  sink: SnapshotSink,
): Promise<readonly OrderId[]> {
  const reader = makeReader(sink);
  let rest: Buffer = Buffer.alloc(0);
  for await (const { buffer, byteOffset, byteLength } of bytes) {
    const piece = Buffer.from(buffer, byteOffset, byteLength);
    const whole = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = whole.indexOf(newline); end >= 0; end = whole.indexOf(newline, start)) {
      reader.line(whole.subarray(start, end));
      start = end + 1;
    }
    // Whoever gave the piece may use its memory for the next.
    rest = Buffer.from(whole.subarray(start));
  }
  if (rest.length > 0) throw new BrokenSnapshot('its last line is cut');
  return reader.end();
}

/**
 * Reads a whole snapshot.
 *
 * @throws BrokenSnapshot when it is cut, changed or no snapshot
 */
export async function readSnapshot(bytes: AsyncIterable<Uint8Array>): Promise<Snapshot> {
  const entries: SnapshotEntry[] = [];
  const orders = await readSnapshotEntries(bytes, {
    begin: () => undefined,
    entry: (entry) => entries.push(snapshotEntrySchema.parse(entry)),
  });
  return { entries, orders };
}
