import { refundsOf } from '../domain/movement.ts';
import { findDueRefund } from '../domain/refund.ts';
import { at } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { SettleParts } from './settle-order.ts';
import { settleRefund } from './settle-refund.ts';

/** Does what is due of one movement: one of its refunds is sent, or looked after. */
export const settleMovement = async (parts: SettleParts, movementKey: string): Promise<void> => {
  const movement = await find(parts.store, at.movement(movementKey));
  const refund = movement && findDueRefund(refundsOf(movement), parts.now());
  if (refund !== undefined) await settleRefund(parts, { movementKey }, refund.refundId);
};
