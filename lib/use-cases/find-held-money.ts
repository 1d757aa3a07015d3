import { type Movement, usedVnd } from '../domain/movement.ts';
import type { Order } from '../domain/order.ts';
import { at } from '../store/key-table.ts';
import { findAll, list, listAll } from '../store/read.ts';
import type { Store } from '../store/store.ts';

/** Whether some of the money of an item is still here. */
const isHeld = (movement: Movement): boolean =>
  movement.place.type === 'unapplied' && usedVnd(movement) < movement.notice.amountVnd;

/** As many as one request reads: more money than that has never come for one order in vain. */
const itemsMax = 100;

/**
 * Whether money that came for an order, and could not be counted, is still held: not refunded, applied or reversed since.
 * The order's head only knows that some came; few orders have any, and for those their journal is read.
 */
export const isMoneyHeld = async (store: Store, { id, unapplied }: Order): Promise<boolean> => {
  if (unapplied === undefined) return false;
  const events = await listAll((page) => list(store, at.events(id), page));
  const keys = events.flatMap(({ fact }) => (fact.type === 'money.unapplied' ? [fact.movementKey] : []));
  const movements = await findAll(store, [...new Set(keys)].slice(-itemsMax).map(at.movement));
  return movements.some(isHeld);
};
