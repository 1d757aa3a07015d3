import { listSuccessorIds } from '../domain/dossier.ts';
import { holdsFees, type Order } from '../domain/order.ts';
import { at } from '../store/key-table.ts';
import { findAll, findBoth } from '../store/read.ts';
import type { Store } from '../store/store.ts';

const successorsMax = 100;

/** The orders that asked for fees of one that expired after it did: the latest hundred, as many as one request reads. */
const listSuccessors = async (store: Store, order: Order): Promise<readonly Order[]> => {
  const dossierAt = at.dossier(order.agencyCode, order.dossierKey);
  const [created, dossier] = await findBoth(store, at.event(order.id, 1), dossierAt);
  const lines = created?.fact.type === 'order.created' ? created.fact.details.lines : [];
  const ids = lines.flatMap(({ feeCode }) => (dossier ? listSuccessorIds(dossier, feeCode, order.id) : []));
  return findAll(store, [...new Set(ids)].slice(-successorsMax).map(at.order));
};

/** Whether an order that was made for one of the same fees after this one expired is paid; few orders have any. */
export const isSuccessorPaid = async (store: Store, order: Order): Promise<boolean> => {
  if (order.status !== 'expired' || !order.succeeded) return false;
  const successors = await listSuccessors(store, order);
  return successors.some((successor) => successor.payment !== undefined && holdsFees(successor));
};
