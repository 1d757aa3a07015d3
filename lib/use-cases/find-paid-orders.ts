import type { Movement } from '../domain/movement.ts';
import type { Order } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-events.ts';
import type { OrderId } from '../domain/order-id.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { PaidOrder } from '../reports/collections.ts';
import { at } from '../store/key-table.ts';
import type { Store } from '../store/store.ts';
import { findMany } from './report-days.ts';

/** The orders that the money of a movement pays, whole or in part. */
export const ordersPaidBy = ({ place, parts = [] }: Movement): readonly OrderId[] => {
  if (place.type === 'applied') return [place.orderId];
  if (place.type === 'reversed' && place.wasPayment === true) return place.orderId ? [place.orderId] : [];
  return parts.flatMap((part) => (part.kind === 'applied' ? [part.orderId] : []));
};

const sharesOf = ({ payment }: Order, proposals: ReadonlyMap<string, Proposal>): PaidOrder['shares'] => {
  if (payment?.movementKey !== undefined) return [{ movementKey: payment.movementKey, amountVnd: payment.amountVnd }];
  const proposal = payment?.proposalId && proposals.get(payment.proposalId);
  return proposal?.kind === 'application' ? proposal.parts : [];
};

const paidOrder = (
  order: Order | undefined,
  first: OrderEvent | undefined,
  proposals: ReadonlyMap<string, Proposal>,
): PaidOrder | undefined =>
  order?.payment === undefined || first?.fact.type !== 'order.created'
    ? undefined
    : { order, details: first.fact.details, shares: sharesOf(order, proposals) };

/** The paid orders of some ids, each with what it is for and who paid how much of it, a hundred records a request. */
export const findPaidOrders = async (
  store: Store,
  ids: Iterable<OrderId>,
): Promise<ReadonlyMap<OrderId, PaidOrder>> => {
  const all = [...new Set(ids)];
  const orders = await findMany(
    store,
    all.map((id) => at.order(id)),
  );
  const firsts = await findMany(
    store,
    all.map((id) => at.event(id, 1)),
  );
  const proposalIds = new Set(orders.flatMap((order) => order?.payment?.proposalId ?? []));
  const proposals = await findMany(
    store,
    [...proposalIds].map((id) => at.proposal(id)),
  );
  const byId = new Map(proposals.flatMap((proposal) => (proposal ? [[proposal.id, proposal]] : [])));
  return new Map(
    all.flatMap((id, index) => {
      const paid = paidOrder(orders[index], firsts[index], byId);
      return paid ? [[id, paid]] : [];
    }),
  );
};
