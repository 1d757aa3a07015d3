import type { AmountVnd } from '../domain/money.ts';
import { type Movement, refundsOf } from '../domain/movement.ts';
import { afterItemRefundLook, applyMovementFact } from '../domain/movement-changes.ts';
import { afterRefundLook, applyFact, type Order } from '../domain/order.ts';
import type { RefundOf } from '../domain/proposal.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import type { RefundEntry } from '../domain/refund.ts';
import {
  decideOrderRefundDone,
  type DoneNews,
  refuseItemRefund,
  refuseOrderRefund,
} from '../domain/refund-decisions.ts';
import type { ItemRefundFact, ProposalFact } from '../domain/refund-events.ts';
import type { Instant } from '../domain/time.ts';
import { at, put, putMovementChange, putOrderChange } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Store, Write } from '../store/store.ts';

/** Whoever holds money of which refunds are: an order with its payment, or an unapplied item. */
export type RefundHolder = {
  readonly refunds: readonly RefundEntry[];
  readonly refundRejected: boolean;
  /** @throws Refusal refund-not-possible or refund-too-large when it cannot carry such a refund now */
  readonly refuse: (amountVnd: AmountVnd) => void;
  /** What is written when something happens to one of its refunds, or is asked for. */
  readonly happen: (fact: ItemRefundFact | ProposalFact, now: Instant) => readonly [Write, Write];
  /** The same when one is done, which changes an order's status too. */
  readonly finish: (entry: RefundEntry, news: DoneNews, now: Instant) => readonly [Write, Write];
  /** What is written before one is looked after. */
  readonly look: (refundId: ProposalId, now: Instant) => Write;
};

const ofOrder = (order: Order): RefundHolder => ({
  refunds: order.refunds ?? [],
  refundRejected: order.refundRejected ?? false,
  refuse: (amountVnd) => {
    refuseOrderRefund(order, amountVnd);
  },
  happen: (fact, now) => putOrderChange(applyFact(order, fact, now)),
  finish: (entry, news, now) => putOrderChange(applyFact(order, decideOrderRefundDone(order, entry, news), now)),
  look: (refundId) => put(at.order(order.id), afterRefundLook(order, refundId)),
});

const ofItem = (movement: Movement): RefundHolder => ({
  refunds: refundsOf(movement),
  refundRejected: movement.refundRejected ?? false,
  refuse: (amountVnd) => {
    refuseItemRefund(movement, amountVnd);
  },
  happen: (fact, now) => putMovementChange(applyMovementFact(movement, fact, now)),
  finish: ({ refundId, amountVnd }, news, now) =>
    putMovementChange(applyMovementFact(movement, { type: 'refund.done', refundId, amountVnd, ...news }, now)),
  look: (refundId, now) => put(at.movement(movement.notice.movementKey), afterItemRefundLook(movement, refundId, now)),
});

/** Whoever holds the money that a refund is of. */
export const findRefundHolder = async (store: Store, of: RefundOf): Promise<RefundHolder | undefined> => {
  if ('orderId' in of) {
    const order = await find(store, at.order(of.orderId));
    return order && ofOrder(order);
  }
  const movement = await find(store, at.movement(of.movementKey));
  return movement && ofItem(movement);
};
