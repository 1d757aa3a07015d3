import { escaped, hashOfBytes, isPlain, unescaped } from './json-text.ts';

/**
 * The texts of a million rows as bytes, the way JSON writes them: a tenth of what as many objects would take, and they are
 * copied into a report as they are. Rows are known by their places, 0 for the first.
 */
export type TextRows = {
  /** Begins a row. Its fields follow, all of them, in order. */
  readonly begin: () => void;
  readonly put: (text: string | undefined) => void;
  /** Puts some bytes of a text as JSON writes it between its quotes. */
  readonly putBytes: (bytes: Uint8Array, from: number, to: number) => void;
  readonly text: (row: number, field: number) => string | undefined;
  /** The same as JSON writes it between its quotes. */
  readonly written: (row: number, field: number) => string | undefined;
  /** Whether a field is this text. */
  readonly is: (row: number, field: number, text: string) => boolean;
  /** The hash of a field as {@link hashOf} tells it of its text; nothing when there is none. */
  readonly hash: (row: number, field: number) => number | undefined;
  /** Whether a field of one row stands before that of another in order of code unit. */
  readonly isBefore: (row: number, other: number, field: number) => boolean;
  /** Where a field stands, for who goes from field to field. */
  readonly seek: (row: number, field: number) => Cursor;
};

/** A place in the bytes of a row: where one of its fields begins. */
export type Cursor = { readonly bytes: Uint8Array; at: number };

const pieceBits = 20;
/** A row never crosses the end of a piece: a longer one has a piece of its own. */
const pieceBytes = 2 ** pieceBits;
/** Enough for the day of a small agency. */
const firstPieceBytes = 2 ** 16;
/** Starts are whole numbers of 32 bits. */
const piecesMax = 2 ** (32 - pieceBits);

/** JSON writes neither of these into a text. */
const endOfField = 0;
const noText = 1;

/** Where the next field begins. */
function skip(bytes: Uint8Array, from: number): number {
  let at = from;
  while (bytes[at] !== endOfField) at += 1;
  return at + 1;
}

/** The hash of the field at a cursor, which goes on to the next; nothing when there is no text. */
export function hashNext(cursor: Cursor): number | undefined {
  const { bytes, at } = cursor;
  cursor.at = skip(bytes, at);
  return bytes[at] === noText ? undefined : hashOfBytes(bytes, at, endOfField);
}

/**
 * Copies the field at a cursor to a place in other bytes, and says where it ends there; the cursor goes on to the next.
 * Nothing when there is no room for it and a byte behind it: then the cursor stays.
 */
export function copyNext(cursor: Cursor, target: Uint8Array, place: number): number | undefined {
  const { bytes, at } = cursor;
  let index = at;
  const shift = place - at;
  for (let byte = bytes[index] ?? 0; byte !== endOfField; byte = bytes[index] ?? 0) {
    target[index + shift] = byte;
    index += 1;
  }
  if (index + shift >= target.length) return undefined;
  cursor.at = index + 1;
  return index + shift;
}

/** Whether there is no text at a cursor: then it goes on to the next field. */
export function skipsNothing(cursor: Cursor): boolean {
  if (cursor.bytes[cursor.at] !== noText) return false;
  cursor.at += 2;
  return true;
}

/** Writes the plain characters that a text begins with, and says how many they are. */
function writePlain(text: string, target: Uint8Array, at: number): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!isPlain(code)) return index;
    target[at + index] = code;
  }
  return text.length;
}

