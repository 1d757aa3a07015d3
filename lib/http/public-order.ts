import * as z from 'zod/mini';
import { attemptSchema } from '../domain/attempt.ts';
import { amountVndSchema } from '../domain/money.ts';
import { orderStatusSchema } from '../domain/order.ts';
import { orderDetailsSchema } from '../domain/order-details.ts';
import { deliverySchema, type OrderEvent } from '../domain/order-events.ts';
import { orderIdSchema, toPaymentCode } from '../domain/order-id.ts';
import { publicPaymentSchema } from '../domain/payment.ts';
import { refundedVnd } from '../domain/refund.ts';
import { instantSchema } from '../domain/time.ts';
import { checkoutToken } from '../use-cases/checkout.ts';
import type { OrderWithDetails } from '../use-cases/read-order.ts';

const publicAttemptSchema = z
  .pick(attemptSchema, {
    number: true,
    provider: true,
    status: true,
    startedAt: true,
    expiresAt: true,
    reasonCode: true,
  })
  .register(z.globalRegistry, { id: 'Attempt' });

/** An order as portals see it. */
export const publicOrderSchema = z
  .extend(orderDetailsSchema, {
    id: orderIdSchema,
    paymentCode: z.string(),
    status: orderStatusSchema,
    totalAmountVnd: amountVndSchema,
    checkoutUrl: z.url(),
    createdAt: instantSchema,
    payment: z.optional(publicPaymentSchema),
    refundedVnd: z.optional(amountVndSchema),
    attempts: z.array(publicAttemptSchema),
  })
  .register(z.globalRegistry, { id: 'Order' });

/** Where a webhook stands as portals see it: without what only the schedule of its tries needs. */
export const webhookStateSchema = z.omit(deliverySchema, { replay: true });

/** A fact in an order's journal as portals see it. */
export const publicEventSchema = z
  .object({
    sequence: z.int().check(z.positive()),
    type: z.string(),
    at: instantSchema,
    data: z.record(z.string(), z.unknown()),
    webhook: z.optional(webhookStateSchema),
  })
  .register(z.globalRegistry, { id: 'Event' });

/** A page of a dossier's orders; `next` goes into `after` of the next request. */
export const orderPageSchema = z
  .object({ items: z.array(publicOrderSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'OrderPage' });

/** A page of a journal; `next` goes into `after` of the next request. */
export const eventPageSchema = z
  .object({ items: z.array(publicEventSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'EventPage' });

type PublicOrder = z.input<typeof publicOrderSchema>;
type PublicEvent = z.input<typeof publicEventSchema>;

/** @param origin where Lephi is reached: `https://thanhtoan.example.gov.vn` */
export const toPublicOrder = ({ order, details }: OrderWithDetails, origin: string): PublicOrder => ({
  ...details,
  id: order.id,
  paymentCode: toPaymentCode(order.id),
  status: order.status,
  totalAmountVnd: order.totalAmountVnd,
  checkoutUrl: `${origin}/pay/${checkoutToken(order)}`,
  createdAt: order.createdAt,
  payment: order.payment && publicPaymentSchema.parse(order.payment),
  refundedVnd: refundedVnd(order.refunds) || undefined,
  attempts: order.attempts.map((attempt) => publicAttemptSchema.parse(attempt)),
});

/** The payer's address stays with us, and so do the names under which we keep things. */
const ownNames: ReadonlySet<string> = new Set(['payerIp', 'movementKey', 'accountId']);

/** Of what an officer did a portal sees that it was done, not by whom, nor in whose words. */
const officersNames: ReadonlySet<string> = new Set(['by', 'reason', 'transferReference']);

const isPublic = (name: string, facts: Readonly<Record<string, unknown>>): boolean =>
  !ownNames.has(name) && !(typeof facts.by === 'object' && officersNames.has(name));

const toPublicFacts = (facts: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(facts).filter(([name]) => isPublic(name, facts))),
  ...('payment' in facts && { payment: publicPaymentSchema.parse(facts.payment) }),
});

/** A fact as portals see it. */
export const toPublicEvent = ({ sequence, at, fact: { type, ...facts }, delivery }: OrderEvent): PublicEvent => ({
  sequence,
  type,
  at,
  data: toPublicFacts(facts),
  webhook: delivery && webhookStateSchema.parse(delivery),
});
