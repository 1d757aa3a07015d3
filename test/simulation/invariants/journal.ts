import type { OrderStatus } from '../../../lib/domain/order.ts';
import type { OrderFact } from '../../../lib/domain/order-events.ts';
import type { OrderBook } from '../books.ts';
import { checkChain } from '../journals.ts';
import { must } from '../violation.ts';
import { doneVnd, dropReserved, followRefund, listHeld, listTold, noRefunds, type ToldRefunds } from './refunds.ts';

type Attempts = Map<number, string>;

/** What a journal tells, told anew by somebody who has not read how Lephi tells it. */
type Told = {
  status: OrderStatus | 'nothing';
  readonly attempts: Attempts;
  readonly refunds: ToldRefunds;
  payments: number;
  paidVnd: number;
};

type Edge = { readonly from: readonly Told['status'][]; readonly to: OrderStatus };

/** Facts that move an order, and from where they may. */
const edges: Partial<Record<OrderFact['type'], Edge>> = {
  'order.created': { from: ['nothing'], to: 'awaiting' },
  'order.paid': { from: ['awaiting', 'expired'], to: 'paid' },
  'order.expired': { from: ['awaiting'], to: 'expired' },
  'order.cancelled': { from: ['awaiting'], to: 'cancelled' },
  'order.part-refunded': { from: ['paid', 'part-refunded'], to: 'part-refunded' },
  'order.refunded': { from: ['paid', 'part-refunded'], to: 'refunded' },
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

const findMoneyObjection = (head: OrderBook['head'], told: Told, fact: OrderFact): string | undefined => {
  const goneVnd = doneVnd(told.refunds);
  switch (fact.type) {
    case 'order.paid':
      return fact.payment.amountVnd === head.totalAmountVnd ? undefined : `with ${fact.payment.amountVnd} đ`;
    case 'order.part-refunded':
    case 'order.refunded': {
      const isAll = goneVnd === told.paidVnd;
      const isTrue = goneVnd === fact.refundedVnd && isAll === (fact.type === 'order.refunded');
      return isTrue ? undefined : `with ${goneVnd} đ gone back`;
    }
    case 'order.reversed':
      return fact.reversedVnd === told.paidVnd - goneVnd ? undefined : `of ${fact.reversedVnd} đ`;
    default:
      return undefined;
  }
};

const findPutAsideObjection = (
  { totalAmountVnd }: OrderBook['head'],
  told: Told,
  { fact, paidOthers }: { readonly fact: OrderFact & { type: 'money.unapplied' }; readonly paidOthers: boolean },
): string | undefined => {
  if (!putAsideWhen[fact.reason]?.(told, paidOthers)) return `as ${fact.reason} of an order ${told.status}`;
  const isWrong = fact.amountVnd !== totalAmountVnd;
  return isWrong === (fact.reason === 'wrong-amount') ? undefined : `as ${fact.reason} of ${fact.amountVnd} đ`;
};

/** Why a fact cannot follow what was told before; nothing when it can. */
const findObjection = ({ head }: OrderBook, told: Told, fact: OrderFact, paidOthers: boolean): string | undefined => {
  if (edges[fact.type]?.from.includes(told.status) === false) return `of an order ${told.status}`;
  if (fact.type === 'order.expired' || fact.type === 'order.cancelled')
    return mayStillBePaid(told.attempts) ? 'while money may arrive' : undefined;
  if (fact.type === 'money.unapplied') return findPutAsideObjection(head, told, { fact, paidOthers });
  return followRefund(told.refunds, fact, told.paidVnd) ?? findMoneyObjection(head, told, fact);
};

const follow = (told: Told, fact: OrderFact): void => {
  const attempt = attemptAfter[fact.type];
  if (attempt && 'attempt' in fact && fact.attempt !== undefined) told.attempts.set(fact.attempt, attempt);
  told.status = edges[fact.type]?.to ?? told.status;
  if (fact.type === 'order.reversed') dropReserved(told.refunds);
  if (fact.type !== 'order.paid') return;
  told.payments += 1;
  told.paidVnd = fact.payment.amountVnd;
};

const listOf = (attempts: Attempts): string =>
  [...attempts].map(([number, status]) => `${number} ${status}`).join(', ');

/** Each fact could follow the one before, and the head is what the journal tells. */
export const checkJournal = (book: OrderBook, paidOthers: boolean): void => {
  const { id, head, events } = book;
  const told: Told = { status: 'nothing', attempts: new Map(), refunds: noRefunds(), payments: 0, paidVnd: 0 };
  checkChain(id, book, head);
  for (const { sequence, fact } of events) {
    const objection = findObjection(book, told, fact, paidOthers);
    must(objection === undefined, id, `event ${sequence} cannot be: ${fact.type} ${objection ?? ''}`);
    follow(told, fact);
  }
  must(head.status === told.status, id, `the head says ${head.status}, the journal ${told.status}`);
  const [held, listed] = [
    listOf(new Map(head.attempts.map(({ number, status }) => [number, status]))),
    listOf(told.attempts),
  ];
  must(held === listed, id, `attempts: the head says ${held}, the journal ${listed}`);
  const [refunds, toldRefunds] = [listHeld(head.refunds ?? []), listTold(told.refunds)];
  must(refunds === toldRefunds, id, `refunds: the head says ${refunds}, the journal ${toldRefunds}`);
  must(told.payments <= 1, id, 'an order has at most one payment');
  must((head.payment === undefined) === (told.payments === 0), id, 'an order that became paid has its payment');
};
