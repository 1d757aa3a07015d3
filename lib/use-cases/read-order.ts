import type { Order } from '../domain/order.ts';
import type { OrderDetails } from '../domain/order-details.ts';
import type { OrderEvent } from '../domain/order-events.ts';
import { Refusal } from '../domain/refusal.ts';
import { at } from '../store/key-table.ts';
import { find, findBoth, list } from '../store/read.ts';
import type { Page, PageRequest, Store } from '../store/store.ts';

/** An order with what it was made of. */
export type OrderWithDetails = { readonly order: Order; readonly details: OrderDetails };

/** An order with its details, in one request. */
export const findOrder = async (store: Store, id: string): Promise<OrderWithDetails | undefined> => {
  const [order, created] = await findBoth(store, at.order(id), at.event(id, 1));
  if (order === undefined || created?.fact.type !== 'order.created') return undefined;
  return { order, details: created.fact.details };
};

/** Who asks: a client sees the orders of its own agencies, and of others not even that they exist. */
export type Asker = { readonly agencyCodes: readonly string[] };

/**
 * The order of that id, with its details.
 *
 * @throws Refusal order-not-found when there is none, or it is none of the asker's
 */
export const getOrder = async (store: Store, asker: Asker, id: string): Promise<OrderWithDetails> => {
  const found = await findOrder(store, id);
  if (!found || !asker.agencyCodes.includes(found.order.agencyCode)) throw new Refusal('order-not-found');
  return found;
};

/** The orders of one dossier that are the asker's, latest first. */
export const listOrders = async (
  store: Store,
  asker: Asker,
  of: { readonly dossierKey: string } & PageRequest,
): Promise<Page<OrderWithDetails>> => {
  const { items, next } = await store.listOrders(of.dossierKey, of);
  const found = await Promise.all(items.map(({ pk }) => findOrder(store, pk.slice('ORDER#'.length))));
  const own = found.flatMap((one) => (one && asker.agencyCodes.includes(one.order.agencyCode) ? [one] : []));
  return { items: own, next };
};

/**
 * The head of the order of that id.
 *
 * @throws Refusal order-not-found when there is none, or it is none of the asker's
 */
export const getHead = async (store: Store, asker: Asker, id: string): Promise<Order> => {
  const order = await find(store, at.order(id));
  if (!order || !asker.agencyCodes.includes(order.agencyCode)) throw new Refusal('order-not-found');
  return order;
};

/**
 * The journal of an order: its events in sequence.
 *
 * @throws Refusal order-not-found when there is no such order for the asker
 */
export const listEvents = async (
  store: Store,
  asker: Asker,
  of: { readonly id: string } & PageRequest,
): Promise<Page<OrderEvent>> => {
  await getHead(store, asker, of.id);
  return list(store, at.events(of.id), of);
};
