import * as z from 'zod/mini';
import { type AmountVnd, amountVndSchema, sumVnd } from '../domain/money.ts';
import { evidenceSchema } from '../domain/notice.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { type Proposal, proposalStatusSchema } from '../domain/proposal.ts';
import { proposalIdSchema } from '../domain/proposal-id.ts';
import { type RefundEntry, refundStatusSchema, refundWaitsSince } from '../domain/refund.ts';
import { instantSchema } from '../domain/time.ts';
import { toMovementId } from './desk-ids.ts';
import { publicDeskClassSchema, transferBodySchema } from './desk-requests.ts';

/** A person at the desk, as others see who did something. */
export const publicOfficerSchema = z
  .object({ subject: z.string(), name: z.string() })
  .register(z.globalRegistry, { id: 'Officer' });

/** What came over the wire; nothing of it is masked. */
export const publicEvidenceSchema = z.object(evidenceSchema.shape).register(z.globalRegistry, { id: 'Evidence' });

/** How far a refund has come, where its money is. */
export const publicRefundSchema = z
  .object({
    id: proposalIdSchema,
    amountVnd: amountVndSchema,
    way: z.enum(['provider', 'transfer']),
    status: refundStatusSchema,
    sentAt: z.optional(instantSchema),
    nextLookAt: z.optional(instantSchema),
    waitsSince: z.optional(instantSchema),
  })
  .register(z.globalRegistry, { id: 'Refund' });

const shareSchema = z.object({ movementId: z.string(), amountVnd: amountVndSchema });

/** A proposal as officers see it in a list. */
export const publicProposalSchema = z
  .object({
    id: proposalIdSchema,
    kind: z.enum(['refund', 'application']),
    status: proposalStatusSchema,
    class: z.optional(publicDeskClassSchema),
    since: z.optional(instantSchema),
    orderId: z.optional(orderIdSchema),
    movementId: z.optional(z.string()),
    parts: z.optional(z.array(shareSchema)),
    amountVnd: amountVndSchema,
    reason: z.string(),
    askedBy: publicOfficerSchema,
    askedAt: instantSchema,
    decidedBy: z.optional(publicOfficerSchema),
    decidedAt: z.optional(instantSchema),
    declineReason: z.optional(z.string()),
  })
  .register(z.globalRegistry, { id: 'ProposalSummary' });

/** A proposal with all that is known of it: to whom the money goes, and what a provider said. */
export const fullProposalSchema = z
  .extend(publicProposalSchema, {
    transfer: z.optional(transferBodySchema),
    refund: z.optional(publicRefundSchema),
    failed: z.boolean(),
    answers: z.array(publicEvidenceSchema),
  })
  .register(z.globalRegistry, { id: 'Proposal' });

/** A page of proposals; `next` goes into `after` of the next request. */
export const proposalPageSchema = z
  .object({ items: z.array(publicProposalSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'ProposalPage' });

/** How much a proposal is about in all. */
export const amountOf = (proposal: Proposal): AmountVnd =>
  proposal.kind === 'refund' ? proposal.amountVnd : sumVnd(proposal.parts.map(({ amountVnd }) => amountVnd));

const aboutOf = (proposal: Proposal) => {
  if (proposal.kind === 'application') {
    const parts = proposal.parts.map(({ movementKey, amountVnd }) => ({
      movementId: toMovementId(movementKey),
      amountVnd,
    }));
    return { orderId: proposal.orderId, parts };
  }
  const { of } = proposal;
  return 'orderId' in of ? of : { movementId: toMovementId(of.movementKey) };
};

/** A proposal as it stands in a list: without the account to which money goes. */
export const toPublicProposal = (proposal: Proposal): z.input<typeof publicProposalSchema> => {
  const { id, kind, status, desk, reason, askedBy, askedAt, decidedBy, decidedAt, declineReason } = proposal;
  return {
    id,
    kind,
    status,
    ...desk,
    ...aboutOf(proposal),
    amountVnd: amountOf(proposal),
    reason,
    askedBy,
    askedAt,
    decidedBy,
    decidedAt,
    declineReason,
  };
};

/** A refund as it stands with its money. */
export const toPublicRefund = (entry: RefundEntry): z.input<typeof publicRefundSchema> => ({
  id: entry.refundId,
  amountVnd: entry.amountVnd,
  way: entry.way,
  status: entry.status,
  sentAt: entry.sentAt,
  nextLookAt: entry.askAt,
  waitsSince: refundWaitsSince(entry),
});

/** A proposal with what became of it. */
type ProposalAtDesk = {
  readonly proposal: Proposal;
  readonly refund: RefundEntry | undefined;
  readonly answers: readonly z.input<typeof evidenceSchema>[];
};

/** A proposal with all that is known of it. An approved refund that has left no trace with its money came to nothing. */
export const toFullProposal = ({ proposal, refund, answers }: ProposalAtDesk): z.input<typeof fullProposalSchema> => ({
  ...toPublicProposal(proposal),
  transfer: proposal.kind === 'refund' ? proposal.transfer : undefined,
  refund: refund && toPublicRefund(refund),
  failed: proposal.kind === 'refund' && proposal.status === 'approved' && refund === undefined,
  answers: answers.map((answer) => publicEvidenceSchema.parse(answer)),
});
