import type { Client } from '../domain/client.ts';
import type { Dossier } from '../domain/dossier.ts';
import { applyFact, holdsFees, type Order, type OrderChange } from '../domain/order.ts';
import { decideCancel, decideExpire } from '../domain/order-decisions.ts';
import { dossierKey } from '../domain/order-details.ts';
import type { OrderRequest } from '../domain/order-request.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import { at, putOrderChange } from '../store/key-table.ts';
import { find, findAll } from '../store/read.ts';
import type { Parts } from './parts.ts';

/** A new order as its portal asks for it. */
type Asked = { readonly client: Client; readonly request: OrderRequest };

/**
 * Refuses to replace what cannot be replaced.
 *
 * @throws Refusal order-not-found when the order to replace is none of this client's
 * @throws Refusal replaced-order-not-replaceable when it is of another dossier, or is paid
 */
export const refuseReplacing = async ({ store }: Parts, { client, request }: Asked): Promise<void> => {
  const { replacesOrderId, agencyCode } = request;
  if (replacesOrderId === undefined) return;
  const pointer = '/replacesOrderId';
  const order = await find(store, at.order(replacesOrderId));
  if (!order || !client.agencyCodes.includes(order.agencyCode)) throw new Refusal('order-not-found', { pointer });
  const isSameDossier = order.agencyCode === agencyCode && order.dossierKey === dossierKey(request);
  if (!isSameDossier || (holdsFees(order) && order.status !== 'awaiting'))
    throw new Refusal('replaced-order-not-replaceable', { orderId: order.id, pointer });
};

/**
 * What moves an order out of the way that it stands in: it expires when its time has come, or is cancelled when the
 * new order names it as the one to replace.
 *
 * @throws Refusal order-exists, or payment-in-progress when it is to be replaced while money may arrive
 */
const decideClearing = (holder: Order, { client, request }: Asked, now: Instant): OrderChange => {
  const isReplaced = request.replacesOrderId === holder.id && holder.status === 'awaiting';
  const fact = decideExpire(holder, now) ?? (isReplaced ? decideCancel(holder, client.id) : undefined);
  if (fact === undefined) throw new Refusal('order-exists', { orderId: holder.id });
  return applyFact(holder, fact, now);
};

/**
 * Clears the way for the fees of a new order; when one order cannot go, none goes.
 *
 * @throws Refusal order-exists or payment-in-progress
 */
export const clearFees = async (
  { store, now }: Parts,
  asked: Asked,
  dossier: Dossier | undefined,
): Promise<'committed' | 'conflict'> => {
  const { lines, replacesOrderId } = asked.request;
  const holderIds = lines.flatMap(({ feeCode }) => dossier?.orderByFeeCode[feeCode] ?? []);
  const ids = new Set([...holderIds, ...(replacesOrderId === undefined ? [] : [replacesOrderId])]);
  const holders = (await findAll(store, [...ids].map(at.order))).filter(holdsFees);
  const changes = holders.map((holder) => decideClearing(holder, asked, now()));
  const outcomes = await Promise.all(changes.map((change) => store.commit(putOrderChange(change))));
  return outcomes.includes('conflict') ? 'conflict' : 'committed';
};
