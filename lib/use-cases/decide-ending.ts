import type { EndingProposal, ProposalRequest, RefundProposal } from '../domain/proposal.ts';
import { doubtEnded } from '../domain/proposal-decisions.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { refundWaitsSince } from '../domain/refund.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, put } from '../store/key-table.ts';
import type { Store, Write } from '../store/store.ts';
import { findHeldRefund, type HeldRefund } from './find-debit.ts';
import { findRefundHolder, type RefundHolder } from './find-refund-holder.ts';
import { unnameDebit } from './name-debit.ts';
import type { DeskParts } from './parts.ts';
import type { Asked, Asking, ProposalActs } from './proposal-acts.ts';
import { getProposal } from './read-desk.ts';

const getRefund = async (store: Store, id: ProposalId): Promise<RefundProposal> => {
  const proposal = await getProposal(store, id);
  if (proposal.kind !== 'refund') throw new Refusal('not-at-desk', { detail: 'It is a proposal, and not a refund.' });
  return proposal;
};

type InDoubt = { readonly refund: RefundProposal; readonly held: HeldRefund };

/** A refund that no question settled: nobody asks after it any more. */
const getInDoubt = async (store: Store, id: ProposalId): Promise<InDoubt> => {
  const refund = await getRefund(store, id);
  const held = await findHeldRefund(store, refund.of, id);
  if (held === undefined || refundWaitsSince(held.entry) === undefined) throw new Refusal('not-at-desk');
  return { refund, held };
};

/**
 * Asks for the end of a refund that no question settled, as paid or as not paid.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when the refund is done or gone, or is still looked after
 */
export const askForEnding = async (
  { store, now }: DeskParts,
  { kind, refundId, reason, evidence }: ProposalRequest & { kind: 'refund-ending' },
  { id: proposalId, by }: Asking,
): Promise<Asked> => {
  const { held } = await getInDoubt(store, refundId);
  const { amountVnd } = held.entry;
  const fact = { type: 'proposal.requested' as const, proposalId, kind, by, amountVnd, reason, evidence };
  return { writes: held.holder.happen(fact, now()), amountVnd };
};

/** The refund is gone, its amount free again; the transfer that somebody had entered for it is another's to name. */
const endUnpaid = async (
  { store, now }: DeskParts,
  { refund, held }: InDoubt,
  fact: Parameters<RefundHolder['happen']>[0],
): Promise<readonly Write[]> => [
  ...held.holder.happen(fact, now()),
  ...(refund.debitKey === undefined ? [] : [await unnameDebit(store, refund.debitKey)]),
];

/** What deciding the end of a refund in doubt does: it is done, or it is gone. */
export const endingActs = (parts: DeskParts, proposal: EndingProposal): ProposalActs => {
  const { store, now } = parts;
  const { id: proposalId, refundId, as, reason, kind } = proposal;
  return {
    approve: async (by) => {
      const found = await getInDoubt(store, refundId);
      const { refund, held } = found;
      const { amountVnd } = held.entry;
      const unpaid = { type: 'refund.failed' as const, refundId, amountVnd, why: 'not-paid' as const };
      const writes =
        as === 'paid'
          ? held.holder.finish(held.entry, { by, proposalId }, now())
          : await endUnpaid(parts, found, { ...unpaid, by, reason, proposalId });
      return { writes: [put(at.proposal(refundId), doubtEnded(refund, proposal)), ...writes] };
    },
    decline: async ({ by, reason: why }) => {
      const { of } = await getRefund(store, refundId);
      const holder = await findRefundHolder(store, of);
      if (holder === undefined) throw new Error('a refund is of money that is not there');
      return holder.happen({ type: 'proposal.declined', proposalId, kind, by, reason: why }, now());
    },
  };
};
