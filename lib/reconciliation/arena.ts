/**
 * Texts of many records in few large pieces of memory: as a million objects they would take four times as much, and every
 * collection of garbage would walk them.
 */
export type Arena = {
  /** Keeps the texts of one record and gives the address by which they are found again. */
  readonly add: (texts: readonly (string | undefined)[]) => number;
  /** The texts of a record as JSON writes them within quotes, or a sign that there is none. */
  readonly read: (address: number) => readonly string[];
  /** The first of them. */
  readonly first: (address: number) => string;
};

/** In place of a text that there is not: no text in JSON holds the character as it is. */
const absent = '\t';

const pieceBits = 20;
const pieceBytes = 2 ** pieceBits;
/** Addresses are whole numbers of 32 bits. */
const piecesMax = 2 ** (32 - pieceBits);

const separator = '\n';
const end = 0;
const [latin1, utf8] = [1, 2];

const escaped = (text: string | undefined): string => {
  if (text === undefined) return absent;
  return /["\\\p{Cc}\p{Cs}]/u.test(text) ? JSON.stringify(text).slice(1, -1) : text;
};

/** A text that {@link Arena.read} gave, as it was; nothing when it was absent. */
export const unescaped = (text: string | undefined): string | undefined => {
  if (text === undefined || text === absent) return undefined;
  return text.includes('\\') ? String(JSON.parse(`"${text}"`)) : text;
};

/** A field of an object in JSON whose text {@link Arena.read} gave; nothing when it was absent. */
export const field = (name: string, text: string | undefined): string =>
  text === undefined || text === absent ? '' : `,"${name}":"${text}"`;

const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

/** Makes an arena without records. */
export function makeArena(): Arena {
  const pieces: Buffer[] = [];
  let piece = Buffer.alloc(0);
  let used = 0;
  const begin = (bytes: number): void => {
    if (pieces.length === piecesMax) throw new RangeError('there is more text than can be addressed');
    piece = Buffer.allocUnsafeSlow(Math.max(bytes, pieceBytes));
    pieces.push(piece);
    used = 0;
  };
  /** What is in a record from a byte of it up to the next separator, or to its end. */
  const slice = (address: number, stop: number): string => {
    const from = pieces[Math.floor(address / pieceBytes)];
    const at = address % pieceBytes;
    if (!from) throw new RangeError(`there is no record at ${address}`);
    return from.toString(from[at] === latin1 ? 'latin1' : 'utf8', at + 1, from.indexOf(stop, at + 1));
  };
  return {
    add: (texts) => {
      const record = `${texts.map(escaped).join(separator)}${separator}`;
      const ascii = isAscii(record);
      const bytes = (ascii ? record.length : Buffer.byteLength(record)) + 2;
      // A record that is longer than a piece has one of its own, and begins where an address can point to.
      if (used + bytes > piece.length || used >= pieceBytes) begin(bytes);
      const at = used;
      piece[at] = ascii ? latin1 : utf8;
      used += 1 + piece.write(record, at + 1, ascii ? 'latin1' : 'utf8');
      piece[used] = end;
      used += 1;
      return (pieces.length - 1) * pieceBytes + at;
    },
    read: (address) => slice(address, end).split(separator),
    first: (address) => slice(address, separator.charCodeAt(0)),
  };
}
