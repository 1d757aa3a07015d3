import * as z from 'zod/mini';
import { unappliedReasonSchema } from '../domain/desk.ts';
import { amountVndSchema } from '../domain/money.ts';
import { type Movement, type Part, remainderVnd } from '../domain/movement.ts';
import { noticeSchema } from '../domain/notice.ts';
import { orderStatusSchema } from '../domain/order.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import { instantSchema } from '../domain/time.ts';
import type { MovementAtDesk } from '../use-cases/read-desk.ts';
import { toMovementId } from './desk-ids.ts';
import { publicDeskClassSchema } from './desk-requests.ts';
import { publicEvidenceSchema, publicRefundSchema, toPublicRefund } from './public-proposal.ts';

const nonNegative = z.int().check(z.nonnegative());

/** Where the money of a movement is. */
const publicPlaceSchema = z
  .object({
    type: z.enum(['no-money', 'applied', 'unapplied', 'reversed', 'money-out']),
    reason: z.optional(unappliedReasonSchema),
    orderId: z.optional(orderIdSchema),
    refundId: z.optional(proposalIdSchema),
  })
  .register(z.globalRegistry, { id: 'Place' });

/** What became of some of the money of an unapplied item. */
const publicPartSchema = z
  .object({
    kind: z.enum(['applied', 'refund']),
    amountVnd: amountVndSchema,
    proposalId: proposalIdSchema,
    orderId: z.optional(orderIdSchema),
    refund: z.optional(publicRefundSchema),
  })
  .register(z.globalRegistry, { id: 'MovementPart' });

/** What can be done with unapplied money. */
const wayOutSchema = z
  .object({
    type: z.enum(['refund', 'apply', 'join', 'split']),
    orderId: z.optional(orderIdSchema),
    amountVnd: z.optional(amountVndSchema),
    missingVnd: z.optional(amountVndSchema),
    overVnd: z.optional(amountVndSchema),
  })
  .register(z.globalRegistry, { id: 'WayOut' });

const namedOrderSchema = z.object({ id: orderIdSchema, status: orderStatusSchema, totalAmountVnd: amountVndSchema });

const verified = z.omit(noticeSchema, { movementKey: true });

/** A movement as officers see it, with its evidence: what came over the wire is not masked. */
export const publicMovementSchema = z
  .object({
    id: z.string(),
    movementKey: z.string(),
    class: z.optional(publicDeskClassSchema),
    since: z.optional(instantSchema),
    ...verified.shape,
    receivedAt: instantSchema,
    place: publicPlaceSchema,
    leftVnd: nonNegative,
    parts: z.array(publicPartSchema),
    contradicted: z.boolean(),
    accepted: z.boolean(),
    order: z.optional(namedOrderSchema),
    waysOut: z.array(wayOutSchema),
    evidence: z.array(publicEvidenceSchema),
  })
  .register(z.globalRegistry, { id: 'Movement' });

type PublicMovement = z.input<typeof publicMovementSchema>;

const toPublicPart = (part: Part): z.input<typeof publicPartSchema> =>
  part.kind === 'applied'
    ? { kind: part.kind, amountVnd: part.amountVnd, proposalId: part.proposalId, orderId: part.orderId }
    : { kind: part.kind, amountVnd: part.amountVnd, proposalId: part.refundId, refund: toPublicRefund(part) };

const toPublicPlace = ({ type, ...place }: Movement['place']): z.input<typeof publicPlaceSchema> => ({
  type,
  reason: 'reason' in place ? place.reason : undefined,
  orderId: 'orderId' in place ? place.orderId : undefined,
  refundId: 'refundId' in place ? place.refundId : undefined,
});

/** A movement with what can be done about it, and what shows that it is genuine. */
export const toPublicMovement = ({ movement, order, waysOut }: MovementAtDesk): PublicMovement => {
  const { notice, desk, place, parts = [], evidence, contradicted = false, accepted = false } = movement;
  const { movementKey, ...said } = notice;
  return {
    id: toMovementId(movementKey),
    movementKey,
    ...desk,
    ...said,
    receivedAt: movement.firstReceivedAt,
    place: toPublicPlace(place),
    leftVnd: remainderVnd(movement),
    parts: parts.map(toPublicPart),
    contradicted,
    accepted,
    order: order && { id: order.id, status: order.status, totalAmountVnd: order.totalAmountVnd },
    waysOut: waysOut.map((way) => wayOutSchema.parse(way)),
    evidence: evidence.map((piece) => publicEvidenceSchema.parse(piece)),
  };
};
