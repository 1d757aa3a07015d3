import { type Movement, refundsOf, usedVnd } from './movement.ts';
import type { Order } from './order.ts';
import { refundedVnd } from './refund.ts';

/** Where money that came in is. In each line, money in is the sum of the others; a refund in flight is where it was. */
type MoneySums = {
  readonly inVnd: number;
  readonly appliedVnd: number;
  readonly unappliedVnd: number;
  readonly refundedVnd: number;
  readonly reversedVnd: number;
};

const none: MoneySums = { inVnd: 0, appliedVnd: 0, unappliedVnd: 0, refundedVnd: 0, reversedVnd: 0 };

/** Where the money of an order's payment is. */
export const sumsOfOrder = ({ payment, status, refunds }: Pick<Order, 'payment' | 'status' | 'refunds'>): MoneySums => {
  if (payment === undefined) return none;
  const refunded = refundedVnd(refunds);
  const rest = payment.amountVnd - refunded;
  return {
    ...none,
    inVnd: payment.amountVnd,
    refundedVnd: refunded,
    ...(status === 'reversed' ? { reversedVnd: rest } : { appliedVnd: rest }),
  };
};

/** Where the money of a movement is, but for what is in orders: their own sums tell of that. */
export type MovementSums = Omit<MoneySums, 'appliedVnd'> & { readonly inOrdersVnd: number };

/** Where the money of a movement is that came in. A debit, and what moved no money, is in none. */
export const sumsOfMovement = (movement: Movement): MovementSums => {
  const { place, notice } = movement;
  const inVnd = notice.amountVnd;
  const nothing = { inVnd: 0, inOrdersVnd: 0, unappliedVnd: 0, refundedVnd: 0, reversedVnd: 0 };
  if (place.type === 'no-money' || place.type === 'money-out') return nothing;
  if (place.type === 'applied' || (place.type === 'reversed' && place.wasPayment))
    return { ...nothing, inVnd, inOrdersVnd: inVnd };
  const refunded = refundedVnd(refundsOf(movement));
  const used = usedVnd(movement);
  const sums = { ...nothing, inVnd, inOrdersVnd: used - refunded, refundedVnd: refunded };
  return place.type === 'reversed' ? { ...sums, reversedVnd: inVnd - used } : { ...sums, unappliedVnd: inVnd - used };
};
