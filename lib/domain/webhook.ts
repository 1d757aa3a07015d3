import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import type { Order } from './order.ts';
import { metadataSchema, type OrderDetails } from './order-details.ts';
import { deliverySchema, type NotifiedFact, type OrderEvent } from './order-events.ts';
import { orderIdSchema } from './order-id.ts';
import { publicPaymentSchema } from './payment.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { type Instant, instantSchema, instantToMs } from './time.ts';

const toldOfAll = {
  orderId: orderIdSchema,
  sequence: deliverySchema.shape.sequence,
  agencyCode: z.string(),
  dossierCode: z.optional(z.string()),
  decisionNumber: z.optional(z.string()),
  totalAmountVnd: amountVndSchema,
  metadata: z.optional(metadataSchema),
};

const telling = <Type extends NotifiedFact, More extends z.core.$ZodShape>(type: Type, more: More) =>
  z.object({ type: z.literal(type), timestamp: instantSchema, data: z.object({ ...toldOfAll, ...more }) });

const refunded = { refundId: proposalIdSchema, amountVnd: amountVndSchema, refundedVnd: amountVndSchema };

/** What a portal is told of each fact that it is told of. */
export const webhookSchemas = {
  'order.paid': telling('order.paid', { payment: publicPaymentSchema }).register(z.globalRegistry, {
    id: 'PaidWebhook',
  }),
  'order.expired': telling('order.expired', {}).register(z.globalRegistry, { id: 'ExpiredWebhook' }),
  'order.cancelled': telling('order.cancelled', {}).register(z.globalRegistry, { id: 'CancelledWebhook' }),
  'order.part-refunded': telling('order.part-refunded', refunded).register(z.globalRegistry, {
    id: 'PartRefundedWebhook',
  }),
  'order.refunded': telling('order.refunded', refunded).register(z.globalRegistry, { id: 'RefundedWebhook' }),
  'order.reversed': telling('order.reversed', { reversedVnd: amountVndSchema }).register(z.globalRegistry, {
    id: 'ReversedWebhook',
  }),
} as const satisfies Record<NotifiedFact, z.core.$ZodType>;

const webhookSchema = z.discriminatedUnion('type', [
  webhookSchemas['order.paid'],
  webhookSchemas['order.expired'],
  webhookSchemas['order.cancelled'],
  webhookSchemas['order.part-refunded'],
  webhookSchemas['order.refunded'],
  webhookSchemas['order.reversed'],
]);

/** What a fact itself has to tell. */
const newsOf = (fact: OrderEvent['fact']): Readonly<Record<string, unknown>> => {
  switch (fact.type) {
    case 'order.paid':
      return { payment: fact.payment };
    case 'order.part-refunded':
    case 'order.refunded':
      return { refundId: fact.refundId, amountVnd: fact.amountVnd, refundedVnd: fact.refundedVnd };
    case 'order.reversed':
      return { reversedVnd: fact.reversedVnd };
    default:
      return {};
  }
};

/**
 * What a portal is told of a fact, as JSON. The only personal data in it is what the portal itself put into metadata.
 *
 * @throws ZodError when portals are not told of such a fact
 */
export const webhookBody = (order: Order, details: OrderDetails, { fact, at, delivery }: OrderEvent): string => {
  const { agencyCode, totalAmountVnd } = order;
  const { dossierCode, decisionNumber, metadata } = details;
  const told = { orderId: order.id, sequence: delivery?.sequence, agencyCode, dossierCode, decisionNumber, metadata };
  return JSON.stringify(
    webhookSchema.parse({ type: fact.type, timestamp: at, data: { ...told, totalAmountVnd, ...newsOf(fact) } }),
  );
};

/** A webhook's id: the same for every try, so that a receiver can tell a repeat. */
export const webhookId = (event: OrderEvent): string => `msg_${event.orderId}_${event.sequence}`;

/**
 * The headers of Standard Webhooks 1.0: one signature for each key, so that a receiver may change keys at leisure.
 *
 * @param secrets each `whsec_` and the key in base 64
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const signWebhook = (
  secrets: readonly string[],
  { id, at, body }: { readonly id: string; readonly at: Instant; readonly body: string },
): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(instantToMs(at) / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
};
