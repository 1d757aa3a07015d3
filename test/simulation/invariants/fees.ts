import { type Books, dossierOf, type OrderBook } from '../books.ts';
import { must } from '../violation.ts';

const feeCodesOf = ({ details }: OrderBook): readonly string[] => details.lines.map(({ feeCode }) => feeCode);

const sharesFees = (one: OrderBook, other: OrderBook): boolean =>
  feeCodesOf(one).some((feeCode) => feeCodesOf(other).includes(feeCode));

/** The other orders for fees of the same dossier. */
const othersOf = ({ dossiers }: Books, book: OrderBook): readonly OrderBook[] =>
  (dossiers.get(dossierOf(book.head)) ?? []).filter((other) => other !== book && sharesFees(book, other));

/** When a fact of this type was committed; nothing when it never was. */
const whenMs = ({ events, committedAtMs }: OrderBook, type: string): number | undefined =>
  committedAtMs[events.findIndex(({ fact }) => fact.type === type)];

const holds = ({ head: { status } }: OrderBook): boolean =>
  status === 'awaiting' || status === 'paid' || status === 'part-refunded';

/** An order that expired and was paid after all stands beside its successor: the money came, and nobody lost it. */
const wasPaidLate = (book: OrderBook): boolean => holds(book) && whenMs(book, 'order.expired') !== undefined;

/** A decision is of what was read; so long before its commit it may have been read. */
const decisionMs = 12_000;

/** Whether it was paid by then, and has not given all of it back. */
const wasPaidBefore = (one: OrderBook, ms: number): boolean => {
  const endedMs = whenMs(one, 'order.refunded') ?? whenMs(one, 'order.reversed') ?? Infinity;
  return (whenMs(one, 'order.paid') ?? Infinity) < ms && endedMs > ms;
};

/** Whether another order for these fees has ever been paid. */
export const isPaidElsewhere = (books: Books, book: OrderBook): boolean =>
  othersOf(books, book).some(({ head }) => head.payment !== undefined);

/** At most one order holds a fee, but for one that was paid late; and none is paid late after its successor was. */
export const checkFees = (books: Books, book: OrderBook): void => {
  const others = othersOf(books, book);
  if (holds(book) && !wasPaidLate(book)) {
    const rival = others.find((other) => holds(other) && !wasPaidLate(other));
    must(rival === undefined, book.id, `order ${rival?.id ?? ''} holds the same fee`);
  }
  if (!wasPaidLate(book)) return;
  const paidMs = whenMs(book, 'order.paid')!;
  const successor = others.find(
    (other) => other.committedAtMs[0]! > book.committedAtMs[0]! && wasPaidBefore(other, paidMs - decisionMs),
  );
  must(successor === undefined, book.id, `it is paid late, though its successor ${successor?.id ?? ''} was paid`);
};
