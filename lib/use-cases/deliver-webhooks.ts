import type { Client } from '../domain/client.ts';
import type { Order } from '../domain/order.ts';
import type { OrderDetails } from '../domain/order-details.ts';
import type { OrderEvent } from '../domain/order-events.ts';
import type { OrderId } from '../domain/order-id.ts';
import { addMs, type Instant, instantToMs } from '../domain/time.ts';
import { nextTryAt, signWebhook, webhookBody, webhookId } from '../domain/webhook.ts';
import { at, type DeliveryTry, put } from '../store/key-table.ts';
import { find, list } from '../store/read.ts';
import type { Parts, Posted } from './parts.ts';

/** What delivering needs beside the usual parts. */
export type WebhookParts = Parts & {
  /** Local mode takes receivers without TLS; everywhere else they must have it. */
  readonly receivers: 'any' | 'https-only';
  /** The keys that sign for a client now: the current one, and the previous one while it is being changed. */
  readonly webhookSecrets: (client: Client) => Promise<readonly string[]>;
};

/** A webhook that nobody else delivers meanwhile: its due marker is set ahead by the lease. */
type Claimed = { readonly order: Order; readonly details: OrderDetails; readonly event: OrderEvent };

type Delivery = NonNullable<OrderEvent['delivery']> & { readonly firstTriedAt: Instant };

/** The first try is short, so that one slow receiver does not hold up the stream for others; later ones may wait. */
const firstTimeoutMs = 3000;
const laterTimeoutMs = 10_000;

/** A try that was begun and never ended, because its process died, is due again after this. */
const leaseMs = 30_000;

/** More events than an order can come to have: ten attempts, and what became of each. */
const eventsMax = 200;

/** Takes the first webhook of an order that is not settled, if it is due: an order's webhooks go one at a time, in order. */
const claimNext = async ({ store, now }: Parts, order: Order): Promise<Claimed | undefined> => {
  const { items } = await list(store, at.events(order.id), { limit: eventsMax });
  const [created] = items;
  const next = items.find(({ delivery }) => delivery?.status === 'due');
  if (next?.dueAt === undefined || next.dueAt > now() || created?.fact.type !== 'order.created') return undefined;
  const event: OrderEvent = { ...next, version: next.version + 1, dueAt: addMs(now(), leaseMs) };
  const outcome = await store.commit([put(at.event(order.id, event.sequence), event)]);
  return outcome === 'conflict' ? undefined : { order, details: created.fact.details, event };
};

const send = async (parts: WebhookParts, client: Client, url: string, claimed: Claimed): Promise<Posted> => {
  if (parts.receivers === 'https-only' && !url.startsWith('https://'))
    return { type: 'failed', why: 'the receiver is not https' };
  const { order, details, event } = claimed;
  const body = webhookBody(order, details, event);
  const signed = { id: webhookId(event), at: parts.now(), body };
  return parts.post({
    url,
    headers: signWebhook(await parts.webhookSecrets(client), signed),
    body,
    timeoutMs: event.delivery?.tries === 0 ? firstTimeoutMs : laterTimeoutMs,
  });
};

const isTaken = (posted: Posted): boolean => posted.type === 'answered' && posted.status >= 200 && posted.status < 300;

/** The event after a try: settled, or due again. */
const afterTry = (event: OrderEvent, delivery: Delivery, posted: Posted, random: number): OrderEvent => {
  const { dueAt: _, ...settled } = { ...event, version: event.version + 1 };
  if (isTaken(posted)) return { ...settled, delivery: { ...delivery, status: 'delivered' } };
  const dueAt = nextTryAt(delivery.firstTriedAt, delivery.tries, random);
  return dueAt === undefined
    ? { ...settled, delivery: { ...delivery, status: 'undelivered' } }
    : { ...settled, delivery, dueAt };
};

/** Delivers a claimed webhook and writes down what came of it. */
const tryOnce = async (parts: WebhookParts, client: Client, url: string, claimed: Claimed): Promise<boolean> => {
  const { event } = claimed;
  const startedAt = parts.now();
  const posted = await send(parts, client, url, claimed);
  const tries = (event.delivery?.tries ?? 0) + 1;
  const firstTriedAt = event.delivery?.firstTriedAt ?? startedAt;
  const delivery: Delivery = { sequence: event.delivery?.sequence ?? 1, status: 'due', tries, firstTriedAt };
  const after = afterTry(event, delivery, posted, parts.random());
  const log: DeliveryTry = {
    version: 1,
    at: startedAt,
    durationMs: instantToMs(parts.now()) - instantToMs(startedAt),
    ...(posted.type === 'answered' ? { status: posted.status } : { error: posted.why }),
    nextTryAt: after.dueAt,
  };
  await parts.store.commit([
    put(at.event(event.orderId, event.sequence), after),
    put(at.deliveryTry(event.orderId, event.sequence, tries), log),
  ]);
  if (after.delivery?.status === 'undelivered') parts.count('WebhookUndelivered');
  return after.delivery?.status !== 'due';
};

const settleWithoutReceiver = async ({ store }: Parts, { event }: Claimed): Promise<boolean> => {
  const { dueAt: _, delivery, ...rest } = event;
  const settled = {
    ...rest,
    version: event.version + 1,
    ...(delivery && { delivery: { ...delivery, status: 'no-receiver' as const } }),
  };
  await store.commit([put(at.event(event.orderId, event.sequence), settled)]);
  return true;
};

/**
 * Delivers what is due of one order's webhooks, one at a time and in order, until one fails or none is due.
 * Safe to run twice at once: a webhook is claimed by a conditional write before it is sent.
 */
export const deliverWebhooks = async (parts: WebhookParts, orderId: OrderId): Promise<void> => {
  const order = await find(parts.store, at.order(orderId));
  const client = order && (await find(parts.store, at.client(order.clientId)));
  if (order === undefined || client === undefined) throw new Error(`order ${orderId} or its client is not there`);
  const url = client.enabled ? client.webhookUrl : undefined;
  for (let isSettled = true; isSettled;) {
    const claimed = await claimNext(parts, order);
    if (claimed === undefined) return;
    isSettled = await (url === undefined
      ? settleWithoutReceiver(parts, claimed)
      : tryOnce(parts, client, url, claimed));
  }
};
