import * as z from 'zod/mini';
import { type AmountVnd, amountVndSchema, sumVnd } from '../domain/money.ts';
import { evidenceSchema } from '../domain/notice.ts';
import { type OrderId, orderIdSchema } from '../domain/order-id.ts';
import {
  type ApplicationProposal,
  type Proposal,
  proposalKindSchema,
  proposalStatusSchema,
  type RefundProposal,
} from '../domain/proposal.ts';
import { type ProposalId, proposalIdSchema } from '../domain/proposal-id.ts';
import { type RefundEntry, refundStatusSchema, refundWaitsSince } from '../domain/refund.ts';
import { type BankDayName, bankDayNameSchema } from '../domain/run.ts';
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
    kind: proposalKindSchema,
    status: proposalStatusSchema,
    class: z.optional(publicDeskClassSchema),
    since: z.optional(instantSchema),
    orderId: z.optional(orderIdSchema),
    movementId: z.optional(z.string()),
    parts: z.optional(z.array(shareSchema)),
    refundId: z.optional(proposalIdSchema),
    endsAs: z.optional(z.enum(['paid', 'not-paid'])),
    evidence: z.optional(z.string()),
    discrepancyIds: z.optional(z.array(z.string())),
    matchId: z.optional(proposalIdSchema),
    bankDay: z.optional(bankDayNameSchema),
    amountVnd: z.optional(amountVndSchema),
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

/** How much a proposal is about in all, where it is about money. */
export const amountOf = (proposal: Proposal): AmountVnd | undefined =>
  proposal.kind === 'application' ? sumVnd(proposal.parts.map(({ amountVnd }) => amountVnd)) : proposal.amountVnd;

type About = {
  readonly orderId?: OrderId | undefined;
  readonly movementId?: string;
  readonly parts?: z.input<typeof shareSchema>[];
  readonly refundId?: ProposalId | undefined;
  readonly endsAs?: 'paid' | 'not-paid' | undefined;
  readonly evidence?: string;
  readonly discrepancyIds?: string[];
  readonly matchId?: ProposalId;
  readonly bankDay?: BankDayName;
};

const toShare = ({ movementKey, amountVnd }: ApplicationProposal['parts'][number]) => ({
  movementId: toMovementId(movementKey),
  amountVnd,
});

const aboutRefund = ({ of, ended }: RefundProposal): About => ({
  ...('orderId' in of ? of : { movementId: toMovementId(of.movementKey) }),
  endsAs: ended?.as,
});

/** What a proposal is about. */
const aboutOf = (proposal: Proposal): About => {
  switch (proposal.kind) {
    case 'refund':
      return aboutRefund(proposal);
    case 'application':
      return { orderId: proposal.orderId, parts: proposal.parts.map(toShare) };
    case 'refund-ending':
      return { refundId: proposal.refundId, endsAs: proposal.as, evidence: proposal.evidence };
    case 'forced-match':
      return { discrepancyIds: proposal.discrepancyIds };
    case 'match-undoing':
      return { matchId: proposal.matchId };
    case 'line': {
      const { orderId, refundId, discrepancyId } = proposal;
      return { orderId, refundId, discrepancyIds: [discrepancyId] };
    }
    case 'reopening':
      return { bankDay: proposal.of };
  }
};

/** The order that a proposal names. */
export const orderIdOf = (proposal: Proposal): OrderId | undefined => aboutOf(proposal).orderId;

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
