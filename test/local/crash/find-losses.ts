import { hashEvent, type Order, type OrderStatus } from '../../../lib/domain/order.ts';
import type { OrderEvent, OrderFact } from '../../../lib/domain/order-events.ts';
import type { Movement } from '../../../lib/domain/movement.ts';
import { at } from '../../../lib/store/key-table.ts';
import { find, findBoth, list } from '../../../lib/store/read.ts';
import type { Store } from '../../../lib/store/store.ts';
import type { Citizen, Told } from './citizens.ts';

/** Webhooks that a receiver has kept of an order, by their number in its sequence. */
type Receiver = (orderId: string) => readonly { sequence: number }[];

/** Where the count looks: Lephi's table, and what others keep. */
export type Places = { readonly store: Store; readonly tmnCode: string; readonly receiver: Receiver };

/** What one citizen's order is, as the table has it. */
type Found = { readonly order: Order; readonly events: readonly OrderEvent[]; readonly movements: readonly Movement[] };

const movementKey = (places: Places, told: Told): string => `vnpay:${places.tmnCode}:${told.reference}`;

/** Whether money that the bank told of is where the word that it heard says. */
const findMisplaced = (told: Told, order: Order | undefined, { place, notice }: Movement): string[] => {
  if (told.says === 'failed') return [];
  if (place.type === 'no-money') return ['money that was confirmed is nowhere'];
  const isPayment = order?.payment?.movementKey === notice.movementKey;
  return told.heard.includes('00') && !isPayment ? ['an order whose money was accepted is unpaid'] : [];
};

/** What is missing of what the bank was told to be stored. */
const findMissing = async (places: Places, told: Told): Promise<string[]> => {
  const words = told.heard.filter((word) => word !== '99');
  if (words.length === 0) return [];
  const orderId = told.reference.slice(0, 'LP7K3M9Q2XWW'.length);
  const key = at.movement(movementKey(places, told));
  const [order, movement] = await findBoth(places.store, at.order(orderId), key);
  const isKept = movement?.evidence.some(({ raw }) => raw === told.query) ?? false;
  if (movement === undefined || !isKept) return [`a callback that was answered ${words.join(', ')} is missing`];
  return findMisplaced(told, order, movement);
};

/** What is missing right after a restart, before anybody repeats anything: nothing, of what was answered. */
export const findMissingOf = async (places: Places, citizens: readonly Citizen[]): Promise<string[]> => {
  const missing: string[] = [];
  for (const told of citizens.flatMap((citizen) => citizen.told)) missing.push(...(await findMissing(places, told)));
  return missing;
};

const statusAfter: Partial<Record<OrderFact['type'], OrderStatus>> = {
  'order.created': 'awaiting',
  'order.paid': 'paid',
};

/** What is wrong with a journal, told by somebody who has not read how Lephi folds it. */
const findBreaks = ({ order, events }: Found): string[] => {
  const breaks = events.flatMap((event, index) => {
    const before = events[index - 1];
    const isNext = event.sequence === index + 1 && event.previousHash === (before && hashEvent(before));
    return isNext ? [] : [`event ${event.sequence} does not follow the one before`];
  });
  const last = events.at(-1);
  if (order.events !== events.length || (last && hashEvent(last)) !== order.lastHash)
    breaks.push('the head is not at the end of its journal');
  const status = events.flatMap(({ fact }) => statusAfter[fact.type] ?? []).at(-1);
  if (status !== order.status) breaks.push(`the head says ${order.status}, the journal ${status ?? 'nothing'}`);
  const started = events.filter(({ fact }) => fact.type === 'attempt.started').length;
  if (started !== order.attempts.length) breaks.push(`of ${started} attempts the head has ${order.attempts.length}`);
  return breaks;
};

/** The bank's money of one order is in exactly one place each, and one movement at most is its payment. */
const findMoneyLosses = ({ order, events, movements }: Found, told: readonly Told[]): string[] => {
  const losses: string[] = [];
  const payments = events.filter(({ fact }) => fact.type === 'order.paid').length;
  const applied = movements.filter(({ place }) => place.type === 'applied');
  const unapplied = movements.filter(({ place }) => place.type === 'unapplied');
  if (payments !== 1 || applied.length !== 1) losses.push(`an order is paid ${payments} times by ${applied.length}`);
  if (order.payment?.movementKey !== applied[0]?.notice.movementKey) losses.push('the payment is of no movement');
  if ((order.unapplied ?? 0) !== unapplied.length) losses.push('the head miscounts what is unapplied');
  const sumOf = (amounts: readonly { amountVnd: number }[]): number =>
    amounts.reduce((sum, { amountVnd }) => sum + amountVnd, 0);
  const taken = sumOf(told.filter(({ says }) => says === 'paid'));
  const kept = sumOf([...applied, ...unapplied].map(({ notice }) => notice));
  if (taken !== kept) losses.push(`the bank took ${taken} đ, Lephi knows of ${kept} đ`);
  return losses;
};

const findUntold = ({ order, events }: Found, receiver: Receiver): string[] => {
  const kept = receiver(order.id).map(({ sequence }) => sequence);
  return events
    .flatMap(({ delivery }) => delivery ?? [])
    .flatMap(({ sequence, status }) =>
      kept.includes(sequence) && status === 'delivered' ? [] : [`webhook ${sequence} never came (${status})`],
    );
};

const findOrder = async (places: Places, citizen: Citizen): Promise<Found | undefined> => {
  const [id = ''] = citizen.orderIds;
  const order = await find(places.store, at.order(id));
  if (order === undefined) return undefined;
  const { items: events } = await list(places.store, at.events(id), { limit: 100 });
  const movements = await Promise.all(
    [...new Set(citizen.told.map((told) => movementKey(places, told)))].map((key) =>
      find(places.store, at.movement(key)),
    ),
  );
  return { order, events, movements: movements.flatMap((movement) => movement ?? []) };
};

/** Everything that can be wrong with one citizen's order when all have got to their end. */
const findLossesOf = async (places: Places, citizen: Citizen): Promise<string[]> => {
  const found = await findOrder(places, citizen);
  if (found === undefined) return ['an order that was made is missing'];
  const { items } = await places.store.listOrders(found.order.dossierKey, { limit: 10 });
  const missing = await Promise.all(citizen.told.map((told) => findMissing(places, told)));
  return [
    ...(items.length === 1 && citizen.orderIds.size === 1 ? [] : ['an order was made twice']),
    ...missing.flat(),
    ...findBreaks(found),
    ...findMoneyLosses(found, citizen.told),
    ...findUntold(found, places.receiver),
  ];
};

/** Counts everything when nothing is under way any more. Each loss is told with the number of its citizen. */
export const findLosses = async (places: Places, citizens: readonly Citizen[]): Promise<string[]> => {
  const losses: string[] = [];
  for (const citizen of citizens)
    for (const loss of await findLossesOf(places, citizen)) losses.push(`${citizen.number}: ${loss}`);
  return losses;
};
