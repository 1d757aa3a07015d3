import type { ApplicationCase } from '../domain/application-decisions.ts';
import { type DeskClass, deskClassSchema } from '../domain/desk.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import type { Movement } from '../domain/movement.ts';
import type { MovementEvent } from '../domain/movement-events.ts';
import type { Evidence } from '../domain/notice.ts';
import type { Order } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-events.ts';
import { orderIdOfReference } from '../domain/order-id.ts';
import type { ApplicationProposal, Proposal } from '../domain/proposal.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { findRefund, type RefundEntry } from '../domain/refund.ts';
import { Refusal } from '../domain/refusal.ts';
import { listWaysOut, type WayOut } from '../domain/unapplied-item.ts';
import { at } from '../store/key-table.ts';
import { find, findAll, list } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { DeskItem, Item, Page, PageRequest, Store } from '../store/store.ts';
import { findRefundHolder } from './find-refund-holder.ts';
import { isSuccessorPaid } from './find-successor.ts';

/**
 * An order, for an officer.
 *
 * @throws Refusal order-not-found
 */
export const getOrderAtDesk = async (store: Store, id: string): Promise<Order> => {
  const order = await find(store, at.order(id));
  if (order === undefined) throw new Refusal('order-not-found');
  return order;
};

/**
 * A movement by its key.
 *
 * @throws Refusal not-found
 */
export const getMovement = async (store: Store, key: string): Promise<Movement> => {
  const movement = await find(store, at.movement(key));
  if (movement === undefined) throw new Refusal('not-found', { detail: 'There is no such movement.' });
  return movement;
};

/**
 * A proposal by its id.
 *
 * @throws Refusal not-found
 */
export const getProposal = async (store: Store, id: string): Promise<Proposal> => {
  const proposal = await find(store, at.proposal(id));
  if (proposal === undefined) throw new Refusal('not-found', { detail: 'There is no such proposal.' });
  return proposal;
};

/**
 * What an application is about, as it is now.
 *
 * @throws Refusal order-not-found or not-found
 */
export const getApplication = async (
  store: Store,
  { orderId, parts }: Pick<ApplicationProposal, 'orderId' | 'parts'>,
): Promise<ApplicationCase> => {
  const order = await getOrderAtDesk(store, orderId);
  const movements = await findAll(
    store,
    parts.map(({ movementKey }) => at.movement(movementKey)),
  );
  return {
    order,
    successorPaid: await isSuccessorPaid(store, order),
    parts: parts.map(({ movementKey, amountVnd }) => {
      const movement = movements.find(({ notice }) => notice.movementKey === movementKey);
      if (movement === undefined) throw new Refusal('not-found', { detail: 'There is no such movement.' });
      return { movement, amountVnd };
    }),
  };
};

/** How far a refund has come: its state where its money is; nothing before its approval, or when it failed. */
export const findRefundState = async (store: Store, proposal: Proposal): Promise<RefundEntry | undefined> => {
  if (proposal.kind !== 'refund') return undefined;
  const holder = await findRefundHolder(store, proposal.of);
  return holder && findRefund(holder.refunds, proposal.id);
};

/** How many wait in one class, and since when the longest waiting does. */
export type DeskCount = { readonly class: DeskClass; readonly count: number; readonly oldest?: string | undefined };

/** Nobody works through more at a glance: a count that is reached means so many or more. */
export const deskCountMax = 100;

/** What waits at the desk, class by class; from an index, so perhaps a moment old. */
export const countDesk = (store: Store): Promise<readonly DeskCount[]> =>
  Promise.all(
    deskClassSchema.options.map(async (deskClass) => {
      const { items } = await store.listDesk(deskClass, { limit: deskCountMax });
      return { class: deskClass, count: items.length, oldest: items[0]?.deskSince };
    }),
  );

/** Something that waits at the desk. */
export type Waiting =
  | { readonly type: 'order'; readonly order: Order }
  | { readonly type: 'movement'; readonly movement: Movement }
  | { readonly type: 'proposal'; readonly proposal: Proposal }
  | { readonly type: 'discrepancy'; readonly discrepancy: Discrepancy };

const readItem = ({ pk }: DeskItem, item: Item): Waiting => {
  if (pk.startsWith('ORDER#')) return { type: 'order', order: at.order('').schema.parse(item) };
  if (pk.startsWith('PROPOSAL#')) return { type: 'proposal', proposal: at.proposal('').schema.parse(item) };
  if (pk.startsWith('DISCREPANCY#'))
    return { type: 'discrepancy', discrepancy: reconciled.discrepancy('').schema.parse(item) };
  return { type: 'movement', movement: at.movement('').schema.parse(item) };
};

const deskOf = (waiting: Waiting): DeskClass | undefined => {
  switch (waiting.type) {
    case 'order':
      return waiting.order.desk?.class;
    case 'movement':
      return waiting.movement.desk?.class;
    case 'proposal':
      return waiting.proposal.desk?.class;
    case 'discrepancy':
      return waiting.discrepancy.desk?.class;
  }
};

/** What waits in one class, the longest waiting first. What was dealt with a moment ago is left out. */
export const listDesk = async (
  store: Store,
  of: { readonly class: DeskClass } & PageRequest,
): Promise<Page<Waiting>> => {
  const { items, next } = await store.listDesk(of.class, of);
  const found = items.length === 0 ? [] : await store.read(items);
  const waiting = items.flatMap((listed, index) => {
    const item = found[index];
    return item === undefined ? [] : [readItem(listed, item)];
  });
  return { items: waiting.filter((one) => deskOf(one) === of.class), next };
};

/** A movement as an officer needs it. */
export type MovementAtDesk = {
  readonly movement: Movement;
  /** The order that it names, when there is one, whether or not the money reached its account. */
  readonly order: Order | undefined;
  readonly waysOut: readonly WayOut[];
};

/**
 * A movement with what can be done about it.
 *
 * @throws Refusal not-found
 */
export const getMovementAtDesk = async (store: Store, key: string): Promise<MovementAtDesk> => {
  const movement = await getMovement(store, key);
  const orderId = orderIdOfReference(movement.notice.reference);
  const order = orderId && (await find(store, at.order(orderId)));
  const successorPaid = order !== undefined && (await isSuccessorPaid(store, order));
  return { movement, order, waysOut: listWaysOut(movement, successorPaid ? undefined : order) };
};

/**
 * The journal of a movement: what officers did with it.
 *
 * @throws Refusal not-found
 */
export const listMovementEvents = async (
  store: Store,
  of: { readonly key: string } & PageRequest,
): Promise<Page<MovementEvent>> => {
  await getMovement(store, of.key);
  return list(store, at.movementEvents(of.key), of);
};

/**
 * The journal of an order, for an officer: of any agency.
 *
 * @throws Refusal order-not-found
 */
export const listOrderEvents = async (
  store: Store,
  of: { readonly id: string } & PageRequest,
): Promise<Page<OrderEvent>> => {
  await getOrderAtDesk(store, of.id);
  return list(store, at.events(of.id), of);
};

/** More than a refund is asked after by plan; officers may ask more often. */
const answersMax = 50;

/** What a provider answered about a refund, the earliest first; none of another proposal. */
export const listRefundAnswers = async (store: Store, proposalId: ProposalId): Promise<readonly Evidence[]> =>
  (await list(store, at.refundAnswers(proposalId), { limit: answersMax })).items;
