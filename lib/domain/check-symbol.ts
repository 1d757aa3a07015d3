import * as z from 'zod/mini';

/**
 * A code that a person can type: two letters that say of what, nine random symbols and a check symbol, of the 32 digits
 * and letters that are not mistaken for each other (no I, L, O, U: Crockford's base 32).
 *
 * Each symbol is an element of the field GF(2^5) and the check symbol is the sum of dᵢ·2ⁱ in it. Any single wrong
 * symbol changes one term, and any two different symbols changing places change the sum because 2ⁱ ≠ 2ʲ for
 * positions less than 31 apart: both mistakes are always found.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomSymbols = 9;

/** x⁵ + x² + 1, which makes the 32 symbols a field. */
const fieldPolynomial = 0b100101;

const double = (element: number): number => {
  const shifted = element << 1;
  return shifted >= alphabet.length ? shifted ^ fieldPolynomial : shifted;
};

/** Horner's rule: ((d₀·2 + d₁)·2 + d₂)·2 … */
const checkSymbol = (symbols: string): string =>
  alphabet.charAt([...symbols].reduce((sum, symbol) => double(sum ^ alphabet.indexOf(symbol)), 0));

const isWhole = (text: string): boolean => checkSymbol(text.slice(2, -1)) === text.at(-1);

/** Random bytes that {@link makeCode} needs. */
export const codeRandomBytes = randomSymbols;

/** A code from {@link codeRandomBytes} random bytes: 45 of their bits are used. */
export const makeCode = (prefix: string, random: Uint8Array): string => {
  const symbols = [...random.subarray(0, randomSymbols)]
    .map((byte) => alphabet.charAt(byte % alphabet.length))
    .join('');
  return `${prefix}${symbols}${checkSymbol(symbols)}`;
};

/**
 * A code as stored: 12 characters, no separators, and the check symbol right.
 *
 * @param prefix two letters
 * @param error what is said of a text that is none
 */
export const codeSchema = (prefix: string, error: string): z.ZodMiniString =>
  z
    .string()
    .check(
      z.regex(new RegExp(`^${prefix}[${alphabet}]{${randomSymbols + 1}}$`), { error, abort: true }),
      z.refine(isWhole, error),
    );
