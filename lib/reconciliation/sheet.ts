import { rowBytesMax, type TextRows } from './text-rows.ts';

/** A report that is being written, piece by piece. */
export type Sheet = {
  /** Writes a text as it is: JSON has been made of it already. */
  readonly put: (text: string) => void;
  /** Writes a field of a row between quotes, behind whatever comes before it; nothing at all when there is no text. */
  readonly field: (before: string, texts: TextRows, at: { readonly row: number; readonly field: number }) => void;
  /** What is written, once it is a whole piece. */
  readonly takeFull: () => Uint8Array | undefined;
  /** What is written since the last piece. */
  readonly takeRest: () => Uint8Array;
};

const pieceBytes = 2 ** 18;

/** Begins a report. */
export function makeSheet(): Sheet {
  const target = { bytes: Buffer.allocUnsafeSlow(2 * pieceBytes), at: 0 };

  const reserve = (bytes: number): void => {
    if (target.at + bytes <= target.bytes.length) return;
    const longer = Buffer.allocUnsafeSlow(2 * (target.at + bytes));
    target.bytes.copy(longer, 0, 0, target.at);
    target.bytes = longer;
  };
  const put = (text: string): void => {
    reserve(3 * text.length);
    const { bytes, at } = target;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        target.at = at + index + bytes.write(text.slice(index), at + index);
        return;
      }
      bytes[at + index] = code;
    }
    target.at = at + text.length;
  };
  /** The bytes are given away, so that what comes next is written elsewhere. */
  const take = (): Uint8Array => {
    const taken = target.bytes.subarray(0, target.at);
    target.bytes = Buffer.allocUnsafeSlow(2 * pieceBytes);
    target.at = 0;
    return taken;
  };

  return {
    put,
    field: (before, texts, { row, field }) => {
      if (!texts.has(row, field)) return;
      put(before);
      reserve(rowBytesMax);
      texts.copy(row, field, target);
      put('"');
    },
    takeFull: () => (target.at < pieceBytes ? undefined : take()),
    takeRest: take,
  };
}
