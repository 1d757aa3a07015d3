import type { Place } from '../../../lib/domain/movement.ts';
import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { Entry } from '../banks/bank.ts';
import type { MovementBook } from '../books.ts';
import { must } from '../violation.ts';
import type { World } from '../world.ts';

type Ledgers = Pick<World, 'books' | 'banks' | 'answers'>;

const isCounted = ({ type }: Place): boolean => type === 'applied' || type === 'unapplied' || type === 'reversed';

/** The facts of an order's journal that put this movement's money somewhere. */
const factsOf = ({ books }: Ledgers, orderId: string | undefined, key: string): readonly string[] =>
  (books.orders.get(orderId ?? '')?.events ?? []).flatMap(({ fact }) => {
    if (fact.type === 'order.paid' && fact.payment.movementKey === key) return ['applied'];
    return fact.type === 'money.unapplied' && fact.movementKey === key ? ['unapplied'] : [];
  });

const checkApplied = ({ books }: Ledgers, { key, movement }: MovementBook, orderId: string): void => {
  const head = books.orders.get(orderId)?.head;
  must(head?.payment?.movementKey === key, key, `money applied to ${orderId} is its payment`);
  must(head?.payment?.amountVnd === movement.notice.amountVnd, key, 'a payment is of the amount that came');
  must(head?.totalAmountVnd === movement.notice.amountVnd, key, 'an order is paid by exactly its total');
};

/** Promise 1, for one movement: no money that the bank does not know of, and what there is in exactly one place. */
export const checkMovement = (ledgers: Ledgers, book: MovementBook): void => {
  const { key, movement } = book;
  const { place, notice } = movement;
  const entry = ledgers.banks.findEntry(key);
  must(entry !== undefined, key, 'a movement is one that the bank knows');
  if (!isCounted(place)) {
    must(![...book.said].some((said) => said.startsWith('paid')), key, `money that came is now ${place.type}`);
    return;
  }
  must(entry!.wasPaid, key, `${place.type}: the bank has taken this money`);
  must(entry!.amountVnd === notice.amountVnd, key, `${notice.amountVnd} đ here are ${entry!.amountVnd} đ at the bank`);
  if (place.type === 'applied') checkApplied(ledgers, book, place.orderId);
  if (place.type === 'money-out' || place.type === 'no-money' || place.orderId === undefined) return;
  must(
    factsOf(ledgers, place.orderId, key).join() === place.type,
    key,
    `the journal tells once that it is ${place.type}`,
  );
};

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

/** Promise 1, at rest: money in, as the bank counts it, is what is applied and unapplied. Gives back what is left over. */
export const checkSums = (ledgers: Ledgers): number => {
  const { books, banks } = ledgers;
  const taken = banks.listEntries().filter(({ wasPaid }) => wasPaid);
  const counted = [...books.movements.values()].filter(({ movement }) => isCounted(movement.place));
  const missing = taken.filter(({ movementKey }) => !counted.some(({ key }) => key === movementKey));
  for (const entry of missing)
    must(!mustBeCounted(ledgers, entry), entry.movementKey, `${entry.amountVnd} đ that the bank took are counted`);
  const sum = (amounts: readonly { readonly amountVnd: number }[]): number =>
    amounts.reduce((total, { amountVnd }) => total + amountVnd, 0);
  const inBooks = sum(counted.map(({ movement }) => movement.notice));
  must(sum(taken) - sum(missing) === inBooks, 'the whole', `the bank took ${sum(taken)} đ, ${inBooks} đ are counted`);
  return missing.length;
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
