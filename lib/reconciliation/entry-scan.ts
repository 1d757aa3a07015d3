/** The names of a snapshot's entry in canonical order: each at most once. */
const names = [
  'amountVnd',
  'direction',
  'key',
  'orderId',
  'origin',
  'paidAt',
  'paidOn',
  'reference',
  'refundId',
  'shownOn',
  'state',
  'transactionId',
] as const;

/** Which value of a scan is which. */
export const scanned = {
  amountVnd: 0,
  direction: 1,
  key: 2,
  orderId: 3,
  origin: 4,
  paidAt: 5,
  paidOn: 6,
  reference: 7,
  refundId: 8,
  shownOn: 9,
  state: 10,
  transactionId: 11,
} as const satisfies Record<(typeof names)[number], number>;

/** A line without its end, among the bytes that it came with. */
export type Line = { readonly bytes: Buffer; readonly from: number; readonly to: number };

/** Where the values of a line stand, by {@link scanned}, texts without their quotes; `from` is -1 where there is none. */
export type Scan = { readonly from: Int32Array; readonly to: Int32Array };

/** A scan to be filled again and again. */
export const makeScan = (): Scan => ({ from: new Int32Array(names.length), to: new Int32Array(names.length) });

const marks = names.map((name, index) => Buffer.from(`${index === 0 ? '{' : ','}"${name}":`));

const quote = 0x22;
const backslash = 0x5c;
const closingBrace = 0x7d;

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

function standsAt(bytes: Uint8Array, at: number, mark: Uint8Array): boolean {
  for (let index = 0; index < mark.length; index += 1) if (bytes[at + index] !== mark[index]) return false;
  return true;
}

/** Where a text that begins there ends: at its closing quote. */
function endOfText(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let byte = bytes[at]; byte !== quote && byte !== undefined; byte = bytes[at]) at += byte === backslash ? 2 : 1;
  return at;
}

function endOfNumber(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at] ?? 0)) at += 1;
  return at;
}

/**
 * Finds the values in a line of a snapshot without making anything of them: a fraction of what `JSON.parse` takes. False
 * for whatever is not canonical JSON with these names, which needs a closer look.
 */
export function scanEntry({ bytes, from, to }: Line, scan: Scan): boolean {
  let at = from;
  for (let value = 0; value < marks.length; value += 1) {
    const mark = marks[value];
    scan.from[value] = -1;
    if (mark === undefined || !standsAt(bytes, at, mark)) continue;
    at += mark.length;
    const isText = value !== scanned.amountVnd;
    if (isText !== (bytes[at] === quote)) return false;
    const end = isText ? endOfText(bytes, at + 1) : endOfNumber(bytes, at);
    scan.from[value] = isText ? at + 1 : at;
    scan.to[value] = end;
    at = isText ? end + 1 : end;
  }
  return at === to - 1 && bytes[at] === closingBrace;
}

/** Whether a value that was found is this text of plain characters. */
export function isText({ bytes, value }: { bytes: Uint8Array; value: number }, scan: Scan, text: string): boolean {
  const from = scan.from[value] ?? -1;
  if (from === -1 || (scan.to[value] ?? 0) - from !== text.length) return false;
  for (let index = 0; index < text.length; index += 1) if (bytes[from + index] !== text.charCodeAt(index)) return false;
  return true;
}
