import * as z from 'zod/mini';
import { askTime, type Attempt, attemptSchema, attemptWaitsSince, isUnsettled } from './attempt.ts';
import { type Desk, deskSchema } from './desk.ts';
import { hashEntry } from './journal.ts';
import { amountVndSchema } from './money.ts';
import type { Notice } from './notice.ts';
import { beneficiaryAccountSchema, isSameAccount } from './order-details.ts';
import { notifiedFacts, type OrderEvent, type OrderFact, type OrderFactType } from './order-events.ts';
import { orderIdSchema } from './order-id.ts';
import { paymentSchema } from './payment.ts';
import type { ProposalId } from './proposal-id.ts';
import {
  isLeftBehind,
  type RefundEntry,
  refundEntrySchema,
  refundsAfter,
  refundsAfterLook,
  refundsAfterReversal,
  refundWaitsSince,
} from './refund.ts';
import { type Instant, instantSchema, soonest } from './time.ts';

/** Where an order's life stands. */
export const orderStatusSchema = z.enum([
  'awaiting',
  'paid',
  'part-refunded',
  'refunded',
  'reversed',
  'expired',
  'cancelled',
]);

export type OrderStatus = z.infer<typeof orderStatusSchema>;

type Edges = Partial<Record<OrderFactType, OrderStatus>>;

/** An order's life: what can happen in each status and where it leads. What is not here cannot happen. */
export const orderLife: Record<OrderStatus, Edges> = {
  awaiting: { 'order.paid': 'paid', 'order.expired': 'expired', 'order.cancelled': 'cancelled' },
  expired: { 'order.paid': 'paid' },
  paid: { 'order.part-refunded': 'part-refunded', 'order.refunded': 'refunded', 'order.reversed': 'reversed' },
  'part-refunded': {
    'order.part-refunded': 'part-refunded',
    'order.refunded': 'refunded',
    'order.reversed': 'reversed',
  },
  refunded: {},
  reversed: {},
  cancelled: {},
};

/** What a fact says of the attempt that it names. Money that came is money paid, wherever it was put. */
const attemptAfter: Partial<Record<OrderFactType, Attempt['status']>> = {
  'attempt.failed': 'failed',
  'attempt.in-doubt': 'in-doubt',
  'attempt.abandoned': 'abandoned',
  'order.paid': 'paid',
  'money.unapplied': 'paid',
};

/**
 * The head of an order: what decisions need, small (at most 4 kB), written as a whole under its version.
 * Status, payment, attempts and refunds are a fold of the journal, cached.
 */
