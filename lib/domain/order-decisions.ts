import { abandonedAfterMs, type Attempt, attemptLifetimeMs, attemptsMax } from './attempt.ts';
import type { OrderDetails } from './order-details.ts';
import { dossierKey } from './order-details.ts';
import type { OrderFact } from './order-events.ts';
import { attemptReference, type OrderId } from './order-id.ts';
import { sumVnd } from './money.ts';
import { hashEvent, isPaymentInProgress, makeEvent, type Order, type OrderChange } from './order.ts';
import { Refusal } from './refusal.ts';
import { addMs, type Instant, soonest } from './time.ts';

/** What a new order is made of beside its details. */
type NewOrder = {
  readonly id: OrderId;
  readonly clientId: string;
  readonly checkoutSecret: string;
  readonly details: OrderDetails;
};

/** A new order awaiting payment, and the first event of its journal, which holds the details. */
export const makeOrder = ({ id, clientId, checkoutSecret, details }: NewOrder, now: Instant): OrderChange => {
  const event = makeEvent({ id, events: 0, notified: 0 }, { type: 'order.created', details }, now);
  const order: Order = {
    version: 1,
    id,
    status: 'awaiting',
    clientId,
    agencyCode: details.agencyCode,
    dossierKey: dossierKey(details),
    totalAmountVnd: sumVnd(details.lines.map((line) => line.amountVnd)),
    beneficiaryAccount: details.beneficiaryAccount,
    checkoutSecret,
    createdAt: now,
    expiresAt: details.expiresAt,
    events: 1,
    lastHash: hashEvent(event),
    notified: 0,
    attempts: [],
    dueAt: details.expiresAt,
  };
  return { order, event };
};

/** Whether a payer may be sent to a provider for this order now. */
export const isPayable = (order: Order, now: Instant): boolean => order.status === 'awaiting' && now < order.expiresAt;

/**
 * The next attempt to pay an order. The provider's own expiry is the sooner of 15 minutes and the order's deadline.
 *
 * @throws Refusal order-not-payable when it is closed or its deadline has passed
 * @throws Refusal too-many-attempts when no more fit on the head
 */
export const decideAttempt = (
  order: Order,
  by: { readonly provider: string; readonly accountId: string; readonly payerIp: string },
  now: Instant,
): OrderFact & { type: 'attempt.started' } => {
  if (!isPayable(order, now)) throw new Refusal('order-not-payable');
  if (order.attempts.length >= attemptsMax) throw new Refusal('too-many-attempts');
  const attempt = order.attempts.length + 1;
  const expiresAt = soonest(addMs(now, attemptLifetimeMs), order.expiresAt);
  return { type: 'attempt.started', attempt, ...by, reference: attemptReference(order.id, attempt), expiresAt };
};

/**
 * The attempt by which a payer can go on at a merchant account rather than begin another: it is still in time, and nobody
 * has paid by it. That is so where going on needs nothing that was spent before, as with a transfer.
 */
export const findOngoingAttempt = (order: Order, accountId: string, now: Instant): Attempt | undefined =>
  isPayable(order, now)
    ? order.attempts.findLast(
        (attempt) => attempt.accountId === accountId && attempt.status === 'under-way' && now < attempt.expiresAt,
      )
    : undefined;

/**
 * Whether to cancel an order, or nothing when it is cancelled already.
 *
 * @throws Refusal payment-in-progress when money may still arrive by an attempt
 * @throws Refusal order-not-cancellable when it is paid or expired
 */
export const decideCancel = (order: Order, by: string): OrderFact | undefined => {
  if (order.status === 'cancelled') return undefined;
  if (order.status !== 'awaiting') throw new Refusal('order-not-cancellable', { orderId: order.id });
  if (isPaymentInProgress(order)) throw new Refusal('payment-in-progress', { orderId: order.id });
  return { type: 'order.cancelled', by };
};

/** Whether an order expires now: its deadline has passed and no money can be on its way. */
export const decideExpire = (order: Order, now: Instant): OrderFact | undefined =>
  order.status === 'awaiting' && now >= order.expiresAt && !isPaymentInProgress(order)
    ? { type: 'order.expired' }
    : undefined;

/** Whether a provider that does not know an attempt has said so late enough that nobody can have paid by it. */
export const decideAbandon = (attempt: Attempt, now: Instant): OrderFact | undefined =>
  attempt.status === 'under-way' && now >= addMs(attempt.expiresAt, abandonedAfterMs)
    ? { type: 'attempt.abandoned', attempt: attempt.number }
    : undefined;
