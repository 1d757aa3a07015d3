import type { Entry } from '../domain/entry.ts';
import { type Movement, refundsOf } from '../domain/movement.ts';
import type { Order } from '../domain/order.ts';
import type { OrderId } from '../domain/order-id.ts';
import type { RefundEntry } from '../domain/refund.ts';
import { vietnamDay } from '../domain/time.ts';
import { at, type Key } from '../store/key-table.ts';
import { findEach } from '../store/read.ts';
import type { Store } from '../store/store.ts';

/** What one request reads. */
const batchMax = 100;

/** So many requests are under way at once. */
const atOnce = 8;

/** The records of any number of keys, in their order. */
export const findMany = async <T>(store: Store, keys: readonly Key<T>[]): Promise<readonly (T | undefined)[]> => {
  const found: (T | undefined)[] = [];
  for (let from = 0; from < keys.length; from += atOnce * batchMax) {
    const some = keys.slice(from, from + atOnce * batchMax);
    const batches = Array.from({ length: Math.ceil(some.length / batchMax) }, (_, index) =>
      findEach(store, some.slice(index * batchMax, (index + 1) * batchMax)),
    );
    found.push(...(await Promise.all(batches)).flat());
  }
  return found;
};

/** Our side of a refund that a provider pays: no movement of ours is of it. */
const refundEntry = (refund: RefundEntry, of: Pick<Entry, 'reference' | 'orderId'>): readonly Entry[] => {
  const { way, sentAt, refundId, amountVnd } = refund;
  if (way !== 'provider' || sentAt === undefined) return [];
  const times = { paidAt: sentAt, paidOn: vietnamDay(sentAt) };
  return [{ key: `refund#${refundId}`, direction: 'out', amountVnd, state: 'paid', ...times, ...of, refundId }];
};

const refundsOfMovement = (movement: Movement): readonly Entry[] =>
  refundsOf(movement).flatMap((refund) => refundEntry(refund, { reference: movement.notice.reference }));

/** Of orders whose payment their provider gives back: the provider lists that under the payment's reference. */
const refundsOfOrders = async (store: Store, orders: readonly Order[]): Promise<readonly Entry[]> => {
  const refunded = orders.filter(({ refunds = [] }) => refunds.some(({ way }) => way === 'provider'));
  const payments = await findMany(
    store,
    refunded.map(({ payment }) => at.movement(payment?.movementKey ?? 'none')),
  );
  return refunded.flatMap(({ id, refunds = [] }, index) =>
    refunds.flatMap((refund) =>
      refundEntry(refund, { reference: payments[index]?.notice.reference ?? id, orderId: id }),
    ),
  );
};

/** Whether an entry is a provider's refund, of which we have no movement. */
export const isRefundEntry = ({ key }: Pick<Entry, 'key'>): boolean => key.startsWith('refund#');

/** What is known of movements and orders by their keys. */
export type LookedUp = {
  /** Our side of a movement by its key; nothing of one that we do not have, or that moved no money of the account. */
  readonly entries: ReadonlyMap<string, Entry | undefined>;
  /** Refunds that a provider pays, of these orders and movements. */
  readonly refunds: readonly Entry[];
  /** The orders that exist. */
  readonly orders: readonly OrderId[];
};

/** Reads movements of an account and orders by their keys, consistently, a hundred with each request. */
export const lookUp = async (
  store: Store,
  accountId: string,
  { movementKeys, orderIds }: { readonly movementKeys: readonly string[]; readonly orderIds: readonly OrderId[] },
): Promise<LookedUp> => {
  const movements = await findMany(store, movementKeys.map(at.movement));
  const orders = (await findMany(store, orderIds.map(at.order))).flatMap((order) => order ?? []);
  const own = movements.map((movement) => (movement?.booking?.accountId === accountId ? movement : undefined));
  return {
    entries: new Map(movementKeys.map((key, index) => [key, own[index]?.booking?.entry])),
    refunds: [
      ...(await refundsOfOrders(store, orders)),
      ...own.flatMap((movement) => (movement ? refundsOfMovement(movement) : [])),
    ],
    orders: orders.map(({ id }) => id),
  };
};
