import { crc32 } from 'node:zlib';
import * as z from 'zod/mini';
import { canonicalJson } from '../domain/canonical-json.ts';
import { entryOriginSchema, entrySchema } from '../domain/entry.ts';
import { type OrderId, orderIdSchema } from '../domain/order-id.ts';
import { vietnamDaySchema } from '../domain/time.ts';
import type { Line } from './entry-scan.ts';

/** An entry of a snapshot, as {@link SnapshotEntry} says. */
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

/** Is told what a snapshot holds, which counts only when all of it was read. */
type SnapshotSink = {
  /** How many entries there will be. */
  readonly begin: (entries: number) => void;
  /** The line of an entry, and the so many eth it is, from 1. It is the sink's to read it, and to hold it to the order of keys. */
  readonly entry: (line: Line, number: number) => void;
};

const newline = 0x0a;

/** Takes the lines of a snapshot as they come, and holds them to the head and to the checksum. */
function makeReader(sink: SnapshotSink) {
  let head: z.infer<typeof headSchema> | undefined;
  let end: z.infer<typeof endSchema> | undefined;
  let checksum = 0;
  let count = 0;
  const takeLine = (bytes: Buffer, from: number, to: number): void => {
    if (end) throw new BrokenSnapshot('something stands behind its end');
    if (!head) {
      head = parse(bytes.toString('utf8', from, to), headSchema, 'its head');
      sink.begin(head.entries);
    } else if (count === head.entries) end = parse(bytes.toString('utf8', from, to), endSchema, 'its end');
    else {
      count += 1;
      sink.entry({ bytes, from, to }, count);
    }
  };
  return {
    /** Takes all the whole lines that there are, and says how many bytes they have. */
    take: (bytes: Buffer): number => {
      let from = 0;
      let checked = 0;
      for (let to = bytes.indexOf(newline); to >= 0; to = bytes.indexOf(newline, from)) {
        takeLine(bytes, from, to);
        from = to + 1;
        if (!end) checked = from;
      }
      checksum = crc32(bytes.subarray(0, checked), checksum);
      return from;
    },
    end: (): readonly OrderId[] => {
      if (!head || !end) throw new BrokenSnapshot('it ends too early');
      if (end.crc32 !== checksum) throw new BrokenSnapshot('its checksum differs');
      return head.orders;
    },
  };
}

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
    let piece: Buffer = Buffer.from(buffer, byteOffset, byteLength);
    if (rest.length > 0) {
      // Only the line that two pieces share is copied.
      const cut = piece.indexOf(newline) + 1;
      const shared = Buffer.concat([rest, cut === 0 ? piece : piece.subarray(0, cut)]);
      piece = cut === 0 ? Buffer.alloc(0) : piece.subarray(cut);
      rest = shared.subarray(reader.take(shared));
    }
    // Whoever gave the piece may use its memory for the next.
    if (piece.length > 0) rest = Buffer.from(piece.subarray(reader.take(piece)));
  }
  if (rest.length > 0) throw new BrokenSnapshot('its last line is cut');
  return reader.end();
}

/** Reads the line of one entry, the so many eth. */
export const parseEntry = ({ bytes, from, to }: Line, number: number): SnapshotEntry =>
  parse(bytes.toString('utf8', from, to), snapshotEntrySchema, `entry ${number}`);

/** That an entry cannot be used. */
export const brokenEntry = (number: number, why: 'cannot be read' | 'is not in order'): Error =>
  new BrokenSnapshot(`entry ${number} ${why}`);

/**
 * Reads a whole snapshot.
 *
 * @throws BrokenSnapshot when it is cut, changed or no snapshot
 */
export async function readSnapshot(bytes: AsyncIterable<Uint8Array>): Promise<Snapshot> {
  const entries: SnapshotEntry[] = [];
  let last = '';
  const orders = await readSnapshotEntries(bytes, {
    begin: () => undefined,
    entry: (line, number) => {
      const entry = parseEntry(line, number);
      if (entry.key <= last) throw brokenEntry(number, 'is not in order');
      last = entry.key;
      entries.push(entry);
    },
  });
  return { entries, orders };
}
