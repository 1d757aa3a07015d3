import type { Client } from '../domain/client.ts';
import type { Dossier } from '../domain/dossier.ts';
import { applyFact, holdsFees, type Order } from '../domain/order.ts';
import { decideCancel, decideExpire } from '../domain/order-decisions.ts';
import { dossierKey } from '../domain/order-details.ts';
import type { OrderFact } from '../domain/order-events.ts';
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
 * What becomes of an order that asked for a fee of the new one before. One that stands in the way expires when its time
 * has come, or is cancelled when the new order names it as the one to replace. One that has expired learns that it has a
 * successor, because its money may still come.
 *
 * @throws Refusal order-exists, or payment-in-progress when it is to be replaced while money may arrive
 */
const decideClearing = (holder: Order, { client, request }: Asked, now: Instant): OrderFact | undefined => {
  if (holder.status === 'expired') return holder.succeeded ? undefined : { type: 'order.succeeded' };
  if (!holdsFees(holder)) return undefined;
  const isReplaced = request.replacesOrderId === holder.id && holder.status === 'awaiting';
  const fact = decideExpire(holder, now) ?? (isReplaced ? decideCancel(holder, client.id) : undefined);
  if (fact === undefined) throw new Refusal('order-exists', { orderId: holder.id });
  return fact;
};

/** Which order last asked for each fee, the order that the new one replaces among them. */
const findHolders = async ({ store }: Parts, { request }: Asked, dossier?: Dossier): Promise<readonly Order[]> => {
  const { lines, replacesOrderId } = request;
  const holderIds = lines.flatMap(({ feeCode }) => dossier?.orderByFeeCode[feeCode] ?? []);
  const ids = new Set([...holderIds, ...(replacesOrderId === undefined ? [] : [replacesOrderId])]);
  return findAll(store, [...ids].map(at.order));
};

/**
 * Clears the way for the fees of a new order; when one order cannot go, none goes. An order that has just expired is
 * looked at once more, `conflict`, so that it learns that it has a successor too.
 *
 * @throws Refusal order-exists or payment-in-progress
 */
export const clearFees = async (
  parts: Parts,
  asked: Asked,
  dossier: Dossier | undefined,
): Promise<'committed' | 'conflict'> => {
  const now = parts.now();
  const changes = (await findHolders(parts, asked, dossier)).flatMap((holder) => {
    const fact = decideClearing(holder, asked, now);
    return fact ? [applyFact(holder, fact, now)] : [];
  });
  const outcomes = await Promise.all(changes.map((change) => parts.store.commit(putOrderChange(change))));
  const hasExpired = changes.some(({ event }) => event.fact.type === 'order.expired');
  return hasExpired || outcomes.includes('conflict') ? 'conflict' : 'committed';
};
