import type * as z from 'zod/mini';
import { codeRandomBytes, codeSchema, makeCode } from './check-symbol.ts';
import { says } from './field-messages.ts';

const prefix = 'LP';

/** An order's id is the payment code that a person can type: `LP`, nine random symbols and a check symbol. */
export const orderIdSchema = codeSchema(prefix, says('not-a-payment-code')).brand<'OrderId'>();

/** An order's id and payment code; see {@link orderIdSchema}. */
export type OrderId = z.infer<typeof orderIdSchema>;

/** Random bytes that {@link makeOrderId} needs. */
export const orderIdRandomBytes = codeRandomBytes;

/** An order id from {@link orderIdRandomBytes} random bytes. */
export const makeOrderId = (random: Uint8Array): OrderId => orderIdSchema.parse(makeCode(prefix, random));

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
