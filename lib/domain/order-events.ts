import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { unappliedReasonSchema } from './desk.ts';
import { officerSchema } from './officer.ts';
import { orderDetailsSchema } from './order-details.ts';
import { orderIdSchema } from './order-id.ts';
import { paymentSchema } from './payment.ts';
import { orderRefundFactSchemas, proposalFactSchemas, refundFactSchemas } from './refund-events.ts';
import { instantSchema } from './time.ts';

const attemptNews = {
  attempt: z.int().check(z.positive()),
  movementKey: z.optional(z.string()),
  reasonCode: z.optional(z.string()),
};

/** Everything that can happen to an order, as its journal tells it. */
export const orderFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('order.created'), details: orderDetailsSchema }),
  z.object({
    type: z.literal('attempt.started'),
    attempt: z.int().check(z.positive()),
    provider: z.string(),
    accountId: z.string(),
    reference: z.string(),
    expiresAt: instantSchema,
    payerIp: z.string(),
  }),
  z.object({ type: z.literal('attempt.failed'), ...attemptNews }),
  z.object({ type: z.literal('attempt.in-doubt'), ...attemptNews }),
  /** The provider does not know it, or an officer has ended it. */
  z.object({
    type: z.literal('attempt.abandoned'),
    ...attemptNews,
    by: z.optional(officerSchema),
    reason: z.optional(z.string()),
  }),
  /** An officer wants it asked after at once. */
  z.object({ type: z.literal('attempt.asked'), attempt: z.int().check(z.positive()), by: officerSchema }),
  z.object({
    type: z.literal('order.paid'),
    attempt: z.optional(z.int().check(z.positive())),
    payment: paymentSchema,
    /** Who approved it, when it was paid with unapplied items. */
    by: z.optional(officerSchema),
  }),
  z.object({ type: z.literal('order.expired') }),
  /** After it expired, an order for some of its fees is about to be made. It is told of the first one alone. */
  z.object({ type: z.literal('order.succeeded') }),
  z.object({ type: z.literal('order.cancelled'), by: z.string() }),
  /** `reversedVnd` is what was still here: without what had been refunded. */
  z.object({ type: z.literal('order.reversed'), movementKey: z.string(), reversedVnd: amountVndSchema }),
  z.object({
    type: z.literal('money.unapplied'),
    attempt: z.optional(z.int().check(z.positive())),
    movementKey: z.string(),
    amountVnd: amountVndSchema,
    reason: unappliedReasonSchema,
  }),
  z.object({ type: z.literal('notice.contradicted'), movementKey: z.string(), said: z.string() }),
  ...proposalFactSchemas,
  ...refundFactSchemas,
  ...orderRefundFactSchemas,
]);

/** One thing that happened to an order. */
export type OrderFact = z.infer<typeof orderFactSchema>;

/** What happened, by name. */
export type OrderFactType = OrderFact['type'];

/** The facts that a portal is told of: the closed list of webhooks. */
export const notifiedFacts = [
  'order.paid',
  'order.expired',
  'order.cancelled',
  'order.part-refunded',
  'order.refunded',
  'order.reversed',
] as const satisfies readonly OrderFactType[];

/** A fact that a portal is told of. */
export type NotifiedFact = (typeof notifiedFacts)[number];

/** Where the webhook for an event stands; it lies beside the fact, which itself never changes. */
export const deliverySchema = z.object({
  /** Counts an order's webhooks from 1 without gaps, so that a receiver sees what it misses. */
  sequence: z.int().check(z.positive()),
  /** `no-receiver`: the portal gave no address when it was due. `undelivered`: three days of tries were in vain. */
  status: z.enum(['due', 'delivered', 'undelivered', 'no-receiver']),
  /** Of all rounds: a replay counts on. */
  tries: z.int().check(z.nonnegative()),
  firstTriedAt: z.optional(instantSchema),
  /** Of a webhook that was replayed: how many tries were made before the latest replay, and when it was tried first since. */
  replay: z.optional(
    z.object({ triesBefore: z.int().check(z.nonnegative()), firstTriedAt: z.optional(instantSchema) }),
  ),
});

export type Delivery = z.infer<typeof deliverySchema>;

/** A fact in the journal of one order. */
export const orderEventSchema = z.object({
  /** 1 when written; only the delivery state beside the fact moves it. */
  version: z.int().check(z.positive()),
  orderId: orderIdSchema,
  /** Counts an order's events from 1 without gaps. */
  sequence: z.int().check(z.positive()),
  at: instantSchema,
  fact: orderFactSchema,
  /** The hash of the event before; the first has none. */
  previousHash: z.optional(z.string()),
  delivery: z.optional(deliverySchema),
  /** When the webhook is to be tried next: the due marker. */
  dueAt: z.optional(instantSchema),
});

export type OrderEvent = z.infer<typeof orderEventSchema>;
