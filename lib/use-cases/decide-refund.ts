import type { ProposalRequest, RefundOf, RefundProposal } from '../domain/proposal.ts';
import { findRefund } from '../domain/refund.ts';
import { decideWay } from '../domain/refund-decisions.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Store, Write } from '../store/store.ts';
import { findRefundHolder, type RefundHolder } from './find-refund-holder.ts';
import { findRefundSource } from './find-refund-source.ts';
import type { DeskParts } from './parts.ts';
import type { Asked, Asking, Declining, ProposalActs } from './proposal-acts.ts';

/** Whoever holds money, as somebody names it who may be wrong. */
const getNamed = async (store: Store, of: RefundOf): Promise<RefundHolder> => {
  const holder = await findRefundHolder(store, of);
  if (holder !== undefined) return holder;
  if ('orderId' in of) throw new Refusal('order-not-found');
  throw new Refusal('not-found', { detail: 'There is no such movement.' });
};

/**
 * Asks for money to go back; none is reserved yet.
 *
 * @throws Refusal order-not-found, not-found, refund-not-possible, refund-too-large
 */
export const askForRefund = async (
  { store, now }: DeskParts,
  { kind, of, amountVnd, reason }: ProposalRequest & { kind: 'refund' },
  { id: proposalId, by }: Asking,
): Promise<Asked> => {
  const holder = await getNamed(store, of);
  holder.refuse(amountVnd);
  return { writes: holder.happen({ type: 'proposal.requested', proposalId, kind, by, amountVnd, reason }, now()) };
};

/** What deciding a refund does: its amount is reserved where the money is, or free again. */
export const refundActs = (parts: DeskParts, proposal: RefundProposal): ProposalActs => {
  const { store, now } = parts;
  const { id: refundId, of, amountVnd, kind } = proposal;

  const tell = (holder: RefundHolder, { by, reason }: Declining): readonly Write[] =>
    holder.happen({ type: 'proposal.declined', proposalId: refundId, kind, by, reason }, now());

  /** Gives up a refund that was approved, unless somebody has begun to pay it. */
  const withdraw = (holder: RefundHolder, declining: Declining): readonly Write[] => {
    const entry = findRefund(holder.refunds, refundId);
    // It failed, or its money went back to where it came from before anybody paid.
    if (entry === undefined) return tell(holder, declining);
    if (entry.status !== 'reserved') throw new Refusal('proposal-decided');
    return holder.happen({ type: 'refund.failed', refundId, amountVnd, why: 'withdrawn', ...declining }, now());
  };

  return {
    approve: async (by) => {
      const holder = await getNamed(store, of);
      holder.refuse(amountVnd);
      const source = await findRefundSource(parts, of);
      const way = decideWay(holder, amountVnd, source !== undefined);
      return { writes: holder.happen({ type: 'refund.approved', refundId, amountVnd, way, by }, now()), way };
    },
    decline: async (declining) => {
      const holder = await getNamed(store, of);
      return (proposal.status === 'approved' ? withdraw : tell)(holder, declining);
    },
  };
};
