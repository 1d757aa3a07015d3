import { createInflateRaw, crc32 } from 'node:zlib';
import type { Problems } from './problems.ts';

/** One file in a ZIP archive, as the directory at its end tells. */
type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly crc: number;
  readonly headerAt: number;
};

/** An archive whose directory was read. */
export type Zip = { readonly bytes: Buffer; readonly entries: ReadonlyMap<string, ZipEntry> };

const signature = {
  end: 0x06054b50,
  directory: 0x02014b50,
  local: 0x04034b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
};
const endBytes = 22;
const commentBytesMax = 0xffff;
const entriesMax = 1000;

const isAt = (bytes: Buffer, at: number, wanted: number): boolean =>
  at >= 0 && at + 4 <= bytes.length && bytes.readUInt32LE(at) === wanted;

function findEnd(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - endBytes - commentBytesMax);
  for (let at = bytes.length - endBytes; at >= first; at -= 1) if (isAt(bytes, at, signature.end)) return at;
  return undefined;
}

/** A count of 8 bytes that a file in memory can have; anything else is beyond every offset. */
const readLong = (bytes: Buffer, at: number): number => {
  const value = bytes.readBigUInt64LE(at);
  return value > BigInt(bytes.length) ? Infinity : Number(value);
};

/** Where the directory begins and how many entries it has; archives of 64 bits say it in a record of their own. */
function readEnd(bytes: Buffer, end: number): { at: number; count: number } {
  const locator = end - 20;
  if (!isAt(bytes, locator, signature.locator64))
    return { at: bytes.readUInt32LE(end + 16), count: bytes.readUInt16LE(end + 10) };
  const end64 = readLong(bytes, locator + 8);
  if (!isAt(bytes, end64, signature.end64)) throw new RangeError('no end record');
  return { at: readLong(bytes, end64 + 48), count: readLong(bytes, end64 + 32) };
}

/** The fields of an entry that did not fit into 32 bits, in the order in which they stand. */
function readLongFields(bytes: Buffer, { from, to }: { from: number; to: number }): readonly number[] {
  for (let at = from; at + 4 <= to; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) !== 1) continue;
    const fields = Math.floor(bytes.readUInt16LE(at + 2) / 8);
    return Array.from({ length: fields }, (_, index) => readLong(bytes, at + 4 + index * 8));
  }
  return [];
}

/** What stands in 32 bits when the number is in the long fields. */
const isLong = 0xffffffff;

function readEntry(bytes: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (!isAt(bytes, at, signature.directory)) throw new RangeError('no directory entry');
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
  const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
  const long = [...readLongFields(bytes, { from: nameEnd, to: extraEnd })];
  // Size, packed size and offset: each that is long takes the next of the long fields.
  const [, packedBytes = Infinity, headerAt = Infinity] = [24, 20, 42]
    .map((field) => bytes.readUInt32LE(at + field))
    .map((value) => (value === isLong ? (long.shift() ?? Infinity) : value));
  const name = bytes.toString('utf8', at + 46, nameEnd);
  const method = bytes.readUInt16LE(at + 10);
  return {
    entry: { name, method, packedBytes, crc: bytes.readUInt32LE(at + 16), headerAt },
    next: extraEnd + bytes.readUInt16LE(at + 32),
  };
}

/** Reads the directory of an archive; nothing when it has none that can be read. */
export function openZip(bytes: Buffer): Zip | undefined {
  const end = findEnd(bytes);
  if (end === undefined) return undefined;
  try {
    const { at, count } = readEnd(bytes, end);
    if (count > entriesMax) return undefined;
    const entries = new Map<string, ZipEntry>();
    for (let index = 0, next = at; index < count; index += 1) {
      const read = readEntry(bytes, next);
      entries.set(read.entry.name, read.entry);
      next = read.next;
    }
    return { bytes, entries };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** How much an archive may unpack to, over all of its entries that are read. */
export type Inflation = {
  readonly take: (bytes: number) => boolean;
};

/** No sheet of a million lines is larger. */
const inflatedBytesMax = 1024 ** 3;
/** Sheets pack well, at most some fifty to one; a bomb packs a thousand to one. */
const ratioMax = 200;
/** What may be unpacked whatever the ratio. */
const inflatedBytesFree = 1024 ** 2;

/** Counts what is unpacked of a file of so many bytes, and says when it is too much. */
export function makeInflation(packedBytes: number): Inflation {
  let inflated = 0;
  const most = Math.min(inflatedBytesMax, Math.max(inflatedBytesFree, packedBytes * ratioMax));
  return {
    take: (bytes) => {
      inflated += bytes;
      return inflated <= most;
    },
  };
}

const stored = 0;
const deflated = 8;

/** Where the bytes of an entry lie; nothing when the archive is broken there. */
function packedBytesOf({ bytes }: Zip, { headerAt, packedBytes, method }: ZipEntry): Buffer | undefined {
  if (method !== stored && method !== deflated) return undefined;
  if (!isAt(bytes, headerAt, signature.local) || headerAt + 30 > bytes.length) return undefined;
  const from = headerAt + 30 + bytes.readUInt16LE(headerAt + 26) + bytes.readUInt16LE(headerAt + 28);
  return from + packedBytes > bytes.length ? undefined : bytes.subarray(from, from + packedBytes);
}

const pieceBytesMax = 64 * 1024;

async function* unpack({ method }: ZipEntry, packed: Buffer): AsyncGenerator<Buffer> {
  if (method === stored) {
    yield packed;
    return;
  }
  const stream = createInflateRaw({ chunkSize: pieceBytesMax });
  stream.end(packed);
  for await (const piece of stream) yield Buffer.from(piece);
}

const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');

/** Unpacks one entry piece by piece, within what the archive may unpack to, and checks it against its checksum. */
export async function* readZipEntry(
  zip: Zip,
  name: string,
  { inflation, problems }: { inflation: Inflation; problems: Problems },
): AsyncGenerator<Buffer> {
  const broken = (): void => {
    problems.stop({ code: 'malformed', field: name });
  };
  const entry = zip.entries.get(name);
  const packed = entry && packedBytesOf(zip, entry);
  if (entry === undefined || packed === undefined) {
    broken();
    return;
  }
  let crc = 0;
  try {
    for await (const piece of unpack(entry, packed)) {
      if (!inflation.take(piece.length)) {
        problems.stop({ code: 'inflates-too-far', field: name });
        return;
      }
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    if (!isZlibError(error)) throw error;
    broken();
  }
  if (crc !== entry.crc) broken();
}