/** Where rows are written: in pieces, each row whole. */
function makeWriter(fields: number) {
  const pieces: Buffer[] = [];
  let piece = Buffer.alloc(0);
  let starts = new Uint32Array(1024);
  let count = 0;
  let at = 0;

  const startPiece = (bytes = pieces.length === 0 ? firstPieceBytes : pieceBytes): void => {
    if (pieces.length === piecesMax) throw new RangeError('there is more text than can be kept');
    piece = Buffer.allocUnsafeSlow(bytes);
    pieces.push(piece);
    at = 0;
  };
  /** Makes room for more of the last row, and for the ends of its fields: if need be in a piece of its own. */
  const reserve = (more: number): void => {
    if (at + more + 2 * fields <= piece.length) return;
    const row = piece.subarray((starts[count - 1] ?? 0) & (pieceBytes - 1), at);
    startPiece(Math.max(pieceBytes, 2 * (row.length + more + 2 * fields)));
    at = row.copy(piece);
    starts[count - 1] = (pieces.length - 1) * pieceBytes;
  };
  return {
    /** The bytes that a row is in, and where in them it begins. */
    pieceOf: (row: number): Buffer => {
      const found = row < count ? pieces[(starts[row] ?? 0) >>> pieceBits] : undefined;
      if (!found) throw new RangeError(`there is no row ${row}`);
      return found;
    },
    startOf: (row: number): number => (starts[row] ?? 0) & (pieceBytes - 1),
    begin: (): void => {
      if (at + 2 * fields > piece.length || at >= pieceBytes) startPiece();
      if (count === starts.length) {
        const longer = new Uint32Array(2 * count);
        longer.set(starts);
        starts = longer;
      }
      starts[count] = (pieces.length - 1) * pieceBytes + at;
      count += 1;
    },
    put: (text: string | undefined): void => {
      if (text === undefined) piece[at++] = noText;
      else {
        reserve(text.length);
        const plain = writePlain(text, piece, at);
        at += plain;
        if (plain < text.length) {
          const rest = escaped(text.slice(plain));
          reserve(Buffer.byteLength(rest));
          at += piece.write(rest, at);
        }
      }
      piece[at++] = endOfField;
    },
    putBytes: (bytes: Uint8Array, from: number, to: number): void => {
      reserve(to - from);
      const target = piece;
      const shift = at - from;
      for (let index = from; index < to; index += 1) target[index + shift] = bytes[index] ?? 0;
      target[to + shift] = endOfField;
      at = to + shift + 1;
    },
  };
}

/** Makes rows of so many fields each. */
export function makeTextRows(fields: number): TextRows {
  const { pieceOf, startOf, ...writer } = makeWriter(fields);
  const findIn = (bytes: Uint8Array, row: number, field: number): number => {
    let at = startOf(row);
    for (let left = field; left > 0; left -= 1) at = skip(bytes, at);
    return at;
  };
  const written = (row: number, field: number): string | undefined => {
    const bytes = pieceOf(row);
    const at = findIn(bytes, row, field);
    return bytes[at] === noText ? undefined : bytes.toString('utf8', at, skip(bytes, at) - 1);
  };
  const text = (row: number, field: number): string | undefined => {
    const found = written(row, field);
    return found === undefined ? undefined : unescaped(found);
  };
  return {
    ...writer,
    text,
    written,
    is: (row, field, wanted) => {
      const bytes = pieceOf(row);
      const at = findIn(bytes, row, field);
      for (let index = 0; index < wanted.length; index += 1) {
        const code = wanted.charCodeAt(index);
        if (!isPlain(code)) return text(row, field) === wanted;
        if (bytes[at + index] !== code) return false;
      }
      return bytes[at + wanted.length] === endOfField;
    },
    hash: (row, field) => {
      const bytes = pieceOf(row);
      const at = findIn(bytes, row, field);
      return bytes[at] === noText ? undefined : hashOfBytes(bytes, at, endOfField);
    },
    isBefore: (row, other, field) => {
      const bytes = pieceOf(row);
      const others = pieceOf(other);
      const [at, otherAt] = [findIn(bytes, row, field), findIn(others, other, field)];
      const same = countSame({ bytes, at }, { bytes: others, at: otherAt });
      const [byte = 0, otherByte = 0] = [bytes[at + same], others[otherAt + same]];
      // Beyond plain characters the order of bytes is not that of code units.
      if (isOrdered(byte) && isOrdered(otherByte)) return byte < otherByte;
      return (text(row, field) ?? '') < (text(other, field) ?? '');
    },
    seek: (row, field) => {
      const bytes = pieceOf(row);
      return { bytes, at: findIn(bytes, row, field) };
    },
  };
}

const isOrdered = (byte: number): boolean => byte === endOfField || isPlain(byte);

/** How many bytes two fields begin with that are the same and plain characters. */
function countSame(one: Cursor, other: Cursor): number {
  let same = 0;
  for (let byte = one.bytes[one.at] ?? 0; isPlain(byte); byte = one.bytes[one.at + same] ?? 0) {
    if (byte !== other.bytes[other.at + same]) return same;
    same += 1;
  }
  return same;
}
