import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { instantSchema, vietnamDaySchema } from './time.ts';

/** The payment of an order: the movement that made it paid, or the unapplied items that two officers applied to it. */
export const paymentSchema = z.object({
  movementKey: z.optional(z.string()),
  proposalId: z.optional(proposalIdSchema),
  provider: z.string(),
  accountId: z.string(),
  channel: z.enum(['online', 'counter']),
  amountVnd: amountVndSchema,
  /** The provider's instant. */
  paidAt: instantSchema,
  /** Ours. */
  receivedAt: instantSchema,
  /** The Viet Nam day of `paidAt`, which reconciliation goes by. */
  paidOn: vietnamDaySchema,
  /** Paid after the order's deadline. */
  late: z.boolean(),
  transactionId: z.optional(z.string()),
  payerBankCode: z.optional(z.string()),
});

export type Payment = z.infer<typeof paymentSchema>;

/** What portals are told of a payment: not under which names we keep it. */
export const publicPaymentSchema = z
  .omit(paymentSchema, { movementKey: true, proposalId: true, accountId: true })
  .register(z.globalRegistry, { id: 'Payment' });
