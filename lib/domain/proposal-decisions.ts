import type { AmountVnd } from './money.ts';
import { isSameOfficer, type Officer } from './officer.ts';
import {
  type EndingProposal,
  type Proposal,
  proposalLife,
  type ProposalRequest,
  type RefundProposal,
  type Transfer,
} from './proposal.ts';
import type { ProposalId } from './proposal-id.ts';
import type { RefundWay } from './refund.ts';
import { Refusal } from './refusal.ts';
import type { Instant } from './time.ts';

/** As which proposal something is asked for, by whom, and the amount that it is about where its request does not say. */
type Making = { readonly id: ProposalId; readonly by: Officer; readonly amountVnd?: AmountVnd | undefined };

/** A new proposal, which waits for another officer. */
export const makeProposal = (request: ProposalRequest, { id, by, amountVnd }: Making, now: Instant): Proposal => ({
  ...(amountVnd !== undefined && { amountVnd }),
  ...request,
  version: 1,
  id,
  status: 'requested',
  askedBy: by,
  askedAt: now,
  desk: { class: 'proposal', since: now },
});

/** Whether this very officer has decided so already. */
const hasDecided = ({ status, decidedBy }: Proposal, decision: 'approved' | 'declined', by: Officer): boolean =>
  status === decision && decidedBy !== undefined && isSameOfficer(decidedBy, by);

/**
 * Whether a decision is left to be taken; it is not when this very officer has taken it already.
 *
 * @throws Refusal proposal-decided when the proposal can no longer be decided so
 */
const isLeft = (proposal: Proposal, decision: 'approved' | 'declined', by: Officer): boolean => {
  if (hasDecided(proposal, decision, by)) return false;
  if (proposalLife[proposal.status][decision] === undefined) throw new Refusal('proposal-decided');
  return true;
};

/**
 * Whether an officer is to approve a proposal now; not when they have already.
 *
 * @throws Refusal proposal-decided when it is decided otherwise
 * @throws Refusal same-officer when the same person asked for it, under whatever name
 */
export const decideApproval = (proposal: Proposal, by: Officer): boolean => {
  const isToApprove = isLeft(proposal, 'approved', by);
  if (isToApprove && isSameOfficer(proposal.askedBy, by)) throw new Refusal('same-officer');
  return isToApprove;
};

/**
 * Whether an officer is to decline a proposal now, or take their own back; not when they have already.
 *
 * @throws Refusal proposal-decided when it is decided otherwise; an approved refund can still be given up
 */
export const decideDecline = (proposal: Proposal, by: Officer): boolean => {
  const isToDecline = isLeft(proposal, 'declined', by);
  if (isToDecline && proposal.status === 'approved' && proposal.kind !== 'refund')
    throw new Refusal('proposal-decided');
  return isToDecline;
};

/** An approved proposal. A refund that nobody but an officer can pay waits for the transfer. */
export const approved = (
  proposal: Proposal,
  by: Officer,
  { way, now }: { readonly way?: RefundWay; readonly now: Instant },
): Proposal => {
  const { desk: _, ...rest } = proposal;
  return {
    ...rest,
    version: rest.version + 1,
    status: 'approved',
    decidedBy: by,
    decidedAt: now,
    ...(way === 'transfer' && { desk: { class: 'refund-to-transfer' as const, since: now } }),
  };
};

/** A declined proposal, or an approved refund that was given up. */
export const declined = (
  proposal: Proposal,
  by: Officer,
  { reason, now }: { readonly reason: string; readonly now: Instant },
): Proposal => {
  const { desk: _, ...rest } = proposal;
  return {
    ...rest,
    version: rest.version + 1,
    status: 'declined',
    decidedBy: by,
    decidedAt: now,
    declineReason: reason,
  };
};

/** An approved refund for which no officer is needed any more. */
export const withoutDesk = ({ desk: _, ...proposal }: RefundProposal): RefundProposal => ({
  ...proposal,
  version: proposal.version + 1,
});

/** An approved refund whose doubt officers have ended. */
export const doubtEnded = (proposal: RefundProposal, { as, id: proposalId }: EndingProposal): RefundProposal => ({
  ...withoutDesk(proposal),
  ended: { as, proposalId },
});

/** A refund that officers had ended and of which its provider says otherwise: an officer must look. */
export const contradicted = (proposal: RefundProposal, now: Instant): RefundProposal => ({
  ...withoutDesk(proposal),
  desk: { class: 'contradicted', since: now },
});

/** An approved refund whose transfer an officer has made. */
export const transferred = (
  proposal: RefundProposal,
  transfer: Transfer,
  debitKey: string | undefined,
): RefundProposal => {
  const { debitKey: _, ...rest } = withoutDesk(proposal);
  return { ...rest, transfer, ...(debitKey !== undefined && { debitKey }) };
};
