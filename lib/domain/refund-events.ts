import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { officerSchema } from './officer.ts';
import { proposalIdSchema } from './proposal-id.ts';

const news = { refundId: proposalIdSchema, amountVnd: amountVndSchema };

const done = {
  ...news,
  /** The debit that paid it, when it was a transfer. */
  movementKey: z.optional(z.string()),
  /** Who joined the two, when it was a person. */
  by: z.optional(officerSchema),
};

/** What can happen to a refund, as the journal of whoever holds the money tells it: of an order, or of a movement. */
export const refundFactSchemas = [
  /** The amount is reserved. */
  z.object({
    type: z.literal('refund.approved'),
    ...news,
    way: z.enum(['provider', 'transfer']),
    by: officerSchema,
  }),
  /** The provider is about to be asked, once and never again. */
  z.object({ type: z.literal('refund.sending'), ...news }),
  z.object({
    type: z.literal('refund.sent'),
    ...news,
    transactionId: z.optional(z.string()),
    transferReference: z.optional(z.string()),
    by: z.optional(officerSchema),
  }),
  /** An officer wants it looked after at once. */
  z.object({ type: z.literal('refund.asked'), ...news, by: officerSchema }),
  /** `refused`: the provider never began. `rejected`: it began, and the money stayed. `withdrawn`: officers gave it up. */
  z.object({
    type: z.literal('refund.failed'),
    ...news,
    why: z.enum(['refused', 'rejected', 'withdrawn']),
    reasonCode: z.optional(z.string()),
    by: z.optional(officerSchema),
    reason: z.optional(z.string()),
  }),
  /** The money is out, and no order became refunded by it. */
  z.object({ type: z.literal('refund.done'), ...done }),
] as const;

/** The money is out, and its order is refunded by it, in part or as a whole. `refundedVnd` is what has gone back in all. */
export const orderRefundFactSchemas = [
  z.object({ type: z.literal('order.part-refunded'), ...done, refundedVnd: amountVndSchema }),
  z.object({ type: z.literal('order.refunded'), ...done, refundedVnd: amountVndSchema }),
] as const;

/** What can happen to a refund in the journal of an unapplied item. */
export type ItemRefundFact = z.infer<(typeof refundFactSchemas)[number]>;

/** What can happen to a refund in any journal. */
export type RefundFact = ItemRefundFact | z.infer<(typeof orderRefundFactSchemas)[number]>;

const proposed = { proposalId: proposalIdSchema, kind: z.enum(['refund', 'application']), by: officerSchema };

/** What officers propose about the subject of a journal. */
export const proposalFactSchemas = [
  z.object({ type: z.literal('proposal.requested'), ...proposed, amountVnd: amountVndSchema, reason: z.string() }),
  z.object({ type: z.literal('proposal.declined'), ...proposed, reason: z.string() }),
] as const;
