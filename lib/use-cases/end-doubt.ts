import { type Attempt, attemptWaitsSince } from '../domain/attempt.ts';
import type { Officer } from '../domain/officer.ts';
import { applyFact, type Order } from '../domain/order.ts';
import type { OrderFact } from '../domain/order-events.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { refundWaitsSince } from '../domain/refund.ts';
import { Refusal } from '../domain/refusal.ts';
import { putOrderChange } from '../store/key-table.ts';
import { decideAgain } from './decide-again.ts';
import { findHeldRefund } from './find-debit.ts';
import type { Parts } from './parts.ts';
import { getOrderAtDesk, getProposal } from './read-desk.ts';

/** An attempt that waits at the desk. */
export type AttemptAtDesk = { readonly by: Officer; readonly orderId: string; readonly attempt: number };

/** Lets a fact happen to an order one of whose attempts waits at the desk. */
const happenTo = (
  parts: Parts,
  { orderId, attempt: number }: AttemptAtDesk,
  factOf: (attempt: Attempt) => OrderFact,
): Promise<Order> =>
  decideAgain(parts, async () => {
    const order = await getOrderAtDesk(parts.store, orderId);
    const attempt = order.attempts.find((one) => one.number === number);
    if (attempt === undefined || attemptWaitsSince(attempt) === undefined) throw new Refusal('not-at-desk');
    const change = applyFact(order, factOf(attempt), parts.now());
    const outcome = await parts.store.commit(putOrderChange(change));
    return outcome === 'conflict' ? 'conflict' : change.order;
  });

/**
 * Ends an attempt that three days of questions did not settle, because an officer knows that no money came. Should it
 * come after all, it is taken like any other.
 *
 * @throws Refusal order-not-found
 * @throws Refusal not-at-desk when the attempt is settled, or is still asked after
 */
export const abandonAttempt = (parts: Parts, by: AttemptAtDesk & { readonly reason: string }): Promise<Order> =>
  happenTo(parts, by, ({ number }) => ({
    type: 'attempt.abandoned',
    attempt: number,
    by: by.by,
    reason: by.reason,
  }));

/**
 * Has the provider asked once more after an attempt at the desk: the next sweep does it.
 *
 * @throws Refusal order-not-found
 * @throws Refusal not-at-desk when the attempt is settled, or is still asked after
 */
export const askAttemptAgain = (parts: Parts, by: AttemptAtDesk): Promise<Order> =>
  happenTo(parts, by, ({ number }) => ({ type: 'attempt.asked', attempt: number, by: by.by }));

/**
 * Has a refund at the desk looked after once more: the next sweep does it.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when the refund is done or gone, or is still looked after
 */
export const askRefundAgain = (parts: Parts, by: Officer, id: ProposalId): Promise<void> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const proposal = await getProposal(store, id);
    const held = proposal.kind === 'refund' ? await findHeldRefund(store, proposal.of, id) : undefined;
    if (held === undefined || refundWaitsSince(held.entry) === undefined) throw new Refusal('not-at-desk');
    const { amountVnd } = held.entry;
    const outcome = await store.commit(
      held.holder.happen({ type: 'refund.asked', refundId: id, amountVnd, by }, now()),
    );
    return outcome === 'conflict' ? 'conflict' : undefined;
  });
