import * as z from 'zod/mini';
import { says } from './field-messages.ts';

/**
 * An order's id is the payment code that a person can type: `LP`, nine random symbols and a check symbol, of the
 * 32 digits and letters that are not mistaken for each other (no I, L, O, U: Crockford's base 32).
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

/** The payment code as stored: 12 characters, no separators. */
export const orderIdSchema = z
  .string()
  .check(
    z.regex(new RegExp(`^LP[${alphabet}]{${randomSymbols + 1}}$`), { error: says('not-a-payment-code'), abort: true }),
    z.refine(isWhole, says('not-a-payment-code')),
  )
  .brand<'OrderId'>();

/** An order's id and payment code; see {@link orderIdSchema}. */
export type OrderId = z.infer<typeof orderIdSchema>;

/** Random bytes that {@link makeOrderId} needs. */
export const orderIdRandomBytes = randomSymbols;

/** An order id from {@link orderIdRandomBytes} random bytes: 45 of their bits are used. */
export const makeOrderId = (random: Uint8Array): OrderId => {
  const symbols = [...random.subarray(0, randomSymbols)]
    .map((byte) => alphabet.charAt(byte % alphabet.length))
    .join('');
  return orderIdSchema.parse(`LP${symbols}${checkSymbol(symbols)}`);
};

/** The payment code as a person reads it: `LP7K-3M9Q-2XWW`. */
export const toPaymentCode = (id: OrderId): string => `${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(8)}`;

/**
 * The order id of a payment code as a person types it: either case, any spaces and hyphens, O for 0, I and L for 1.
 * Nothing when it is not whole: a mistyped code never names another order.
 */
export const readPaymentCode = (typed: string): OrderId | undefined => {
  const plain = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  const symbols = plain.slice(2).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return orderIdSchema.safeParse(plain.slice(0, 2) + symbols).data;
};

/**
 * The order that a reference names: an attempt's is the order's id, `A` and the attempt's number; a transfer may name the
 * order's id alone.
 */
export const orderIdOfReference = (reference: string): OrderId | undefined =>
  orderIdSchema.safeParse(/^(.{12})(?:A\d+)?$/.exec(reference)?.[1]).data;

/** How an attempt is called at its provider; see {@link orderIdOfReference}. */
export const attemptReference = (id: OrderId, attempt: number): string => `${id}A${attempt}`;
