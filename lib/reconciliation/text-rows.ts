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
  /** Whether a field of one row stands before that of another in order of code unit. */
  readonly isBefore: (row: number, other: number, field: number) => boolean;
  /** The {@link hashOf} of a field; nothing when there is no text. */
  readonly hash: (row: number, field: number) => number | undefined;
  readonly has: (row: number, field: number) => boolean;
  /** Copies what JSON writes of a field between its quotes. */
  readonly copy: (row: number, field: number, to: Target) => void;
};

/** Bytes that are being written, and how far they are. */
export type Target = { readonly bytes: Uint8Array; at: number };

/** Rows never cross the end of a piece. */
const pieceBytes = 2 ** 20;

/** No row takes more. */
export const rowBytesMax = 2 ** 15;

/** JSON writes neither of these into a text. */
const endOfField = 0;
const noText = 1;

const quote = 0x22;
const backslash = 0x5c;

/** A hash of 32 bits, FNV-1a, over the bytes that JSON writes. */
const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/** Whether JSON writes a character as one byte and as it is. */
const isPlain = (code: number): boolean => code >= 0x20 && code < 0x7f && code !== quote && code !== backslash;

/** A text as JSON writes it between its quotes. */
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The same of a text as {@link TextRows.hash} of a field that holds it. */
export function hashOf(text: string): number {
  let hash = hashSeed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!isPlain(code)) return hashOfBytes(Buffer.from(escaped(text)));
    hash = Math.imul(hash ^ code, hashPrime);
  }
  return hash;
}

function hashOfBytes(bytes: Uint8Array): number {
  let hash = hashSeed;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, hashPrime);
  return hash;
}

/** Makes rows of so many fields each. */
export function makeTextRows(fields: number): TextRows {
  const pieces: Buffer[] = [];
  let piece = Buffer.alloc(0);
  let starts = new Uint32Array(1024);
  let count = 0;
  let at = 0;
  let limit = 0;

  const startPiece = (): void => {
    piece = Buffer.allocUnsafeSlow(pieceBytes);
    pieces.push(piece);
    at = 0;
  };
  const reserve = (bytes: number): void => {
    if (at + bytes + fields > limit) throw new RangeError('a row has more text than can be kept');
  };
  const pieceOf = (row: number): Buffer => {
    const found = row < count ? pieces[(starts[row] ?? 0) >>> 20] : undefined;
    if (!found) throw new RangeError(`there is no row ${row}`);
    return found;
  };
  /** Where a field begins in its piece. */
  const startOf = (bytes: Buffer, row: number, field: number): number => {
    let start = (starts[row] ?? 0) & (pieceBytes - 1);
    for (let left = field; left > 0; start += 1) if (bytes[start] === endOfField) left -= 1;
    return start;
  };
  const writtenOf = (row: number, field: number): string | undefined => {
    const bytes = pieceOf(row);
    const start = startOf(bytes, row, field);
    if (bytes[start] === noText) return undefined;
    return bytes.toString('utf8', start, bytes.indexOf(endOfField, start));
  };
  const textOf = (row: number, field: number): string | undefined => {
    const written = writtenOf(row, field);
    return written?.includes('\\') === true ? String(JSON.parse(`"${written}"`)) : written;
  };

  return {
    begin: () => {
      if (pieces.length === 0 || at + rowBytesMax > pieceBytes) startPiece();
      if (count === starts.length) {
        const grown = new Uint32Array(2 * count);
        grown.set(starts);
        starts = grown;
      }
      starts[count] = (pieces.length - 1) * pieceBytes + at;
      limit = at + rowBytesMax;
      count += 1;
    },
    put: (text) => {
      if (text === undefined) piece[at++] = noText;
      else {
        reserve(text.length);
        let index = 0;
        for (; index < text.length; index += 1) {
          const code = text.charCodeAt(index);
          if (!isPlain(code)) break;
          piece[at + index] = code;
        }
        at += index;
        if (index < text.length) {
          const rest = escaped(text.slice(index));
          reserve(Buffer.byteLength(rest));
          at += piece.write(rest, at);
        }
      }
      piece[at++] = endOfField;
    },
    putBytes: (bytes, from, to) => {
      reserve(to - from);
      const target = piece;
      const shift = at - from;
      for (let index = from; index < to; index += 1) target[index + shift] = bytes[index] ?? 0;
      target[to + shift] = endOfField;
      at = to + shift + 1;
    },
    text: textOf,
    written: writtenOf,
    is: (row, field, text) => {
      const bytes = pieceOf(row);
      const start = startOf(bytes, row, field);
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        if (!isPlain(code)) return bytes.toString('utf8', start, bytes.indexOf(endOfField, start)) === escaped(text);
        if (bytes[start + index] !== code) return false;
      }
      return bytes[start + text.length] === endOfField;
    },
    isBefore: (row, other, field) => {
      const bytes = pieceOf(row);
      const others = pieceOf(other);
      const start = startOf(bytes, row, field);
      const otherStart = startOf(others, other, field);
      for (let index = 0; ; index += 1) {
        const byte = bytes[start + index] ?? 0;
        const otherByte = others[otherStart + index] ?? 0;
        // Beyond plain characters the order of bytes is not that of code units.
        if ((byte !== endOfField && !isPlain(byte)) || (otherByte !== endOfField && !isPlain(otherByte)))
          return (textOf(row, field) ?? '') < (textOf(other, field) ?? '');
        if (byte !== otherByte) return byte < otherByte;
        if (byte === endOfField) return false;
      }
    },
    hash: (row, field) => {
      const bytes = pieceOf(row);
      let index = startOf(bytes, row, field);
      if (bytes[index] === noText) return undefined;
      let hash = hashSeed;
      for (let byte = bytes[index] ?? 0; byte !== endOfField; byte = bytes[index] ?? 0) {
        hash = Math.imul(hash ^ byte, hashPrime);
        index += 1;
      }
      return hash;
    },
    has: (row, field) => {
      const bytes = pieceOf(row);
      return bytes[startOf(bytes, row, field)] !== noText;
    },
    copy: (row, field, to) => {
      const bytes = pieceOf(row);
      const target = to.bytes;
      let index = startOf(bytes, row, field);
      const shift = to.at - index;
      for (let byte = bytes[index] ?? 0; byte !== endOfField; byte = bytes[index] ?? 0) {
        target[index + shift] = byte;
        index += 1;
      }
      to.at = index + shift;
    },
  };
}
