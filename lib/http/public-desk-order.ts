import * as z from 'zod/mini';
import { attemptSchema, attemptWaitsSince } from '../domain/attempt.ts';
import type { BankDayEvent } from '../domain/bank-day.ts';
import type { DiscrepancyEvent } from '../domain/discrepancy.ts';
import { amountVndSchema } from '../domain/money.ts';
import type { MovementEvent } from '../domain/movement-events.ts';
import { type Order, orderStatusSchema } from '../domain/order.ts';
import type { OrderEvent } from '../domain/order-events.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { publicPaymentSchema } from '../domain/payment.ts';
import { leftVnd, refundedVnd } from '../domain/refund.ts';
import { instantSchema } from '../domain/time.ts';
import { toMovementId } from './desk-ids.ts';
import { publicDeskClassSchema } from './desk-requests.ts';
import { publicRefundSchema, toPublicRefund } from './public-proposal.ts';

const deskAttemptSchema = z
  .object({
    ...z.pick(attemptSchema, {
      number: true,
      provider: true,
      accountId: true,
      reference: true,
      status: true,
      startedAt: true,
      expiresAt: true,
      reasonCode: true,
    }).shape,
    nextLookAt: z.optional(instantSchema),
    waitsSince: z.optional(instantSchema),
  })
  .register(z.globalRegistry, { id: 'DeskAttempt' });

/** An order as officers see it: its money, and nobody's name. */
export const deskOrderSchema = z
  .object({
    id: orderIdSchema,
    status: orderStatusSchema,
    agencyCode: z.string(),
    class: z.optional(publicDeskClassSchema),
    since: z.optional(instantSchema),
    totalAmountVnd: amountVndSchema,
    createdAt: instantSchema,
    expiresAt: instantSchema,
    payment: z.optional(publicPaymentSchema),
    movementId: z.optional(z.string()),
    refundedVnd: z.int().check(z.nonnegative()),
    leftVnd: z.int().check(z.nonnegative()),
    refunds: z.array(publicRefundSchema),
    attempts: z.array(deskAttemptSchema),
  })
  .register(z.globalRegistry, { id: 'DeskOrder' });

/** A fact in a journal as officers see it. */
const deskEventSchema = z
  .object({
    sequence: z.int().check(z.positive()),
    type: z.string(),
    at: instantSchema,
    data: z.record(z.string(), z.unknown()),
    previousHash: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'DeskEvent' });

/** A page of a journal; `next` goes into `after` of the next request. */
export const deskEventPageSchema = z
  .object({ items: z.array(deskEventSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'DeskEventPage' });

/** An order with its money: what of its payment is still here to be refunded. */
export const toDeskOrder = (order: Order): z.input<typeof deskOrderSchema> => {
  const { id, status, agencyCode, desk, totalAmountVnd, createdAt, expiresAt, payment, refunds = [] } = order;
  const isHere = status === 'paid' || status === 'part-refunded';
  return {
    id,
    status,
    agencyCode,
    ...desk,
    totalAmountVnd,
    createdAt,
    expiresAt,
    payment: payment && publicPaymentSchema.parse(payment),
    movementId: payment?.movementKey === undefined ? undefined : toMovementId(payment.movementKey),
    refundedVnd: refundedVnd(refunds),
    leftVnd: payment && isHere ? leftVnd(payment.amountVnd, refunds) : 0,
    refunds: refunds.map(toPublicRefund),
    attempts: order.attempts.map((attempt) => ({
      ...deskAttemptSchema.parse(attempt),
      nextLookAt: attempt.askAt,
      waitsSince: attemptWaitsSince(attempt),
    })),
  };
};

/** Who owes, who pays and from where is not the desk's affair. */
const personal: ReadonlySet<string> = new Set(['payerIp', 'details']);

/** A fact as officers see it: with who did it and why, without who owes and who pays. */
export const toDeskEvent = ({
  sequence,
  at,
  fact: { type, ...facts },
  previousHash,
}: OrderEvent | MovementEvent | BankDayEvent | DiscrepancyEvent): z.input<typeof deskEventSchema> => ({
  sequence,
  type,
  at,
  data: Object.fromEntries(Object.entries(facts).filter(([name]) => !personal.has(name))),
  previousHash,
});
