import type { Client } from '../domain/client.ts';
import type { Delivery, OrderEvent } from '../domain/order-events.ts';
import type { OrderId } from '../domain/order-id.ts';
import { addMs, instantToMs, minuteMs } from '../domain/time.ts';
import { signWebhook, webhookBody, webhookId } from '../domain/webhook.ts';
import { afterTry, claimMs, type DeliveryTry, dueAtInstead, roundOf, settled } from '../domain/webhook-delivery.ts';
import { at, put } from '../store/key-table.ts';
import { find, list } from '../store/read.ts';
import type { Store, Write } from '../store/store.ts';
import type { Parts, Called, Calling } from './parts.ts';
import type { Patience } from './patience.ts';
import { findOrder, type OrderWithDetails } from './read-order.ts';

/** What delivering needs beside the usual parts. */
export type WebhookParts = Parts &
  Calling & {
    /** The keys that sign for a client now: the current one, and the previous one while it is being changed. */
    readonly webhookSecrets: (client: Client) => Promise<readonly string[]>;
    /** When many webhooks are delivered in one go: which receivers have had their share of it. */
    readonly patience?: Patience;
  };

/** A webhook that nobody else delivers meanwhile: its due marker is set ahead. */
type Claimed = OrderWithDetails & Due;

/** The first try is short, so that one slow receiver does not hold up the stream for others; later ones may wait. */
const firstTimeoutMs = 3000;
const laterTimeoutMs = 10_000;

/** A receiver that has had its share is left alone for five to ten minutes. */
const putOffMs = 5 * minuteMs;

const pageSize = 100;

type Due = { readonly event: OrderEvent; readonly delivery: Delivery };

const asDue = (event: OrderEvent): readonly Due[] =>
  event.delivery?.status === 'due' ? [{ event, delivery: event.delivery }] : [];

/** Webhooks of an order that are not settled, the first of all first. */
const listUnsettled = async (store: Store, orderId: OrderId, after?: string): Promise<readonly Due[]> => {
  const { items, next } = await list(store, at.events(orderId), { limit: pageSize, after });
  const due = items.flatMap(asDue);
  return due.length > 0 || next === undefined ? due : listUnsettled(store, orderId, next);
};

const putEvent = (event: OrderEvent): Write => put(at.event(event.orderId, event.sequence), event);

/**
 * Makes what stands behind a webhook that waits for its next try wait as long: before that it cannot go, and every
 * sweep would find it as the longest due. Behind one whose first try may be under way, it is left to whoever tries.
 */
const postpone = async ({ store, now }: Parts, first: Due, behind: readonly Due[]): Promise<void> => {
  const { dueAt } = first.event;
  if (dueAt === undefined) return;
  if (roundOf(first.delivery).tries === 0 && dueAt <= addMs(now(), claimMs)) return;
  const early = behind.filter(({ event }) => event.dueAt !== undefined && event.dueAt <= now());
  await Promise.all(early.map(({ event }) => store.commit([putEvent(dueAtInstead(event, dueAt))])));
};

/**
 * Takes the first webhook of an order that is not settled, if it is due: they go one at a time, in order.
 *
 * @param forMs for so long nobody else takes it
 */
const claimNext = async (parts: Parts, found: OrderWithDetails, forMs: number): Promise<Claimed | undefined> => {
  const { store, now } = parts;
  const [first, ...behind] = await listUnsettled(store, found.order.id);
  if (first?.event.dueAt === undefined) return undefined;
  if (first.event.dueAt > now()) {
    await postpone(parts, first, behind);
    return undefined;
  }
  const event = dueAtInstead(first.event, addMs(now(), forMs));
  const outcome = await store.commit([putEvent(event)]);
  return outcome === 'conflict' ? undefined : { ...found, event, delivery: first.delivery };
};

/** Whom a webhook goes to. */
type Receiver = { readonly client: Client; readonly url: string };

const send = async (parts: WebhookParts, { client, url }: Receiver, claimed: Claimed): Promise<Called> => {
  const { order, details, event, delivery } = claimed;
  const body = webhookBody(order, details, event);
  const signed = { id: webhookId(event), at: parts.now(), body };
  return parts.call({
    method: 'POST',
    url,
    headers: signWebhook(await parts.webhookSecrets(client), signed),
    body,
    timeoutMs: roundOf(delivery).tries === 0 ? firstTimeoutMs : laterTimeoutMs,
    wants: 'status',
  });
};

const isTaken = (called: Called): boolean => called.type === 'answered' && called.status >= 200 && called.status < 300;

/** Delivers a claimed webhook, writes down what came of it, and says whether the next one may go. */
const tryOnce = async (parts: WebhookParts, receiver: Receiver, claimed: Claimed): Promise<boolean> => {
  const { event } = claimed;
  const startedAt = parts.now();
  const called = await send(parts, receiver, claimed);
  const durationMs = instantToMs(parts.now()) - instantToMs(startedAt);
  parts.patience?.spend(receiver.client.id, durationMs);
  const tried = { startedAt, isTaken: isTaken(called), random: parts.random() };
  const { delivery, nextTryAt } = afterTry(claimed.delivery, tried);
  const log: DeliveryTry = {
    version: 1,
    at: startedAt,
    durationMs,
    ...(called.type === 'answered' ? { status: called.status } : { error: called.why }),
    nextTryAt,
  };
  const after = settled(event, delivery);
  await parts.store.commit([
    putEvent(nextTryAt === undefined ? after : { ...after, dueAt: nextTryAt }),
    put(at.deliveryTry(event.orderId, event.sequence, delivery.tries), log),
  ]);
  if (delivery.status === 'undelivered')
    parts.count('WebhookUndelivered', { orderId: event.orderId, sequence: event.sequence });
  return delivery.status !== 'due';
};

/** The portal gave no address: there is nothing to try. */
const settleUntold = async ({ store }: Parts, { event, delivery }: Claimed): Promise<boolean> => {
  await store.commit([putEvent(settled(event, { ...delivery, status: 'no-receiver' }))]);
  return true;
};

/** Delivers the next webhook of an order, if it is due, and says whether the one after it may go. */
const deliverNext = async (parts: WebhookParts, found: OrderWithDetails, client: Client): Promise<boolean> => {
  const { webhookUrl: url } = client;
  if (url !== undefined && parts.patience?.isSpent(client.id)) {
    await claimNext(parts, found, Math.round(putOffMs * (1 + parts.random())));
    return false;
  }
  const claimed = await claimNext(parts, found, claimMs);
  if (claimed === undefined) return false;
  return url === undefined ? settleUntold(parts, claimed) : tryOnce(parts, { client, url }, claimed);
};

/**
 * Delivers what is due of one order's webhooks, one at a time and in order, until one fails or none is due.
 * Safe to run twice at once: a webhook is claimed by a conditional write before it is sent.
 */
export const deliverWebhooks = async (parts: WebhookParts, orderId: OrderId): Promise<void> => {
  const found = await findOrder(parts.store, orderId);
  const client = found && (await find(parts.store, at.client(found.order.clientId)));
  if (found === undefined || client === undefined) throw new Error(`order ${orderId} or its client is not there`);
  while (await deliverNext(parts, found, client));
};
