import * as z from 'zod/mini';
import { addDays } from '../domain/calendar.ts';
import { bookingSchema } from '../domain/entry.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import type { Movement } from '../domain/movement.ts';
import type { VietnamDay } from '../domain/time.ts';
import { addUp, type Collection, collectionsOf, feesOf, type Received } from '../reports/collections.ts';
import { at, entryShards } from '../store/key-table.ts';
import type { Page, Store } from '../store/store.ts';
import { findPaidOrders, ordersPaidBy } from './find-paid-orders.ts';
import { listResults } from './read-reconciliation.ts';
import { findDays, findMany, openReport, readCursorDay, type ReportQuery } from './report-days.ts';

/** Movements are looked at a hundred at a time, and so many times for one page. */
const batchMax = 100;
const batchesMax = 5;
/** Most shards of most days are empty. */
const readsMax = 200;

/** A settlement comes so many days after the payments at most that it is looked for. */
const settledWithinDays = 31;

/** What is read next: entries of a shard of a day, or results with fees of a bank day. */
type Place = {
  readonly kind: 'entries' | 'fees';
  readonly on: VietnamDay;
  readonly shard: number;
  readonly after?: string | undefined;
};

const writePlace = ({ kind, on, shard, after = '' }: Place): string => [kind, on, shard, after].join('\n');

const shardSchema = z.catch(z.coerce.number().check(z.int(), z.gte(0), z.lt(entryShards)), 0);

const readPlace = (text: string): Place => {
  const [kind, on, shard, ...after] = text.split('\n');
  return {
    kind: kind === 'fees' ? 'fees' : 'entries',
    on: readCursorDay(on),
    shard: shardSchema.parse(shard),
    after: after.join('\n') === '' ? undefined : after.join('\n'),
  };
};

type Scope = ReportQuery & { readonly account: MerchantAccount; readonly side: 'provider' | 'bank' };

/** Some collections, and what is to be read after them; nothing after the last. */
type Read = { readonly collections: readonly Collection[]; readonly next?: Place | undefined };

/** What came by each movement of money, with the orders that it pays. */
const findReceived = async (
  store: Store,
  account: MerchantAccount,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Received>> => {
  const found = await findMany(
    store,
    keys.map((key) => at.movement(key)),
  );
  const movements = found.flatMap((movement) => (movement?.booking?.entry.direction === 'in' ? [movement] : []));
  const orders = await findPaidOrders(store, movements.flatMap(ordersPaidBy));
  const receivedOf = (movement: Movement): [string, Received][] => {
    const paidOn = movement.booking?.entry.paidOn;
    if (paidOn === undefined) return [];
    const paid = ordersPaidBy(movement).flatMap((id) => orders.get(id) ?? []);
    return [[movement.notice.movementKey, { movement, paidOn, account, orders: paid }]];
  };
  return new Map(movements.flatMap(receivedOf));
};

const afterShard = ({ to }: Scope, { on, shard }: Place, from: VietnamDay): Place => {
  if (shard + 1 < entryShards) return { kind: 'entries', on, shard: shard + 1 };
  return on < to ? { kind: 'entries', on: addDays(on, 1), shard: 0 } : { kind: 'fees', on: from, shard: 0 };
};

/** What the movements of one shard of a day collected; entries of the index say which they are. */
const readEntries = async (store: Store, scope: Scope, place: Place): Promise<Read> => {
  const { account, from } = scope;
  const of = { accountId: account.id, paidOn: place.on, shard: place.shard };
  const page = await store.listEntries(of, { limit: batchMax, after: place.after });
  const keys = [...new Set(page.items.map((item) => bookingSchema.parse(item.booking).entry.key))];
  const received = [...(await findReceived(store, account, keys)).values()];
  return {
    collections: received.filter(({ paidOn }) => paidOn === place.on).flatMap(collectionsOf),
    next: page.next === undefined ? afterShard(scope, place, from) : { ...place, after: page.next },
  };
};

/** The first bank day from a day on whose counted run tells of fees. */
const findSettled = async (store: Store, { account, side, from, to }: Scope, on: VietnamDay) => {
  const within = { from: on < from ? from : on, to: addDays(to, settledWithinDays) };
  const days = await findDays(store, { accountId: account.id, side }, within);
  return [...days.values()].find(({ counted }) => (counted?.summary.feeVnd ?? 0) > 0);
};

/** What intermediaries kept of payments of the report's days, as one page of results of a bank day tells. */
const readFees = async (store: Store, scope: Scope, place: Place): Promise<Read> => {
  const day = await findSettled(store, scope, place.on);
  if (day?.counted === undefined) return { collections: [] };
  const after = day.on === place.on ? place.after : undefined;
  const page = await listResults(store, { of: day, run: day.counted.run }, { limit: batchMax, after });
  const fees = page.items.flatMap(({ entry, feeVnd = 0 }) =>
    entry && feeVnd > 0 && entry.paidOn >= scope.from && entry.paidOn <= scope.to ? [{ key: entry.key, feeVnd }] : [],
  );
  const received = await findReceived(
    store,
    scope.account,
    fees.map(({ key }) => key),
  );
  const collections = fees.flatMap(({ key, feeVnd }) => {
    const one = received.get(key);
    return one === undefined ? [] : feesOf(one, feeVnd);
  });
  const next = page.next === undefined ? { on: addDays(day.on, 1) } : { on: day.on, after: page.next };
  return { collections, next: { kind: 'fees', shard: 0, ...next } };
};

/**
 * A page of what was collected on some days, added up as far as the page goes: what is of the same day and kind on several
 * pages is to be added up. Memory and time of a page do not grow with the number of payments. What came in is there to the
 * đồng, unless it came a moment ago.
 *
 * @throws Refusal not-found when there is no such merchant account; validation-failed when the days are too many
 */
export const listCollections = async (
  store: Store,
  query: ReportQuery & { readonly after?: string | undefined },
): Promise<Page<Collection>> => {
  const scope = { ...query, ...(await openReport(store, query)) };
  const found: Collection[] = [];
  let place: Place | undefined =
    query.after === undefined ? { kind: 'entries', on: query.from, shard: 0 } : readPlace(query.after);
  let batches = 0;
  for (let reads = 0; reads < readsMax && batches < batchesMax && place !== undefined; reads += 1) {
    const read: Read = await (place.kind === 'entries' ? readEntries : readFees)(store, scope, place);
    found.push(...read.collections);
    if (read.collections.length > 0) batches += 1;
    place = read.next;
  }
  return { items: await addUp(found), next: place && writePlace(place) };
};
