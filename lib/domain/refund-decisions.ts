import type { Movement } from './movement.ts';
import { refundsOf, remainderVnd } from './movement.ts';
import type { AmountVnd } from './money.ts';
import { amountVndSchema } from './money.ts';
import type { Order } from './order.ts';
import type { OrderFact } from './order-events.ts';
import { leftVnd, refundedVnd, type RefundEntry, refundsMax, type RefundWay } from './refund.ts';
import type { RefundFact } from './refund-events.ts';
import { Refusal } from './refusal.ts';

const refuseTooMany = (refunds: readonly RefundEntry[]): void => {
  if (refunds.length >= refundsMax)
    throw new Refusal('refund-not-possible', {
      detail: `It has ${refundsMax} refunds already, as many as it can have.`,
    });
};

/**
 * Refuses a refund that the payment of an order cannot carry now.
 *
 * @throws Refusal refund-not-possible when the order is not paid, or has too many refunds
 * @throws Refusal refund-too-large when the amount is more than is left of the payment
 */
export const refuseOrderRefund = ({ status, payment, refunds = [] }: Order, amountVnd: AmountVnd): void => {
  if (payment === undefined || (status !== 'paid' && status !== 'part-refunded'))
    throw new Refusal('refund-not-possible', { detail: `The order is ${status}.` });
  refuseTooMany(refunds);
  if (amountVnd > leftVnd(payment.amountVnd, refunds)) throw new Refusal('refund-too-large');
};

/**
 * Refuses a refund that an unapplied item cannot carry now.
 *
 * @throws Refusal refund-not-possible when the money is not unapplied, or has too many refunds
 * @throws Refusal refund-too-large when the amount is more than is left of the item
 */
export const refuseItemRefund = (movement: Movement, amountVnd: AmountVnd): void => {
  if (movement.place.type !== 'unapplied')
    throw new Refusal('refund-not-possible', { detail: `The money is ${movement.place.type}.` });
  refuseTooMany(refundsOf(movement));
  if (amountVnd > remainderVnd(movement)) throw new Refusal('refund-too-large');
};

/** The refunds of whoever holds the money, and whether the provider has had one that was not paid. */
type Refunds = { readonly refunds: readonly RefundEntry[]; readonly refundRejected: boolean };

/**
 * Who pays a refund: the provider where it can be asked to. What a provider says of a refund names the payment and the
 * amount, so it is not asked for one that could be taken for an earlier one.
 */
export const decideWay = (
  { refunds, refundRejected }: Refunds,
  amountVnd: AmountVnd,
  canProviderRefund: boolean,
): RefundWay =>
  canProviderRefund && !refundRejected && !refunds.some((entry) => entry.amountVnd === amountVnd)
    ? 'provider'
    : 'transfer';

/** What is told of a refund that is done. */
export type DoneNews = Pick<RefundFact & { type: 'refund.done' }, 'movementKey' | 'by' | 'proposalId'>;

/** What a refund that is done makes of its order; one that was reversed meanwhile stays so. */
export const decideOrderRefundDone = (
  { status, payment, refunds = [] }: Order,
  { refundId, amountVnd }: RefundEntry,
  news: DoneNews,
): OrderFact => {
  const fact = { refundId, amountVnd, ...news };
  if (payment === undefined || status === 'reversed') return { type: 'refund.done', ...fact };
  const allVnd = amountVndSchema.parse(refundedVnd(refunds) + amountVnd);
  const type = allVnd === payment.amountVnd ? 'order.refunded' : 'order.part-refunded';
  return { type, ...fact, refundedVnd: allVnd };
};

/** Whether a debit of this amount pays this refund: it is under way and of the same amount. */
export const isPaidBy = (entry: RefundEntry | undefined, amountVnd: AmountVnd): entry is RefundEntry =>
  entry !== undefined && entry.status !== 'done' && entry.amountVnd === amountVnd;
