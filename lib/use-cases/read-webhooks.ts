import type { Delivery, OrderEvent } from '../domain/order-events.ts';
import type { DeliveryTry } from '../domain/webhook-delivery.ts';
import { at } from '../store/key-table.ts';
import { findEach, list } from '../store/read.ts';
import type { Page, PageRequest, Store } from '../store/store.ts';
import { type Asker, getHead } from './read-order.ts';

/** A webhook with its latest tries, by their numbers. */
export type LoggedWebhook = {
  readonly event: OrderEvent;
  readonly delivery: Delivery;
  readonly tries: readonly (DeliveryTry & { readonly number: number })[];
};

/** A page has at most ten webhooks with ten tries each: as many as one request reads. */
const webhooksMax = 10;
const triesMax = 10;
const eventsMax = 100;

type Webhook = Omit<LoggedWebhook, 'tries'>;

/** The numbers of the latest tries. */
const latestTries = ({ tries }: Delivery): readonly number[] =>
  Array.from({ length: Math.min(tries, triesMax) }, (_, index) => Math.max(tries - triesMax, 0) + index + 1);

const withTries = async (store: Store, webhooks: readonly Webhook[]): Promise<readonly LoggedWebhook[]> => {
  const numbered = webhooks.flatMap(({ event, delivery }) =>
    latestTries(delivery).map((number) => ({ event, number })),
  );
  const found = await findEach(
    store,
    numbered.map(({ event, number }) => at.deliveryTry(event.orderId, event.sequence, number)),
  );
  return webhooks.map((webhook) => ({
    ...webhook,
    tries: numbered.flatMap(({ event, number }, index) => {
      const one = found[index];
      return event === webhook.event && one ? [{ ...one, number }] : [];
    }),
  }));
};

/**
 * The delivery log of an order: its webhooks in sequence, each with its latest ten tries. A page costs three requests
 * and has at most ten webhooks, however many were asked for; it can have fewer and still have a next.
 *
 * @throws Refusal order-not-found when there is no such order for the asker
 */
export const listWebhooks = async (
  store: Store,
  asker: Asker,
  { id, limit, after = at.event(id, 1).sk }: { readonly id: string } & PageRequest,
): Promise<Page<LoggedWebhook>> => {
  await getHead(store, asker, id);
  const { items, next } = await list(store, at.events(id), { limit: eventsMax, after });
  const found = items.flatMap((event): Webhook[] => (event.delivery ? [{ event, delivery: event.delivery }] : []));
  const page = found.slice(0, Math.min(limit, webhooksMax));
  const last = page.at(-1)?.event;
  return {
    items: await withTries(store, page),
    next: found.length > page.length && last ? at.event(id, last.sequence).sk : next,
  };
};
