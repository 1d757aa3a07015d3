import { orderIdSchema } from '../domain/order-id.ts';
import { addMs, type Instant, instantSchema, instantToMs } from '../domain/time.ts';
import type { DueWork } from '../store/store.ts';
import { deliverWebhooks, type WebhookParts } from './deliver-webhooks.ts';
import { type SettleParts, settleOrder } from './settle-order.ts';

/** What came of a sweep. */
type Swept = { readonly done: number; readonly failures: readonly Error[] };

const pageSize = 100;

/** So many are at work at once: more would only wait for the same two processors and connections. */
const atOnce = 10;

/** A sweep stops taking new work so long after its start: the next one goes on. */
const sweepMs = 40_000;

const secondsBetween = (since: string, until: Instant): number =>
  Math.round((instantToMs(until) - instantToMs(instantSchema.parse(since))) / 1000);

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** Does the due work of one kind, the longest due first, each order once. */
const sweep = async (
  parts: SettleParts & WebhookParts,
  work: DueWork,
  doOne: (orderId: string) => Promise<void>,
): Promise<Swept> => {
  const until = parts.now();
  const due = await parts.store.listDue(work, until, pageSize);
  if (due[0]) parts.count('DueWorkLateSeconds', secondsBetween(due[0].dueAt, until));
  const orderIds = [...new Set(due.map(({ pk }) => pk.replace('ORDER#', '')))];
  const failures: Error[] = [];
  let done = 0;
  for (let start = 0; start < orderIds.length && parts.now() < addMs(until, sweepMs); start += atOnce) {
    const outcomes = await Promise.allSettled(orderIds.slice(start, start + atOnce).map(doOne));
    done += outcomes.length;
    failures.push(...outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [asError(outcome.reason)] : [])));
  }
  return { done, failures };
};

/** Does whatever is due: webhooks first, then attempts to ask after and orders to expire. Safe to run twice at once. */
export const sweepDueWork = async (parts: SettleParts & WebhookParts): Promise<Swept> => {
  const webhooks = await sweep(parts, 'webhook', async (id) => deliverWebhooks(parts, orderIdSchema.parse(id)));
  const orders = await sweep(parts, 'order', async (id) => settleOrder(parts, orderIdSchema.parse(id)));
  return { done: webhooks.done + orders.done, failures: [...webhooks.failures, ...orders.failures] };
};
