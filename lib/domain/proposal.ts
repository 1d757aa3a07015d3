import * as z from 'zod/mini';
import { deskSchema } from './desk.ts';
import { discrepancyIdSchema } from './discrepancy.ts';
import { says } from './field-messages.ts';
import { amountVndSchema } from './money.ts';
import { noticeSchema } from './notice.ts';
import { officerSchema } from './officer.ts';
import { beneficiaryAccountSchema, plainText } from './order-details.ts';
import { orderIdSchema } from './order-id.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { bankDayNameSchema } from './run.ts';
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

/** A refund that no question settled is ended by what officers have found out. */
const endingRequest = {
  kind: z.literal('refund-ending'),
  refundId: proposalIdSchema,
  as: z.enum(['paid', 'not-paid']),
  /** What shows it: whom they asked and what was said, or where on which statement it stands. */
  evidence: plainText(2000),
};

/** A line and a movement of ours are the same, or one that are joined already may differ in their amounts. */
const matchRequest = {
  kind: z.literal('forced-match'),
  discrepancyIds: z.array(discrepancyIdSchema).check(
    z.minLength(1),
    z.maxLength(2),
    z.refine((ids) => new Set(ids).size === ids.length, says('given-twice')),
  ),
};

const undoingRequest = { kind: z.literal('match-undoing'), matchId: proposalIdSchema };

/** A line whose movement is not certain is taken as one: it pays the order that is named, or closes the refund. */
const lineRequest = {
  kind: z.literal('line'),
  discrepancyId: discrepancyIdSchema,
  orderId: z.optional(orderIdSchema),
  refundId: z.optional(proposalIdSchema),
};

const reopeningRequest = { kind: z.literal('reopening'), of: z.strictObject(bankDayNameSchema.shape) };

/** Requests about what reconciliation found. */
export const reconciliationRequestSchemas = {
  match: z.strictObject({ ...matchRequest, reason: reasonSchema }),
  undoing: z.strictObject({ ...undoingRequest, reason: reasonSchema }),
  line: z.strictObject({ ...lineRequest, reason: reasonSchema }),
  reopening: z.strictObject({ ...reopeningRequest, reason: reasonSchema }),
};

/** A request for the end of a refund that no question settled. */
export const endingRequestSchema = z.strictObject({ ...endingRequest, reason: reasonSchema });

/** What an officer asks another to approve. */
export const proposalRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...refundRequest, reason: reasonSchema }),
  z.strictObject({ ...applicationRequest, reason: reasonSchema }),
  endingRequestSchema,
  reconciliationRequestSchemas.match,
  reconciliationRequestSchemas.undoing,
  reconciliationRequestSchemas.line,
  reconciliationRequestSchemas.reopening,
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

/** What can be asked for. */
export const proposalKindSchema = z.enum([
  'refund',
  'application',
  'refund-ending',
  'forced-match',
  'match-undoing',
  'line',
  'reopening',
] satisfies ProposalRequest['kind'][]);

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
  /** That it waits for an officer: for approval, for a transfer, or to be looked at. */
  desk: z.optional(deskSchema),
};

const refundProposalSchema = z.object({
  ...decided,
  ...refundRequest,
  transfer: z.optional(transferSchema),
  /** The key of the movement as which the transfer will come up, where the provider's plug-in can tell it. */
  debitKey: z.optional(movementKeySchema),
  /** As what officers ended it, by which proposal, because no question settled it. */
  ended: z.optional(z.object({ as: endingRequest.as, proposalId: proposalIdSchema })),
});

const applicationProposalSchema = z.object({ ...decided, ...applicationRequest });

/** The amount of what it is about, where that has one. */
const about = { amountVnd: z.optional(amountVndSchema) };

const endingProposalSchema = z.object({ ...decided, ...endingRequest, ...about });
const matchProposalSchema = z.object({ ...decided, ...matchRequest, ...about });
const undoingProposalSchema = z.object({ ...decided, ...undoingRequest, ...about });
const lineProposalSchema = z.object({ ...decided, ...lineRequest, ...about });
const reopeningProposalSchema = z.object({ ...decided, ...reopeningRequest, ...about });

/**
 * What one officer asks for and another approves. It holds what officers decided; how far a refund has come stands with
 * the money that it is of.
 */
export const proposalSchema = z.discriminatedUnion('kind', [
  refundProposalSchema,
  applicationProposalSchema,
  endingProposalSchema,
  matchProposalSchema,
  undoingProposalSchema,
  lineProposalSchema,
  reopeningProposalSchema,
]);

export type Proposal = z.infer<typeof proposalSchema>;
export type RefundProposal = z.infer<typeof refundProposalSchema>;
export type ApplicationProposal = z.infer<typeof applicationProposalSchema>;
export type EndingProposal = z.infer<typeof endingProposalSchema>;
export type MatchProposal = z.infer<typeof matchProposalSchema>;
export type UndoingProposal = z.infer<typeof undoingProposalSchema>;
export type LineProposal = z.infer<typeof lineProposalSchema>;
export type ReopeningProposal = z.infer<typeof reopeningProposalSchema>;
