import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { Place } from '../../../lib/domain/movement.ts';
import type { Entry } from '../banks/bank.ts';
import type { MovementBook, OrderBook } from '../books.ts';
import { must } from '../violation.ts';
import { isStuck } from './desk.ts';
import { cameIn, doneBy, type Ledgers, refundsOf, sum, usesOf } from './money.ts';

/** How often a provider is asked after an attempt before it goes to the desk. */
const questionsMax = 12;

/** A person must look at it: it was asked after for three days, and the bank can confirm that. */
const isAtDesk = ({ banks }: Ledgers, attempt: Attempt, entry: Entry | undefined): boolean =>
  attempt.askAt === undefined && attempt.asked >= questionsMax && !banks.of(attempt.accountId).tellsEnd(entry);

/**
 * Whether money that the bank has taken must be in the books by now: Lephi has confirmed it, or had its attempt to ask
 * after. Left over is what no message told and nobody had a reason to ask for: only a statement can find it.
 */
const mustBeCounted = (ledgers: Ledgers, entry: Entry): boolean => {
  if (ledgers.answers.confirmed.has(entry.movementKey)) return true;
  const attempt = ledgers.books.orders
    .get(entry.reference.slice(0, 12))
    ?.head.attempts.find(({ reference, accountId }) => reference === entry.reference && accountId === entry.accountId);
  const isFindable = ledgers.banks.of(entry.accountId).isFindable(entry, attempt);
  return isFindable && !(attempt && isAtDesk(ledgers, attempt, entry));
};

/** Where all money is, to the đồng, and what only a statement can find. */
export type Sums = Readonly<
  Record<'in' | 'applied' | 'unapplied' | 'refunded' | 'reversed' | 'out' | 'missing', number>
>;

type Places = { applied: number; unapplied: number; refunded: number; reversed: number };

/** Adds the money of a movement that is not in an order; gives back what is. */
const addMovement = (places: Places, movement: MovementBook['movement']): number => {
  const { place, notice } = movement;
  if (!cameIn(place)) return 0;
  if (place.type === 'applied' || (place.type === 'reversed' && place.wasPayment)) return notice.amountVnd;
  const { applied, done } = usesOf(movement);
  places.refunded += done;
  places[place.type === 'reversed' ? 'reversed' : 'unapplied'] += notice.amountVnd - applied - done;
  return applied;
};

/** Adds the money of an order's payment; gives back how much that is. */
const addOrder = (places: Places, { payment, status, refunds = [] }: OrderBook['head']): number => {
  if (payment === undefined) return 0;
  const doneVnd = doneBy('provider', refunds) + doneBy('transfer', refunds);
  places.refunded += doneVnd;
  places[status === 'reversed' ? 'reversed' : 'applied'] += payment.amountVnd - doneVnd;
  return payment.amountVnd;
};

/** Where the money is that came: added up from the movements, and for what paid an order from that order. */
const addUp = ({ books }: Ledgers): Places => {
  const places = { applied: 0, unapplied: 0, refunded: 0, reversed: 0 };
  const inOrders = sum([...books.movements.values()].map(({ movement }) => addMovement(places, movement)));
  const paid = sum([...books.orders.values()].map(({ head }) => addOrder(places, head)));
  must(inOrders === paid, 'the whole', `${inOrders} đ are applied, and orders were paid with ${paid} đ`);
  return places;
};

/** Promise 1, at rest: money in, as the banks count it, is applied, unapplied, refunded or reversed. */
export const checkSums = (ledgers: Ledgers): Sums & { readonly foundByStatementOnly: number } => {
  const { books, banks } = ledgers;
  const moved = banks.listEntries().filter(({ wasPaid }) => wasPaid);
  const placeOf = (key: string): Place['type'] => books.movements.get(key)?.movement.place.type ?? 'no-money';
  const missing = moved.filter(({ movementKey }) => placeOf(movementKey) === 'no-money');
  for (const entry of missing)
    must(!mustBeCounted(ledgers, entry), entry.movementKey, `${entry.amountVnd} đ that the bank moved are counted`);
  const total = (entries: readonly Entry[], direction: Entry['direction']): number =>
    sum(entries.flatMap((entry) => (entry.direction === direction ? [entry.amountVnd] : [])));
  const inVnd = total(moved, 'in') - total(missing, 'in');
  const sums = addUp(ledgers);
  const hereVnd = sums.applied + sums.unapplied + sums.refunded + sums.reversed;
  must(inVnd === hereVnd, 'the whole', `the banks took ${inVnd} đ, and ${hereVnd} đ are counted`);
  return {
    ...sums,
    in: inVnd,
    out: total(moved, 'out') - total(missing, 'out'),
    missing: total(missing, 'in'),
    foundByStatementOnly: missing.length,
  };
};

/** At rest a refund that went back is done here, or waits to be begun, and none is in doubt; the debit of a transfer is joined, or at the desk. */
export const checkRefundsAtRest = (ledgers: Ledgers): void => {
  const { books, banks } = ledgers;
  for (const book of books.movements.values()) {
    const { notice, place } = book.movement;
    if (notice.direction === 'out') continue;
    const refunds = refundsOf(ledgers, book);
    const openVnd = sum(
      refunds.flatMap((one) => (one.way === 'provider' && one.status !== 'done' ? [one.amountVnd] : [])),
    );
    const backVnd = banks.of(notice.accountId).paidBackVnd(book.key);
    const doneVnd = doneBy('provider', refunds);
    must(!refunds.some(isStuck), book.key, 'officers have ended each refund that no question settled');
    must(
      backVnd <= doneVnd + openVnd,
      book.key,
      `${backVnd} đ went back of money that is ${place.type}, ${doneVnd} đ are done`,
    );
  }
};

/** Nothing is left in the air: an attempt has an end, or a person looks at it. */
export const checkAttemptsAtRest = (ledgers: Ledgers): number => {
  const { books, banks } = ledgers;
  let atDesk = 0;
  for (const { id, head } of books.orders.values())
    for (const attempt of head.attempts) {
      if (attempt.status !== 'under-way' && attempt.status !== 'in-doubt') continue;
      const entry = banks
        .listEntries()
        .find(({ reference, accountId }) => reference === attempt.reference && accountId === attempt.accountId);
      must(
        isAtDesk(ledgers, attempt, entry),
        id,
        `attempt ${attempt.number} is ${attempt.status} and nobody asks after it`,
      );
      atDesk += 1;
    }
  return atDesk;
};