export const orderSchema = z.object({
  version: z.int().check(z.positive()),
  id: orderIdSchema,
  status: orderStatusSchema,
  clientId: z.string(),
  agencyCode: z.string(),
  dossierKey: z.string(),
  totalAmountVnd: amountVndSchema,
  beneficiaryAccount: beneficiaryAccountSchema,
  /** 128 random bits that make the checkout address one that cannot be guessed. */
  checkoutSecret: z.string(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  /** How many events its journal has. */
  events: z.int().check(z.positive()),
  /** The hash of the latest: the end of the journal's chain. */
  lastHash: z.string(),
  /** How many of them its portal is told of. */
  notified: z.int().check(z.nonnegative()),
  attempts: z.array(attemptSchema),
  payment: z.optional(paymentSchema),
  /** Refunds of its payment; together never above it. */
  refunds: z.optional(z.array(refundEntrySchema)),
  /** The provider has had one that was not paid: what it says of another could be of that. */
  refundRejected: z.optional(z.boolean()),
  /** How many movements of money came for it and could not be counted. */
  unapplied: z.optional(z.int().check(z.positive())),
  /** Since it expired, others may have been made for its fees: money that comes late must look for one that is paid. */
  succeeded: z.optional(z.boolean()),
  /** When the order next needs somebody to look at it: the due marker. */
  dueAt: z.optional(instantSchema),
  /** That it waits for an officer. */
  desk: z.optional(deskSchema),
});

export type Order = z.infer<typeof orderSchema>;

/** The attempt that a provider's reference names. */
export const findAttempt = (order: Order, reference: string): Attempt | undefined =>
  order.attempts.find((attempt) => attempt.reference === reference);

/** What a movement says of whom it is for. */
type Addressed = Pick<Notice, 'reference' | 'accountId' | 'reached'>;

/**
 * Whether a movement through a merchant account is for this order: it names one of its attempts at that account, or it is
 * a transfer that names the order and reached its beneficiary account.
 */
export const isAddressedBy = (order: Order, { reference, accountId, reached }: Addressed): boolean =>
  findAttempt(order, reference)?.accountId === accountId ||
  (reference === order.id && reached !== undefined && isSameAccount(reached, order.beneficiaryAccount));

/**
 * The attempt by which a movement came: the one that it names; of a transfer that names the order alone, the latest at its
 * merchant account, and rather one that waits for news.
 */
export const attemptOf = (order: Order, { reference, accountId }: Addressed): Attempt | undefined => {
  const named = findAttempt(order, reference);
  if (named !== undefined || reference !== order.id) return named;
  const own = order.attempts.filter((attempt) => attempt.accountId === accountId);
  return own.findLast(isUnsettled) ?? own.at(-1);
};

/** Whether an order stands in the way of another for the same fees: it may still be paid by plan, or it is. */
export const holdsFees = ({ status }: Order): boolean =>
  status === 'awaiting' || status === 'paid' || status === 'part-refunded';

/** Whether money may still arrive by an attempt of this order. */
export const isPaymentInProgress = (order: Order): boolean => order.attempts.some(isUnsettled);

/** When the order next needs a look: to ask after an attempt or a refund, or, when no attempt is unsettled, to expire. */
const nextDueAt = (order: Order): Instant | undefined => {
  const unsettled = order.attempts.filter(isUnsettled);
  const [first, ...rest] = [...unsettled, ...(order.refunds ?? [])].flatMap(({ askAt }) => askAt ?? []);
  if (first !== undefined) return soonest(first, ...rest);
  return order.status === 'awaiting' && unsettled.length === 0 ? order.expiresAt : undefined;
};

/** As what the order waits for an officer: nobody asks any more after one of its attempts, or of its refunds. */
const findDesk = ({ attempts, refunds = [] }: Order): Desk | undefined => {
  const [attempt] = attempts.flatMap((one) => attemptWaitsSince(one) ?? []);
  if (attempt !== undefined) return { class: 'attempt-in-doubt', since: attempt };
  const [refund] = refunds.flatMap((one) => refundWaitsSince(one) ?? []);
  return refund && { class: 'refund-in-doubt', since: refund };
};

/** The order with its due marker and its place at the desk set anew, as the next version. */
const asNextVersion = ({ dueAt: _due, desk: _desk, ...order }: Order): Order => {
  const dueAt = nextDueAt(order);
  const desk = findDesk(order);
  return { ...order, version: order.version + 1, ...(dueAt && { dueAt }), ...(desk && { desk }) };
};

const startedAttempt = (order: Order, fact: OrderFact & { type: 'attempt.started' }, at: Instant): Attempt => ({
  number: fact.attempt,
  accountId: fact.accountId,
  provider: fact.provider,
  reference: fact.reference,
  amountVnd: order.totalAmountVnd,
  status: 'under-way',
  startedAt: at,
  expiresAt: fact.expiresAt,
  askAt: askTime(at, 0),
  asked: 0,
  payerIp: fact.payerIp,
});

const attemptsAfter = (order: Order, fact: OrderFact, at: Instant): readonly Attempt[] => {
  if (fact.type === 'attempt.started') return [...order.attempts, startedAttempt(order, fact, at)];
  if (fact.type === 'attempt.asked')
    return order.attempts.map((attempt) => (attempt.number === fact.attempt ? { ...attempt, askAt: at } : attempt));
  const status = attemptAfter[fact.type];
  if (status === undefined || !('attempt' in fact)) return order.attempts;
  const reasonCode = 'reasonCode' in fact ? fact.reasonCode : undefined;
  return order.attempts.map((attempt) =>
    attempt.number === fact.attempt ? { ...attempt, status, reasonCode } : attempt,
  );
};

const refundsOf = ({ refunds = [] }: Order, fact: OrderFact, at: Instant): readonly RefundEntry[] => {
  if (fact.type === 'order.reversed') return refundsAfterReversal(refunds);
  return 'refundId' in fact ? refundsAfter(refunds, fact, at) : refunds;
};

const isNotified = (type: OrderFactType): boolean => notifiedFacts.some((notified) => notified === type);

/** What is written when something happens to an order: its head as the next version, and the event. */
export type OrderChange = { readonly order: Order; readonly event: OrderEvent };

/** The event of a fact. One that a portal is told of carries its due marker from the moment it is true. */
export const makeEvent = (
  order: Pick<Order, 'id' | 'events' | 'notified'> & { readonly lastHash?: string },
  fact: OrderFact,
  at: Instant,
): OrderEvent => ({
  version: 1,
  orderId: order.id,
  sequence: order.events + 1,
  at,
  fact,
  ...(order.lastHash !== undefined && { previousHash: order.lastHash }),
  ...(isNotified(fact.type) && {
    delivery: { sequence: order.notified + 1, status: 'due' as const, tries: 0 },
    dueAt: at,
  }),
});

/** The hash of an event; see {@link hashEntry}. */
export const hashEvent = ({ orderId, ...event }: OrderEvent): string => hashEntry({ subject: orderId, ...event });

/** The order after a fact, and the fact's event. Whoever calls this has decided that the fact may happen. */
export const applyFact = (order: Order, fact: OrderFact, at: Instant): OrderChange => {
  const event = makeEvent(order, fact, at);
  const refunds = refundsOf(order, fact, at);
  const { refunds: _, ...before } = order;
  const next = asNextVersion({
    ...before,
    status: orderLife[order.status][fact.type] ?? order.status,
    events: event.sequence,
    lastHash: hashEvent(event),
    notified: order.notified + (isNotified(fact.type) ? 1 : 0),
    attempts: [...attemptsAfter(order, fact, at)],
    ...(refunds.length > 0 && { refunds: [...refunds] }),
    ...(isLeftBehind(fact) && { refundRejected: true }),
    ...(fact.type === 'money.unapplied' && { unapplied: (order.unapplied ?? 0) + 1 }),
    ...(fact.type === 'order.paid' && { payment: fact.payment }),
    ...(fact.type === 'order.succeeded' && { succeeded: true }),
  });
  return { order: next, event };
};

/** The order after a provider was asked in vain about an attempt: the next question is later, or never. */
export const afterAsking = (order: Order, number: number): Order =>
  asNextVersion({
    ...order,
    attempts: order.attempts.map((attempt) =>
      attempt.number === number
        ? { ...attempt, asked: attempt.asked + 1, askAt: askTime(attempt.startedAt, attempt.asked + 1) }
        : attempt,
    ),
  });

/** The order after one of its refunds was looked after in vain: the next time is later, or never. */
export const afterRefundLook = (order: Order, refundId: ProposalId): Order =>
  asNextVersion({ ...order, refunds: [...refundsAfterLook(order.refunds ?? [], refundId)] });
