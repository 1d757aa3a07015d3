import type { Place } from '../../../lib/domain/movement.ts';
import type { RefundEntry } from '../../../lib/domain/refund.ts';
import type { MovementBook, OrderBook } from '../books.ts';
import { must } from '../violation.ts';
import type { World } from '../world.ts';

export type Ledgers = Pick<World, 'books' | 'banks' | 'answers'>;

export const cameIn = ({ type }: Place): boolean => type === 'applied' || type === 'unapplied' || type === 'reversed';

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

/** What became of the money of an unapplied item, by its parts. */
export const usesOf = ({
  parts = [],
}: MovementBook['movement']): Readonly<Record<'applied' | 'taken' | 'done', number>> => {
  const uses = { applied: 0, taken: 0, done: 0 };
  for (const part of parts) {
    if (part.kind === 'applied') uses.applied += part.amountVnd;
    else uses.taken += part.amountVnd;
    if (part.kind === 'refund' && part.status === 'done') uses.done += part.amountVnd;
  }
  return uses;
};

const checkParts = ({ books }: Ledgers, { key, movement }: MovementBook): void => {
  const { parts = [], notice } = movement;
  const { applied, taken } = usesOf(movement);
  must(applied + taken <= notice.amountVnd, key, `${applied + taken} đ of ${notice.amountVnd} đ are used`);
  for (const part of parts)
    if (part.kind === 'applied') {
      const payment = books.orders.get(part.orderId)?.head.payment;
      must(payment?.proposalId === part.proposalId, key, `a part of it pays ${part.orderId}`);
    }
};

/** A text that names an order is of that order; one that does not is of none, however near it comes. */
const checkNamed = ({ books, banks }: Ledgers, { key, movement }: MovementBook): void => {
  const { names, reference: wrote } = banks.findEntry(key)!;
  const { reference } = movement.notice;
  if (names !== undefined) must(reference === names, key, `"${wrote}" names ${names}, and is read as ${reference}`);
  else
    must(!books.orders.has(reference.slice(0, 12)) || reference === wrote, key, `"${wrote}" is read as ${reference}`);
};

const checkMoneyOut = ({ books }: Ledgers, { key, movement }: MovementBook): void => {
  const { place, notice } = movement;
  if (place.type !== 'money-out' || place.refundId === undefined) return;
  const { refundId } = place;
  const rivals = [...books.movements.values()].filter(
    ({ movement: { place: other } }) => other.type === 'money-out' && other.refundId === refundId,
  );
  must(rivals.length === 1, key, `one debit pays ${refundId}, not ${rivals.length}`);
  const proposal = books.proposals.get(refundId)?.proposal;
  must(proposal?.kind === 'refund' && proposal.amountVnd === notice.amountVnd, key, `it pays ${refundId} to the đồng`);
};

/** Promise 1, for one movement: no money that the bank does not know of, and what there is in exactly one place. */
export const checkMovement = (ledgers: Ledgers, book: MovementBook): void => {
  const { key, movement } = book;
  const { place, notice } = movement;
  const entry = ledgers.banks.findEntry(key);
  must(entry !== undefined, key, 'a movement is one that the bank knows');
  must(notice.direction === entry!.direction, key, `money that went ${entry!.direction} is not ${place.type}`);
  checkNamed(ledgers, book);
  if (entry!.direction === 'out') {
    must(place.type === 'money-out', key, `money that went out is not ${place.type}`);
    checkMoneyOut(ledgers, book);
    return;
  }
  if (!cameIn(place)) {
    must(![...book.said].some((said) => said.startsWith('paid')), key, `money that came is now ${place.type}`);
    return;
  }
  must(entry!.wasPaid, key, `${place.type}: the bank has taken this money`);
  must(entry!.amountVnd === notice.amountVnd, key, `${notice.amountVnd} đ here are ${entry!.amountVnd} đ at the bank`);
  if (place.type === 'applied') checkApplied(ledgers, book, place.orderId);
  checkParts(ledgers, book);
  if (place.type === 'money-out' || place.type === 'no-money' || place.orderId === undefined) return;
  const facts = factsOf(ledgers, place.orderId, key);
  must(facts.join() === place.type, key, `the journal tells once that it is ${place.type}`);
};

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, amountVnd) => total + amountVnd, 0);

/** Promise 1, for one order: its payment is of money that came, to the đồng. */
export const checkPayment = ({ books }: Ledgers, { id, head }: OrderBook): void => {
  const { payment } = head;
  if (payment?.proposalId === undefined) return;
  const parts = [...books.movements.values()].flatMap(({ movement }) =>
    (movement.parts ?? []).flatMap((part) =>
      part.kind === 'applied' && part.proposalId === payment.proposalId ? [part.amountVnd] : [],
    ),
  );
  must(sum(parts) === payment.amountVnd, id, `it is paid with ${payment.amountVnd} đ, of which ${sum(parts)} đ came`);
};

type Held = Omit<RefundEntry, 'refundId' | 'asked'> & { readonly refundId: string };

export const doneBy = (way: string, refunds: readonly Held[]): number =>
  sum(refunds.flatMap((refund) => (refund.way === way && refund.status === 'done' ? [refund.amountVnd] : [])));

/** The refunds of the money of a movement, wherever it is. */
export const refundsOf = ({ books }: Ledgers, { key, movement }: MovementBook): readonly Held[] => {
  const { place, parts = [] } = movement;
  if ('orderId' in place && place.orderId !== undefined) {
    const head = books.orders.get(place.orderId)?.head;
    if (head?.payment?.movementKey === key) return head.refunds ?? [];
  }
  return parts.flatMap((part) => (part.kind === 'refund' ? [part] : []));
};

/** A refund that the provider pays is done when the provider's books say so, and not before. */
export const checkPaidBack = (ledgers: Ledgers, book: MovementBook): void => {
  const backVnd = ledgers.banks.of(book.movement.notice.accountId).paidBackVnd(book.key);
  const doneVnd = doneBy('provider', refundsOf(ledgers, book));
  must(doneVnd <= backVnd, book.key, `${doneVnd} đ are done here, and ${backVnd} đ went back at the bank`);
};
