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
  entries: z.int().check(z.nonnegative()),
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

const parse = <T>(text: string, schema: z.ZodMiniType<T>, what: string): T => {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.core.$ZodError)
      throw new BrokenSnapshot(`${what} cannot be read`);
    throw cause;
  }
};

/** Cuts bytes into lines without their ends; a last line that does not end is none. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    const whole: Buffer = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
    let start = 0;
    for (let end = whole.indexOf(10); end >= 0; end = whole.indexOf(10, start)) {
      yield whole.subarray(start, end);
      start = end + 1;
    }
    rest = whole.subarray(start);
  }
  if (rest.length > 0) throw new BrokenSnapshot('its last line is cut');
}

const newline = Buffer.from('\n');

/**
 * Reads a snapshot, entry by entry to `onEntry` in order of key, and gives the orders in the end. What was given counts
 * only then.
 *
 * @throws BrokenSnapshot when it is cut, changed or no snapshot
 */
export async function readSnapshotEntries(
  bytes: AsyncIterable<Uint8Array>,
  onEntry: (entry: SnapshotEntry) => void,
): Promise<readonly OrderId[]> {
  let head: z.infer<typeof headSchema> | undefined;
  let end: z.infer<typeof endSchema> | undefined;
  let checksum = 0;
  let count = 0;
  let last = '';
  for await (const line of linesOf(bytes)) {
    if (end) throw new BrokenSnapshot('something stands behind its end');
    if (!head) head = parse(line.toString(), headSchema, 'its head');
    else if (count === head.entries) end = parse(line.toString(), endSchema, 'its end');
    else {
      const entry = parse(line.toString(), snapshotEntrySchema, `entry ${count + 1}`);
      if (count > 0 && entry.key <= last) throw new BrokenSnapshot(`entry ${count + 1} is not in order`);
      last = entry.key;
      count += 1;
      onEntry(entry);
    }
    if (!end) checksum = crc32(newline, crc32(line, checksum));
  }
  if (!head || !end) throw new BrokenSnapshot('it ends too early');
  if (end.crc32 !== checksum) throw new BrokenSnapshot('its checksum differs');
  return head.orders;
}

/**
 * Reads a whole snapshot.
 *
 * @throws BrokenSnapshot when it is cut, changed or no snapshot
 */
export async function readSnapshot(bytes: AsyncIterable<Uint8Array>): Promise<Snapshot> {
  const entries: SnapshotEntry[] = [];
  const orders = await readSnapshotEntries(bytes, (entry) => entries.push(entry));
  return { entries, orders };
}
