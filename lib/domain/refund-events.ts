import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { officerSchema } from './officer.ts';
import { proposalIdSchema } from './proposal-id.ts';

const news = { refundId: proposalIdSchema, amountVnd: amountVndSchema };

const done = {
  ...news,
  /** The debit that paid it, when it was a transfer. */
  movementKey: z.optional(z.string()),
  /** Who joined the two, or approved the proposal to end it so, when it was a person. */
  by: z.optional(officerSchema),
  /** The proposal by which officers ended its doubt. */
  proposalId: z.optional(proposalIdSchema),
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
  /**
   * `refused`: the provider never began. `rejected`: it began, and the money stayed. `withdrawn`: officers gave it up
   * before anybody began. `not-paid`: nobody could tell, and officers have found out that the money stayed.
   */
  z.object({
    type: z.literal('refund.failed'),
    ...news,
    why: z.enum(['refused', 'rejected', 'withdrawn', 'not-paid']),
    reasonCode: z.optional(z.string()),
    by: z.optional(officerSchema),
    reason: z.optional(z.string()),
    /** The proposal by which officers ended its doubt. */
    proposalId: z.optional(proposalIdSchema),
  }),
  /** Officers had ended it, and its provider says otherwise: that it has the refund under way or done, or that it failed. */
  z.object({ type: z.literal('refund.contradicted'), ...news, said: z.enum(['under-way', 'done', 'failed']) }),
  /** An officer has seen that, and has done what there was to do. */
  z.object({ type: z.literal('contradiction.accepted'), ...news, by: officerSchema, reason: z.string() }),
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

const proposed = {
  proposalId: proposalIdSchema,
  kind: z.enum(['refund', 'application', 'refund-ending']),
  by: officerSchema,
};

/** What officers propose about the subject of a journal. */
export const proposalFactSchemas = [
  z.object({
    type: z.literal('proposal.requested'),
    ...proposed,
    amountVnd: amountVndSchema,
    reason: z.string(),
    /** What shows that a refund in doubt was paid, or was not. */
    evidence: z.optional(z.string()),
  }),
  z.object({ type: z.literal('proposal.declined'), ...proposed, reason: z.string() }),
] as const;

/** What officers propose about money, in any journal. */
export type ProposalFact = z.infer<(typeof proposalFactSchemas)[number]>;
