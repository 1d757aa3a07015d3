import { applyFact, type Order } from '../domain/order.ts';
import { decideCancel } from '../domain/order-decisions.ts';
import { putOrderChange } from '../store/key-table.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';
import { type Asker, getOrder, type OrderWithDetails } from './read-order.ts';

/**
 * Cancels an order that awaits payment; one that is cancelled already stays so.
 *
 * @throws Refusal order-not-found, payment-in-progress or order-not-cancellable
 */
export const cancelOrder = (
  parts: Parts,
  asker: Asker & { readonly id: string },
  orderId: Order['id'],
): Promise<OrderWithDetails> =>
  decideAgain(parts, async () => {
    const { order, details } = await getOrder(parts.store, asker, orderId);
    const fact = decideCancel(order, asker.id);
    if (fact === undefined) return { order, details };
    const change = applyFact(order, fact, parts.now());
    const outcome = await parts.store.commit(putOrderChange(change));
    return outcome === 'conflict' ? 'conflict' : { order: change.order, details };
  });
