import type { Officer } from '../domain/officer.ts';
import type { Proposal } from '../domain/proposal.ts';
import { withoutDesk } from '../domain/proposal-decisions.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, put } from '../store/key-table.ts';
import { decideAgain } from './decide-again.ts';
import { findRefundHolder } from './find-refund-holder.ts';
import type { Parts } from './parts.ts';
import { getProposal } from './read-desk.ts';

/** Who accepts of which refund that its provider said otherwise, and why. */
type AcceptContradiction = { readonly by: Officer; readonly id: ProposalId; readonly reason: string };

/**
 * Takes a refund from the desk that officers had ended and of which its provider said otherwise. No money moves: what is
 * wrong with it is put right by another refund, or by a line of a statement.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when it does not wait so
 */
export const acceptContradiction = (parts: Parts, { by, id, reason }: AcceptContradiction): Promise<Proposal> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const proposal = await getProposal(store, id);
    if (proposal.kind !== 'refund' || proposal.desk?.class !== 'contradicted') throw new Refusal('not-at-desk');
    const { of, amountVnd } = proposal;
    const holder = await findRefundHolder(store, of);
    if (holder === undefined) throw new Error('a refund is of money that is not there');
    const next = withoutDesk(proposal);
    const fact = { type: 'contradiction.accepted' as const, refundId: id, amountVnd, by, reason };
    const outcome = await store.commit([put(at.proposal(id), next), ...holder.happen(fact, now())]);
    return outcome === 'conflict' ? 'conflict' : next;
  });
