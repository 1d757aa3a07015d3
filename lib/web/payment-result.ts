import { type Attempt, attemptsMax, type FailureReason, isUnsettled } from '../domain/attempt.ts';
import type { Order } from '../domain/order.ts';
import type { Payment } from '../domain/payment.ts';
import type { Instant } from '../domain/time.ts';

/** Paid; `paid-twice` when more money came than that. */
export type PaidResult = {
  readonly state: 'paid' | 'paid-twice';
  readonly payment: Pick<Payment, 'amountVnd' | 'paidAt' | 'transactionId' | 'late'>;
};

/** An attempt has no result yet: the bank is being asked. */
export type ConfirmingResult = { readonly state: 'confirming'; readonly startedAt: Instant };

/** The latest attempt failed and none is under way. */
export type NotPaidResult = {
  readonly state: 'not-paid';
  readonly startedAt: Instant;
  readonly reason: FailureReason;
  readonly canTryAgain: boolean;
};

/** Nobody paid and nobody can pay any more. */
export type ClosedResult = { readonly state: 'expired' | 'cancelled' };

/** The money went back. */
export type GivenBackResult = { readonly state: 'refunded' | 'reversed' };

/** What is true of an order's payment, as a payer is told it. */
export type PaymentResult = PaidResult | ConfirmingResult | NotPaidResult | ClosedResult | GivenBackResult;

/** What is known beside the order. */
type Known = {
  readonly now: Instant;
  /** Money that came without making it paid is still held: a second payment, another amount, or of an order that was closed. */
  readonly heldMoney: boolean;
  readonly reasonOf: (attempt: Attempt) => FailureReason;
};

const closedResult = (order: Order, heldMoney: boolean): PaymentResult | undefined => {
  const { status, payment } = order;
  if (status === 'paid' || status === 'part-refunded') {
    if (payment === undefined) throw new Error(`order ${order.id} is paid without a payment`);
    return { state: heldMoney ? 'paid-twice' : 'paid', payment };
  }
  return status === 'awaiting' ? undefined : { state: status };
};

/**
 * The result to show, or nothing while the order waits for its first attempt, or while money is held for it: whoever
 * has sent money is not told of an attempt that failed before, nor to try again. An order that still awaits payment
 * after its deadline is already expired for a payer, because nobody can begin to pay it.
 */
export const findResult = (order: Order, { now, heldMoney, reasonOf }: Known): PaymentResult | undefined => {
  if (order.status !== 'awaiting') return closedResult(order, heldMoney);
  const unsettled = order.attempts.findLast(isUnsettled);
  if (unsettled) return { state: 'confirming', startedAt: unsettled.startedAt };
  if (now >= order.expiresAt) return { state: 'expired' };
  if (heldMoney) return undefined;
  const failed = order.attempts.findLast(({ status }) => status === 'failed' || status === 'abandoned');
  if (failed === undefined) return undefined;
  const canTryAgain = order.attempts.length < attemptsMax;
  return { state: 'not-paid', startedAt: failed.startedAt, reason: reasonOf(failed), canTryAgain };
};
