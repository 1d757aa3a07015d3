import { fold } from './table-layout.ts';

/** What it is to be without marks, whatever the text is. */
const strip = (text: string): string => fold(text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd'));

const space = 0x20;

/** In place of a letter: a mark that goes, and what is left to {@link strip}. */
const gone = 0;
const other = 0xff;

/** Up to here stand the letters and marks of Vietnamese. */
const codesEnd = 0x1f00;

function letterOf(code: number): number {
  const text = String.fromCharCode(code);
  if (/\s/.test(text)) return space;
  const letter = strip(text);
  if (letter === '') return gone;
  return letter.length === 1 && letter.charCodeAt(0) < 0x80 ? letter.charCodeAt(0) : other;
}

/** The letter of each character: telling a million texts apart takes a table. It is made when it is first needed. */
let letters: Uint8Array | undefined;

const makeLetters = (): Uint8Array =>
  Uint8Array.from({ length: codesEnd }, (_, code) => (code < 0x370 || code >= 0x1e00 ? letterOf(code) : other));

const scratch = Buffer.alloc(4096);

/** A text without the marks of Vietnamese, in small letters: banks write it with and without. */
export function withoutMarks(text: string): string {
  if (text.length > scratch.length) return strip(text);
  letters ??= makeLetters();
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const letter = letters[text.charCodeAt(index)] ?? other;
    if (letter === other) return strip(text);
    const isSpaceAgain = letter === space && (length === 0 || scratch[length - 1] === space);
    if (letter === gone || isSpaceAgain) continue;
    scratch[length] = letter;
    length += 1;
  }
  return scratch.toString('latin1', 0, length).trimEnd();
}
