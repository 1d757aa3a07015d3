import { createHmac } from 'node:crypto';
import type { Order } from './order.ts';
import type { OrderDetails } from './order-details.ts';
import type { OrderEvent } from './order-events.ts';
import { publicPaymentSchema } from './payment.ts';
import { addMs, dayMs, hourMs, type Instant, instantToMs, minuteMs } from './time.ts';

/** After the n-th try failed, the next one is due so long after the first. */
const tryAfterMs = [
  minuteMs / 2,
  2 * minuteMs,
  10 * minuteMs,
  hourMs,
  3 * hourMs,
  8 * hourMs,
  dayMs,
  2 * dayMs,
  3 * dayMs,
] as const;

/** Tries are spread by up to a tenth, so that a receiver that comes back is not met by all at once. */
const jitterShare = 0.1;

/**
 * When to try again after so many failed tries, or nothing when three days are over.
 *
 * @param random from 0 up to 1
 */
export const nextTryAt = (firstTriedAt: Instant, tries: number, random: number): Instant | undefined => {
  const afterMs = tryAfterMs[tries - 1];
  return afterMs === undefined ? undefined : addMs(firstTriedAt, Math.round(afterMs * (1 + random * jitterShare)));
};

/** What a portal is told of a fact, as JSON. The only personal data in it is what the portal itself put into metadata. */
export const webhookBody = (order: Order, details: OrderDetails, event: OrderEvent): string =>
  JSON.stringify({
    type: event.fact.type,
    timestamp: event.at,
    data: {
      orderId: order.id,
      sequence: event.delivery?.sequence,
      agencyCode: order.agencyCode,
      dossierCode: details.dossierCode,
      decisionNumber: details.decisionNumber,
      totalAmountVnd: order.totalAmountVnd,
      ...(event.fact.type === 'order.paid' && { payment: publicPaymentSchema.parse(event.fact.payment) }),
      metadata: details.metadata,
    },
  });

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
