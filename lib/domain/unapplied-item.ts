import { type Movement, remainderVnd } from './movement.ts';
import type { Order } from './order.ts';
import type { OrderId } from './order-id.ts';

/**
 * What can be done with unapplied money: refund it; apply it to an order; join it with other items, of which so much is
 * still missing; split it, of which so much is left over.
 */
export type WayOut =
  | { readonly type: 'refund'; readonly amountVnd: number }
  | { readonly type: 'apply'; readonly orderId: OrderId; readonly amountVnd: number }
  | { readonly type: 'join'; readonly orderId: OrderId; readonly missingVnd: number }
  | { readonly type: 'split'; readonly orderId: OrderId; readonly overVnd: number };

/**
 * The ways out of an unapplied item, the likeliest first; none of a movement that has nothing left to use.
 *
 * @param order the order that the money names, unless another for its fees is paid
 */
export const listWaysOut = (movement: Movement, order: Order | undefined): readonly WayOut[] => {
  const leftVnd = remainderVnd(movement);
  if (leftVnd === 0) return [];
  const refund: WayOut = { type: 'refund', amountVnd: leftVnd };
  if (order === undefined || (order.status !== 'awaiting' && order.status !== 'expired')) return [refund];
  const { id: orderId, totalAmountVnd } = order;
  if (leftVnd === totalAmountVnd) return [{ type: 'apply', orderId, amountVnd: totalAmountVnd }, refund];
  const missingVnd = totalAmountVnd - leftVnd;
  return missingVnd > 0
    ? [{ type: 'join', orderId, missingVnd }, refund]
    : [{ type: 'split', orderId, overVnd: -missingVnd }, refund];
};
