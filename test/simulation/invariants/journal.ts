import type { OrderStatus } from '../../../lib/domain/order.ts';
import type { OrderEvent, OrderFact } from '../../../lib/domain/order-events.ts';
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

const follow = ({ id, head }: OrderBook, told: Told, { fact, sequence }: OrderEvent, paidOthers: boolean): void => {
  const { type } = fact;
  const edge = edges[type];
  if (edge) must(edge.from.includes(told.status), id, `event ${sequence}: ${type} cannot follow ${told.status}`);
  if (type === 'order.expired' || type === 'order.cancelled')
    must(!mayStillBePaid(told.attempts), id, `event ${sequence}: ${type} while money may arrive`);
  if (fact.type === 'money.unapplied') {
    must(
      putAsideWhen[fact.reason]?.(told, paidOthers) ?? false,
      id,
      `event ${sequence}: ${fact.reason} of an order ${told.status}`,
    );
    must(
      (fact.reason === 'wrong-amount') === (fact.amountVnd !== head.totalAmountVnd),
      id,
      `event ${sequence}: ${fact.reason} of ${fact.amountVnd} đ`,
    );
  }
  const attempt = attemptAfter[type];
  if (attempt && 'attempt' in fact && fact.attempt !== undefined) told.attempts.set(fact.attempt, attempt);
  told.status = edge?.to ?? told.status;
  told.payments += type === 'order.paid' ? 1 : 0;
};

const listOf = (attempts: Attempts): string =>
  [...attempts].map(([number, status]) => `${number} ${status}`).join(', ');

/** The journal has no gaps, each fact could follow the one before, and the head is what the journal tells. */
export const checkJournal = (book: OrderBook, paidOthers: boolean): void => {
  const { id, head, events } = book;
  const told: Told = { status: 'nothing', attempts: new Map(), payments: 0 };
  must(head.events === events.length, id, `the head counts ${head.events} events, the journal ${events.length}`);
  events.forEach((event, index) => {
    must(event.sequence === index + 1, id, `event ${index + 1} is missing`);
    follow(book, told, event, paidOthers);
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
