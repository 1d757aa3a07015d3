import { createHmac } from 'node:crypto';
import type { Call } from '../../lib/use-cases/parts.ts';
import * as z from 'zod';
import { must } from './violation.ts';

const bodySchema = z.object({
  type: z.string(),
  data: z.object({ orderId: z.string(), sequence: z.number() }),
});

export type Webhook = {
  readonly id: string;
  readonly type: string;
  readonly orderId: string;
  readonly sequence: number;
};

/** Five minutes: what Standard Webhooks allows between the sender's clock and the receiver's. */
const toleranceMs = 5 * 60_000;

/** A webhook, read as a receiver with this secret does. @throws Violation when it is not genuine, or not of now */
export const readWebhook = ({ headers, body }: Call, secret: string, nowMs: number): Webhook => {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const own = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  const isOfNow = Math.abs(Number(timestamp) * 1000 - nowMs) < toleranceMs;
  const { type, data } = bodySchema.parse(JSON.parse(body));
  must(isOfNow, data.orderId, `a webhook is of now, and not of ${timestamp}`);
  must(signatures.split(' ').includes(`v1,${own}`), data.orderId, 'a webhook carries a signature that holds');
  return { id, type, ...data };
};
