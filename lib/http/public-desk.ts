import * as z from 'zod/mini';
import { attemptWaitsSince } from '../domain/attempt.ts';
import type { Desk } from '../domain/desk.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import { amountVndSchema } from '../domain/money.ts';
import { type Movement, refundsOf, remainderVnd } from '../domain/movement.ts';
import { noticeSchema } from '../domain/notice.ts';
import type { Order } from '../domain/order.ts';
import { orderIdOfReference, orderIdSchema } from '../domain/order-id.ts';
import { proposalKindSchema } from '../domain/proposal.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import { type RefundEntry, refundWaitsSince } from '../domain/refund.ts';
import { instantSchema } from '../domain/time.ts';
import { type DeskCount, deskCountMax, type Waiting } from '../use-cases/read-desk.ts';
import { toMovementId } from './desk-ids.ts';
import { publicDeskClassSchema } from './desk-requests.ts';
import { amountOf, orderIdOf } from './public-proposal.ts';

const deskCountSchema = z
  .object({
    class: publicDeskClassSchema,
    count: z.int().check(z.nonnegative(), z.maximum(deskCountMax)),
    oldestSince: z.optional(instantSchema),
  })
  .register(z.globalRegistry, { id: 'DeskCount' });

/** What waits at the desk, class by class. */
export const deskSummarySchema = z
  .object({ classes: z.array(deskCountSchema) })
  .register(z.globalRegistry, { id: 'DeskSummary' });

/** Something that waits, in a list: nothing in it says who paid. */
const deskItemSchema = z
  .object({
    type: z.enum(['movement', 'order', 'proposal', 'discrepancy']),
    id: z.string(),
    class: publicDeskClassSchema,
    since: instantSchema,
    amountVnd: z.optional(amountVndSchema),
    leftVnd: z.optional(z.int().check(z.nonnegative())),
    direction: z.optional(noticeSchema.shape.direction),
    provider: z.optional(z.string()),
    accountId: z.optional(z.string()),
    orderId: z.optional(orderIdSchema),
    attempts: z.optional(z.array(z.int().check(z.positive()))),
    refundIds: z.optional(z.array(proposalIdSchema)),
    kind: z.optional(proposalKindSchema),
  })
  .register(z.globalRegistry, { id: 'DeskItem' });

/** A page of what waits; `next` goes into `after` of the next request. */
export const deskItemPageSchema = z
  .object({ items: z.array(deskItemSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'DeskItemPage' });

type DeskItem = z.input<typeof deskItemSchema>;

/** What waits at the desk as officers see it. */
export const toPublicSummary = (counts: readonly DeskCount[]): z.input<typeof deskSummarySchema> => ({
  classes: counts.map(({ class: deskClass, count, oldest }) => ({ class: deskClass, count, oldestSince: oldest })),
});

const waitingRefunds = (entries: readonly RefundEntry[]): DeskItem['refundIds'] => {
  const ids = entries.filter(refundWaitsSince).map(({ refundId }) => refundId);
  return ids.length > 0 ? ids : undefined;
};

const ofMovement = (movement: Movement): Omit<DeskItem, keyof Desk> => {
  const { notice, place } = movement;
  return {
    type: 'movement',
    id: toMovementId(notice.movementKey),
    amountVnd: notice.amountVnd,
    leftVnd: remainderVnd(movement),
    direction: notice.direction,
    provider: notice.provider,
    accountId: notice.accountId,
    orderId: ('orderId' in place ? place.orderId : undefined) ?? orderIdOfReference(notice.reference),
    refundIds: waitingRefunds(refundsOf(movement)),
  };
};

const ofOrder = ({ id, totalAmountVnd, attempts, refunds = [] }: Order): Omit<DeskItem, keyof Desk> => {
  const waiting = attempts.filter(attemptWaitsSince).map(({ number }) => number);
  return {
    type: 'order',
    id,
    orderId: id,
    amountVnd: totalAmountVnd,
    attempts: waiting.length > 0 ? waiting : undefined,
    refundIds: waitingRefunds(refunds),
  };
};

/** The amount is that of the line, or of the movement that no line shows. */
const ofDiscrepancy = ({ id, of, provider, result }: Discrepancy): Omit<DeskItem, keyof Desk> => {
  const { line, entry } = result;
  return {
    type: 'discrepancy',
    id,
    amountVnd: line?.amountVnd ?? entry?.amountVnd,
    direction: (line ?? entry)?.direction,
    provider,
    accountId: of.accountId,
    orderId: entry?.orderId,
  };
};

const deskOf = (waiting: Waiting): Desk | undefined => {
  switch (waiting.type) {
    case 'movement':
      return waiting.movement.desk;
    case 'order':
      return waiting.order.desk;
    case 'proposal':
      return waiting.proposal.desk;
    case 'discrepancy':
      return waiting.discrepancy.desk;
  }
};

const ofWaiting = (waiting: Waiting): Omit<DeskItem, keyof Desk> => {
  if (waiting.type === 'movement') return ofMovement(waiting.movement);
  if (waiting.type === 'order') return ofOrder(waiting.order);
  if (waiting.type === 'discrepancy') return ofDiscrepancy(waiting.discrepancy);
  const { proposal } = waiting;
  const { id, kind } = proposal;
  return { type: 'proposal', id, kind, amountVnd: amountOf(proposal), orderId: orderIdOf(proposal) };
};

/** What waits as it stands in a list; nothing when it waits no more. */
export const toDeskItems = (waiting: readonly Waiting[]): DeskItem[] =>
  waiting.flatMap((one) => {
    const desk = deskOf(one);
    return desk === undefined ? [] : [{ ...ofWaiting(one), ...desk }];
  });
