/** Texts as JSON writes them between their quotes, byte by byte. */

const quote = 0x22;
const backslash = 0x5c;

/** Whether JSON writes a character as one byte, and as it is. */
export const isPlain = (code: number): boolean => code >= 0x20 && code < 0x7f && code !== quote && code !== backslash;

/** Whether JSON writes a character as it is, in however many bytes: half of a pair it does not. */
const isAsItIs = (code: number): boolean =>
  code >= 0x20 && code !== quote && code !== backslash && (code < 0xd800 || code > 0xdfff);

/** What JSON writes of a text between quotes. */
export function escaped(text: string): string {
  for (let index = 0; index < text.length; index += 1)
    if (!isAsItIs(text.charCodeAt(index))) return JSON.stringify(text).slice(1, -1);
  return text;
}

/** The text of which JSON writes this. */
export const unescaped = (written: string): string =>
  written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;

/** FNV-1a, in 32 bits. */
const hashSeed = 0x811c9dc5;
const hashPrime = 0x01000193;

/** A hash of what JSON writes of a text. */
export function hashOf(text: string): number {
  let hash = hashSeed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (!isPlain(code)) return hashOfBytes(Buffer.from(escaped(text)), 0, Infinity);
    hash = Math.imul(hash ^ code, hashPrime);
  }
  return hash;
}

/** The same of bytes that are written, up to a byte that ends them, or to the last. */
export function hashOfBytes(bytes: Uint8Array, from: number, end: number): number {
  let hash = hashSeed;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === end) return hash;
    hash = Math.imul(hash ^ byte, hashPrime);
  }
  return hash;
}
