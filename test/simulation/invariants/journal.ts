import type { OrderStatus } from '../../../lib/domain/order.ts';
import type { OrderFact } from '../../../lib/domain/order-events.ts';
import type { OrderBook } from '../books.ts';
import { must } from '../violation.ts';

type Attempts = Map<number, string>;

/** What a journal tells, told anew by somebody who has not read how Lephi tells it. */
type Told = { status: OrderStatus | 'nothing'; readonly attempts: Attempts; payments: number };

type Edge = { readonly from: readonly Told['status'][]; readonly to: OrderStatus };

/** Facts that move an order, and from where they may. */
const edges: Partial<Record<OrderFact['type'], Edge>> = {
  'order.created': { from: ['nothing'], to: 'awaiting' },
  'order.paid': { from: ['awaiting', 'expired'], to: 'paid' },
  'order.expired': { from: ['awaiting'], to: 'expired' },
  'order.cancelled': { from: ['awaiting'], to: 'cancelled' },
  'order.reversed': { from: ['paid', 'part-refunded'], to: 'reversed' },
};

const attemptAfter: Partial<Record<OrderFact['type'], string>> = {
  'attempt.started': 'under-way',
  'attempt.failed': 'failed',
  'attempt.in-doubt': 'in-doubt',
  'attempt.abandoned': 'abandoned',
  'order.paid': 'paid',
  'money.unapplied': 'paid',
};

const mayStillBePaid = (attempts: Attempts): boolean =>
  [...attempts.values()].some((status) => status === 'under-way' || status === 'in-doubt');

/** What an order must have been when money for it was put aside. */
const putAsideWhen: Record<string, (told: Told, paidOthers: boolean) => boolean> = {
  'wrong-amount': () => true,
  'paid-twice': ({ status }, paidOthers) =>
    status === 'paid' || status === 'part-refunded' || (status === 'expired' && paidOthers),
  'closed-order': ({ status }) => status === 'cancelled' || status === 'refunded' || status === 'reversed',
};

/** Why a fact cannot follow what was told before; nothing when it can. */
const findObjection = ({ head }: OrderBook, told: Told, fact: OrderFact, paidOthers: boolean): string | undefined => {
  if (edges[fact.type]?.from.includes(told.status) === false) return `of an order ${told.status}`;
  if (fact.type === 'order.expired' || fact.type === 'order.cancelled')
    return mayStillBePaid(told.attempts) ? 'while money may arrive' : undefined;
  if (fact.type !== 'money.unapplied') return undefined;
  if (!putAsideWhen[fact.reason]?.(told, paidOthers)) return `as ${fact.reason} of an order ${told.status}`;
  const isWrong = fact.amountVnd !== head.totalAmountVnd;
  return isWrong === (fact.reason === 'wrong-amount') ? undefined : `as ${fact.reason} of ${fact.amountVnd} đ`;
};

const follow = (told: Told, fact: OrderFact): void => {
  const attempt = attemptAfter[fact.type];
  if (attempt && 'attempt' in fact && fact.attempt !== undefined) told.attempts.set(fact.attempt, attempt);
  told.status = edges[fact.type]?.to ?? told.status;
  told.payments += fact.type === 'order.paid' ? 1 : 0;
};

const listOf = (attempts: Attempts): string =>
  [...attempts].map(([number, status]) => `${number} ${status}`).join(', ');

/** The journal has no gaps, each fact could follow the one before, and the head is what the journal tells. */
export const checkJournal = (book: OrderBook, paidOthers: boolean): void => {
  const { id, head, events } = book;
  const told: Told = { status: 'nothing', attempts: new Map(), payments: 0 };
  must(head.events === events.length, id, `the head counts ${head.events} events, the journal ${events.length}`);
  events.forEach(({ sequence, fact }, index) => {
    must(sequence === index + 1, id, `event ${index + 1} is missing`);
    const objection = findObjection(book, told, fact, paidOthers);
    must(objection === undefined, id, `event ${sequence} cannot be: ${fact.type} ${objection ?? ''}`);
    follow(told, fact);
  });
  must(head.status === told.status, id, `the head says ${head.status}, the journal ${told.status}`);
  const attempts = listOf(new Map(head.attempts.map(({ number, status }) => [number, status])));
  must(
    attempts === listOf(told.attempts),
    id,
    `attempts: the head says ${attempts}, the journal ${listOf(told.attempts)}`,
  );
  must(told.payments <= 1, id, 'an order has at most one payment');
  must((head.payment === undefined) === (told.payments === 0), id, 'an order that became paid has its payment');
};
