import { type Cursor, copyNext, skipsNothing } from './text-rows.ts';

/** A report that is being written, piece by piece. */
export type Sheet = {
  /** Writes a text as it is: JSON has been made of it already. */
  readonly put: (text: string) => void;
  /** Writes a whole number. */
  readonly number: (value: number) => void;
  /** Writes the field at a cursor and a quote, behind what comes before it; nothing when there is no text. */
  readonly next: (before: string, cursor: Cursor) => void;
  /** What is written, once it is a whole piece. */
  readonly takeFull: () => Uint8Array | undefined;
  /** What is written since the last piece. */
  readonly takeRest: () => Uint8Array;
};

const quote = 0x22;
const zero = 0x30;

/** Of a whole number with at most so many digits each is told quickly. */
const usualDigits = 9;
const usualEnd = 10 ** usualDigits;

const pieceBytes = 2 ** 18;
/** Room for the result that makes a piece full. */
const spareBytes = 2 ** 14;

/** Writes a whole number of few digits, and says where it ends. */
function writeDigits(bytes: Uint8Array, at: number, value: number): number {
  let end = at + 1;
  for (let most = 10; value >= most; most *= 10) end += 1;
  let left = value;
  for (let index = end - 1; index >= at; index -= 1) {
    const shorter = Math.trunc(left / 10);
    bytes[index] = zero + (left - 10 * shorter);
    left = shorter;
  }
  return end;
}

/** Begins a report. */
export function makeSheet(): Sheet {
  let bytes = Buffer.allocUnsafeSlow(spareBytes);
  let at = 0;

  const reserve = (more: number): void => {
    if (at + more <= bytes.length) return;
    const longer = Buffer.allocUnsafeSlow(2 * (at + more));
    bytes.copy(longer, 0, 0, at);
    bytes = longer;
  };
  const put = (text: string): void => {
    reserve(3 * text.length);
    const target = bytes;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        at += index + target.write(text.slice(index), at + index);
        return;
      }
      target[at + index] = code;
    }
    at += text.length;
  };
  /** The bytes are given away, so that what comes next is written elsewhere. */
  const take = (roomBytes: number): Uint8Array => {
    const taken = bytes.subarray(0, at);
    bytes = Buffer.allocUnsafeSlow(roomBytes);
    at = 0;
    return taken;
  };

  return {
    put,
    number: (value) => {
      if (value < 0 || value >= usualEnd) {
        put(String(value));
        return;
      }
      reserve(usualDigits);
      at = writeDigits(bytes, at, value);
    },
    next: (before, cursor) => {
      if (skipsNothing(cursor)) return;
      put(before);
      let end = copyNext(cursor, bytes, at);
      while (end === undefined) {
        reserve(bytes.length);
        end = copyNext(cursor, bytes, at);
      }
      bytes[end] = quote;
      at = end + 1;
    },
    takeFull: () => (at < pieceBytes ? undefined : take(pieceBytes + spareBytes)),
    takeRest: () => take(0),
  };
}
