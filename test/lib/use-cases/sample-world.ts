import type { NoticeWord } from '../../../lib/domain/notice.ts';
import type { Order } from '../../../lib/domain/order.ts';
import type { OrderEvent } from '../../../lib/domain/order-events.ts';
import { at } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { find, list } from '../../../lib/store/read.ts';
import type { Store } from '../../../lib/store/store.ts';
import { checkoutToken, startAttempt, type StartedAttempt } from '../../../lib/use-cases/checkout.ts';
import { type MadeOrder, makeOrderOnce } from '../../../lib/use-cases/make-order.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { addSamples, client, makeEvidence, makeNotice, makeRequest, merchantAccount } from '../../samples.ts';
import { type Answerer, countingRequests, makeWorld, type StoreRequest, type World } from '../../world.ts';

/** A world with the sample agency, client and merchant account, and what its store is asked from then on. */
export type SampleWorld = World & { readonly requests: StoreRequest[] };

export const openWorld = async (options: { store?: Store; answer?: Answerer } = {}): Promise<SampleWorld> => {
  const inner = options.store ?? makeMemoryStore();
  await addSamples(inner);
  const { store, requests } = countingRequests(inner);
  return { ...makeWorld({ ...options, store }), requests };
};

/** How many items each commit held. */
export const commitsIn = ({ requests }: SampleWorld): number[] =>
  requests.filter(({ request }) => request === 'commit').map(({ items }) => items);

/** Makes the sample order, with other fields where a test says so. */
export const make = (
  world: World,
  changes: Record<string, unknown> = {},
  idempotencyKey = 'key-1',
): Promise<MadeOrder> => makeOrderOnce(world, { client, idempotencyKey, request: makeRequest(changes) });

/** Sends a payer of an order to the sample provider. */
export const sendPayer = (world: World, order: Order): Promise<StartedAttempt> =>
  startAttempt(world, checkoutToken(order), { accountId: merchantAccount.id, payerIp: '203.0.113.10' });

/** Lets a payer pay an order at the sample provider, which tells of it. */
export const pay = async (world: World, order: Order): Promise<NoticeWord> => {
  const { attempt } = await sendPayer(world, order);
  return receiveNotice(world, makeNotice(attempt), makeEvidence({ receivedAt: world.now() }));
};

/** The order as it is now. */
export const read = async ({ store }: World, { id }: Order): Promise<Order> => {
  const order = await find(store, at.order(id));
  if (order === undefined) throw new Error(`there is no order ${id}`);
  return order;
};

/** The journal of an order. */
export const journalOf = async ({ store }: World, { id }: Order): Promise<readonly OrderEvent[]> =>
  (await list(store, at.events(id), { limit: 100 })).items;

/** What happened to an order, in short. */
export const storyOf = async (world: World, order: Order): Promise<string[]> =>
  (await journalOf(world, order)).map(({ fact }) => fact.type);
