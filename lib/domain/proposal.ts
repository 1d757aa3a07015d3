import * as z from 'zod/mini';
import { deskSchema } from './desk.ts';
import { says } from './field-messages.ts';
import { amountVndSchema } from './money.ts';
import { noticeSchema } from './notice.ts';
import { officerSchema } from './officer.ts';
import { beneficiaryAccountSchema, plainText } from './order-details.ts';
import { orderIdSchema } from './order-id.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { instantSchema } from './time.ts';

const movementKeySchema = noticeSchema.shape.movementKey;

/** What a refund is of: the payment of an order, or an unapplied item. */
export const refundOfSchema = z.union([
  z.strictObject({ orderId: orderIdSchema }),
  z.strictObject({ movementKey: movementKeySchema }),
]);

export type RefundOf = z.infer<typeof refundOfSchema>;

/** Some of the money of an unapplied item. */
const shareSchema = z.object({ movementKey: movementKeySchema, amountVnd: amountVndSchema });

/** Why an officer does what they do, in their own words. */
export const reasonSchema = plainText(500);

const refundRequest = { kind: z.literal('refund'), of: refundOfSchema, amountVnd: amountVndSchema };

/** One whole item applies it, several join them, less than an item splits it. */
const applicationRequest = {
  kind: z.literal('application'),
  orderId: orderIdSchema,
  parts: z.array(shareSchema).check(
    z.minLength(1),
    z.maxLength(10),
    z.refine(
      (parts) => new Set(parts.map(({ movementKey }) => movementKey)).size === parts.length,
      says('movement-twice'),
    ),
  ),
};

/** What an officer asks another to approve: money back, or unapplied money to an order. */
export const proposalRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...refundRequest, reason: reasonSchema }),
  z.strictObject({ ...applicationRequest, reason: reasonSchema }),
]);

export type ProposalRequest = z.infer<typeof proposalRequestSchema>;

/** What an officer tells of a transfer that pays a refund. */
export const transferSchema = z.strictObject({
  payee: z.strictObject({ ...beneficiaryAccountSchema.shape, name: plainText(255) }),
  /** The bank's reference of the transfer, as the debit will carry it. */
  transferReference: z.string().check(z.trim(), z.minLength(1), z.maxLength(128)),
  /** The merchant account from whose bank account it left; that of the payment when it is left out. */
  accountId: z.optional(z.string()),
});

export type Transfer = z.infer<typeof transferSchema>;

/** Where a proposal stands. */
export const proposalStatusSchema = z.enum(['requested', 'approved', 'declined']);

type ProposalStatus = z.infer<typeof proposalStatusSchema>;

/** What can happen to a proposal. An approved refund that nobody has begun to pay can still be given up. */
export const proposalLife: Record<ProposalStatus, Partial<Record<'approved' | 'declined', ProposalStatus>>> = {
  requested: { approved: 'approved', declined: 'declined' },
  approved: { declined: 'declined' },
  declined: {},
};

const decided = {
  version: z.int().check(z.positive()),
  id: proposalIdSchema,
  status: proposalStatusSchema,
  reason: reasonSchema,
  askedBy: officerSchema,
  askedAt: instantSchema,
  decidedBy: z.optional(officerSchema),
  decidedAt: z.optional(instantSchema),
  declineReason: z.optional(reasonSchema),
  /** That it waits for an officer: for approval, or for a transfer. */
  desk: z.optional(deskSchema),
};

const refundProposalSchema = z.object({
  ...decided,
  ...refundRequest,
  transfer: z.optional(transferSchema),
  /** The key of the movement as which the transfer will come up, where the provider's plug-in can tell it. */
  debitKey: z.optional(movementKeySchema),
});

const applicationProposalSchema = z.object({ ...decided, ...applicationRequest });

/**
 * What one officer asks for and another approves. It holds what officers decided; how far a refund has come stands with
 * the money that it is of.
 */
export const proposalSchema = z.discriminatedUnion('kind', [refundProposalSchema, applicationProposalSchema]);

export type Proposal = z.infer<typeof proposalSchema>;
export type RefundProposal = z.infer<typeof refundProposalSchema>;
export type ApplicationProposal = z.infer<typeof applicationProposalSchema>;
