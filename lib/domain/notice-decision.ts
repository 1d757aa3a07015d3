import type { Attempt } from './attempt.ts';
import type { UnappliedReason } from './desk.ts';
import { decideReversal, placeOfDebit } from './money-out-decision.ts';
import type { Movement, Place } from './movement.ts';
import { isSameContent, type Notice, type NoticeWord } from './notice.ts';
import { attemptOf, type Order } from './order.ts';
import type { OrderFact } from './order-events.ts';
import type { Payment } from './payment.ts';
import type { RefundEntry } from './refund.ts';
import { type Instant, vietnamDay } from './time.ts';

/** What is known when a notice is decided. */
type NoticeCase = {
  readonly notice: Notice;
  readonly receivedAt: Instant;
  /** The order that the notice's reference names, when there is one. */
  readonly order: Order | undefined;
  /** What an earlier notice of the same movement left. */
  readonly movement: Movement | undefined;
  /** Whether another order for the same fees, made after this one expired, is paid. */
  readonly successorPaid: boolean;
  /** The refund that a debit names, or that an officer named it for. */
  readonly refund?: RefundEntry | undefined;
};

/** What a notice does: a word for the provider, where the money is, and perhaps a fact for the order's journal. */
export type NoticeOutcome =
  /** A repeat: nothing is written. */
  | { readonly type: 'heard'; readonly word: NoticeWord }
  /** Kept as evidence; money and order stay as they are. */
  | {
      readonly type: 'noted';
      readonly word: NoticeWord;
      readonly contradicts: boolean;
      readonly fact?: OrderFact | undefined;
    }
  | {
      readonly type: 'decided';
      readonly word: NoticeWord;
      readonly place: Place;
      readonly fact?: OrderFact | undefined;
    };

type Decided = NoticeOutcome & { type: 'decided' };

const decided = (word: NoticeWord, place: Place, fact?: OrderFact): Decided => ({ type: 'decided', word, place, fact });

const noMoney: Place = { type: 'no-money' };

/** Whether an earlier notice told that this movement moved money, and where that is. */
const isCounted = (movement: Movement | undefined): boolean =>
  movement !== undefined && movement.place.type !== 'no-money' && movement.place.type !== 'reversed';

/** A case whose order is there. */
type Known = NoticeCase & { readonly order: Order };

const attemptNumber = ({ order, notice }: Known): number | undefined => attemptOf(order, notice)?.number;

/** The money makes its order paid. */
const applied = (of: Known): Decided => {
  const { order, notice, receivedAt } = of;
  const { movementKey, provider, accountId, amountVnd, transactionId, payerBankCode, paidAt = receivedAt } = notice;
  const dates = { paidAt, receivedAt, paidOn: vietnamDay(paidAt), late: paidAt > order.expiresAt };
  const payment: Payment = {
    movementKey,
    provider,
    accountId,
    channel: 'online',
    amountVnd,
    ...dates,
    transactionId,
    payerBankCode,
  };
  const fact: OrderFact = { type: 'order.paid', attempt: attemptNumber(of), payment };
  return decided('accepted', { type: 'applied', orderId: order.id }, fact);
};

/** The money is genuine, and the order cannot take it. */
const unapplied = (word: NoticeWord, reason: UnappliedReason, of: Known): Decided => {
  const { movementKey, amountVnd } = of.notice;
  const fact: OrderFact = { type: 'money.unapplied', attempt: attemptNumber(of), movementKey, amountVnd, reason };
  return decided(word, { type: 'unapplied', reason, orderId: of.order.id }, fact);
};

/** Money has come in for an order that exists. */
const decidePaid = (of: Known): Decided => {
  if (of.notice.amountVnd !== of.order.totalAmountVnd) return unapplied('wrong-amount', 'wrong-amount', of);
  switch (of.order.status) {
    case 'awaiting':
      return applied(of);
    case 'expired':
      return of.successorPaid ? unapplied('already-confirmed', 'paid-twice', of) : applied(of);
    case 'paid':
    case 'part-refunded':
      return unapplied('already-confirmed', 'paid-twice', of);
    case 'cancelled':
    case 'refunded':
    case 'reversed':
      return unapplied('already-confirmed', 'closed-order', of);
  }
};

/** News about an attempt is a fact only while the attempt waits for news. */
const attemptFact = (
  type: 'attempt.failed' | 'attempt.in-doubt',
  attempt: Attempt | undefined,
  notice: Notice,
): OrderFact | undefined => {
  const already = type === 'attempt.failed' ? 'failed' : 'in-doubt';
  if (attempt === undefined || attempt.status === 'paid' || attempt.status === already) return undefined;
  return { type, attempt: attempt.number, movementKey: notice.movementKey, reasonCode: notice.reasonCode };
};

const contradicted = ({ notice, order }: NoticeCase): NoticeOutcome => ({
  type: 'noted',
  word: 'already-confirmed',
  contradicts: true,
  fact: order && {
    type: 'notice.contradicted',
    movementKey: notice.movementKey,
    said: `${notice.result} ${notice.amountVnd}`,
  },
});

/** Money goes back to where it came from. When nobody had told of its coming, the attempt has failed. */
const decideReversed = (of: NoticeCase): NoticeOutcome => {
  const { order, movement, notice } = of;
  const reversal = decideReversal(notice, order, movement);
  if (reversal === undefined) return contradicted(of);
  const failed = isCounted(movement)
    ? undefined
    : attemptFact('attempt.failed', order && attemptOf(order, notice), notice);
  return decided('accepted', reversal.place, reversal.fact ?? failed);
};

/** A movement that nobody has told of, or progress of one that moved no money yet. */
const decideNews = (of: NoticeCase): NoticeOutcome => {
  const { notice, order } = of;
  if (notice.direction === 'out') return decided('accepted', placeOfDebit(notice, of.refund));
  if (notice.result === 'reversed') return decideReversed(of);
  if (order === undefined)
    return decided(
      'order-not-found',
      notice.result === 'paid' ? { type: 'unapplied', reason: 'unknown-reference' } : noMoney,
    );
  if (notice.result === 'paid') return decidePaid({ ...of, order });
  const type = notice.result === 'failed' ? 'attempt.failed' : 'attempt.in-doubt';
  return decided('accepted', noMoney, attemptFact(type, attemptOf(order, notice), notice));
};

/**
 * What a genuine notice does to an order: the decision table, the first row that fits.
 *
 * A repeat changes nothing and hears the last word again, or after *accepted*: *already confirmed*. Other content
 * under the same movement key, or a failure of money already counted, is a contradiction: kept, told to people, and
 * never undone. What was reversed stays so, whatever arrives late.
 */
export const decideNotice = (of: NoticeCase): NoticeOutcome => {
  const { notice, movement } = of;
  if (movement === undefined) return decideNews(of);
  if (!isSameContent(notice, movement.notice)) return contradicted(of);
  if (notice.result === movement.notice.result)
    return { type: 'heard', word: movement.word === 'accepted' ? 'already-confirmed' : movement.word };
  if (movement.place.type === 'reversed') return { type: 'noted', word: 'already-confirmed', contradicts: false };
  if (!isCounted(movement)) return decideNews(of);
  if (notice.result === 'reversed' && notice.direction === 'in') return decideReversed(of);
  if (notice.result === 'in-doubt') return { type: 'noted', word: 'accepted', contradicts: false };
  return contradicted(of);
};
