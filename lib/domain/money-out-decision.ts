import { amountVndSchema } from './money.ts';
import { sumsOfOrder } from './money-sums.ts';
import type { Movement, Place } from './movement.ts';
import type { Notice } from './notice.ts';
import type { Order } from './order.ts';
import type { OrderFact } from './order-events.ts';
import type { RefundEntry } from './refund.ts';
import { isPaidBy } from './refund-decisions.ts';

/** Where the money of a debit is: out, for a refund of the same amount or nobody knows for what; or it never went. */
export const placeOfDebit = (notice: Notice, refund: RefundEntry | undefined): Place => {
  if (notice.result !== 'paid') return { type: 'no-money' };
  return { type: 'money-out', ...(isPaidBy(refund, notice.amountVnd) && { refundId: refund.refundId }) };
};

/** What a reversal does: where the money is then, and perhaps what happens to its order. */
type Reversal = { readonly place: Place; readonly fact?: OrderFact };

/** The payment of an order goes back: what of it is still here, and that is not nothing. */
const reversePayment = (order: Order, { movementKey }: Notice): Reversal | undefined => {
  const { appliedVnd } = sumsOfOrder(order);
  if (appliedVnd === 0) return undefined;
  const inPart = (order.refunds ?? []).some(({ status }) => status !== 'reserved');
  return {
    place: { type: 'reversed', orderId: order.id, wasPayment: true, ...(inPart && { inPart }) },
    fact: { type: 'order.reversed', movementKey, reversedVnd: amountVndSchema.parse(appliedVnd) },
  };
};

/**
 * Money goes back to where it came from. When nobody had told of its coming, its place says already that it went: news of
 * its coming that arrives late must not count it. Nothing when all of a payment has been refunded: there is nothing left
 * to be reversed.
 *
 * @param order the one that the notice names
 * @param movement what an earlier notice left
 */
export const decideReversal = (
  notice: Notice,
  order: Order | undefined,
  movement: Movement | undefined,
): Reversal | undefined =>
  order !== undefined && movement?.place.type === 'applied'
    ? reversePayment(order, notice)
    : { place: { type: 'reversed', orderId: order?.id } };
