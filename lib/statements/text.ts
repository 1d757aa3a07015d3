import type { Problems } from './problems.ts';
import type { Profile } from './profile.ts';

/** The encodings that a profile can name. */
export type Encoding = Extract<Profile, { format: 'csv' }>['encoding'];

/** What a file says of its own encoding in its first bytes. */
const marks = [
  { label: 'utf-8', bytes: [0xef, 0xbb, 0xbf], fits: 'utf-8' },
  { label: 'utf-16le', bytes: [0xff, 0xfe], fits: 'utf-16' },
  { label: 'utf-16be', bytes: [0xfe, 0xff], fits: 'utf-16' },
] as const;

const markBytesMax = 3;

type Decoder = { readonly decode: (bytes?: Uint8Array) => string; readonly label: string };

function makeDecoder(first: Uint8Array, encoding: Encoding, problems: Problems): Decoder | undefined {
  const mark = marks.find(({ bytes }) => bytes.every((byte, index) => first[index] === byte));
  if (mark !== undefined && mark.fits !== encoding) {
    problems.stop({ code: 'not-in-encoding', found: `the mark of ${mark.label}`, wanted: encoding });
    return undefined;
  }
  const label = mark?.label ?? (encoding === 'utf-16' ? 'utf-16le' : encoding);
  const decoder = new TextDecoder(label, { fatal: true });
  return { label, decode: (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()) };
}

/** How many line breaks a text has. */
export function countBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Which line of a piece of text the first undecodable byte is on, counted from 0. */
function brokenLine(label: string, bytes: Uint8Array | undefined): number {
  const decoded = new TextDecoder(label).decode(bytes);
  const broken = decoded.indexOf('\ufffd');
  return countBreaks(broken === -1 ? decoded : decoded.slice(0, broken));
}

/** Control characters but tab and line breaks: a statement has none, and a terminal or spreadsheet obeys them. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;

/** Whether a text holds a control character other than a tab or a line break, or half of a pair, which no file can keep. */
export const hasControlCharacter = (text: string): boolean => controlCharacter.test(text) || !text.isWellFormed();

/** Bytes as text pieces, so that a memory bound holds whatever pieces the bytes come in. */
const pieceBytesMax = 64 * 1024;

async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array();
  let isFirst = true;
  for await (const chunk of chunks) {
    held = isFirst && held.length > 0 ? new Uint8Array([...held, ...chunk]) : chunk;
    if (isFirst && held.length < markBytesMax) continue;
    isFirst = false;
    for (let at = 0; at < held.length; at += pieceBytesMax) yield held.subarray(at, at + pieceBytesMax);
  }
  if (isFirst) yield held;
}

/**
 * windows-1258 writes the tones of Vietnamese as characters of their own; they become one with their letter, as in every
 * other encoding. A letter waits for what may follow it in the next piece.
 */
function makeComposer(encoding: Encoding): (text: string, isLast: boolean) => string {
  if (encoding !== 'windows-1258') return (text) => text;
  let held = '';
  return (text, isLast) => {
    const all = held + text;
    const cut = isLast ? all.length : Math.max(all.search(/\P{M}\p{M}*$/u), 0);
    held = all.slice(cut);
    return all.slice(0, cut).normalize('NFC');
  };
}

/**
 * Decodes bytes strictly: what the encoding does not know, a wrong byte order mark or a control character is a problem,
 * never a replacement character.
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  problems: Problems,
): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let line = 1;
  const compose = makeComposer(encoding);
  const decode = (bytes?: Uint8Array): string | undefined => {
    try {
      return decoder?.decode(bytes);
    } catch {
      problems.stop({
        code: 'not-in-encoding',
        line: line + brokenLine(decoder?.label ?? encoding, bytes),
        wanted: encoding,
      });
      return undefined;
    }
  };
  for await (const bytes of inPieces(chunks)) {
    decoder ??= makeDecoder(bytes, encoding, problems);
    const text = decode(bytes);
    if (text === undefined) return;
    const control = text.search(controlCharacter);
    if (control !== -1) {
      problems.stop({ code: 'control-character', line: line + countBreaks(text.slice(0, control)) });
      return;
    }
    yield compose(text, false);
    line += countBreaks(text);
  }
  const rest = decode();
  if (rest !== undefined) yield compose(rest, true);
}
