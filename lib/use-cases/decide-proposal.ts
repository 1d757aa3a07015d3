import type { Officer } from '../domain/officer.ts';
import type { Proposal } from '../domain/proposal.ts';
import { approved, decideApproval, decideDecline, declined } from '../domain/proposal-decisions.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { at, put } from '../store/key-table.ts';
import { decideAgain } from './decide-again.ts';
import type { DeskParts } from './parts.ts';
import { actsOf, type Declining } from './proposal-acts.ts';
import { getProposal } from './read-desk.ts';

/**
 * Approves what another officer asked for, and does it, by its kind. All of it is one commit, bound to the version of the
 * proposal. Approving again what one has approved changes nothing.
 *
 * @throws Refusal not-found, proposal-decided, same-officer
 * @throws Refusal refund-not-possible, refund-too-large, application-not-possible, discrepancy-not-resolvable, day-closed or
 * not-at-desk as things stand now
 */
export const approveProposal = (parts: DeskParts, by: Officer, id: ProposalId): Promise<Proposal> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const proposal = await getProposal(store, id);
    if (!decideApproval(proposal, by)) return proposal;
    const { writes, way, afterwards } = await actsOf(parts, proposal).approve(by);
    const next = approved(proposal, by, { now: now(), ...(way && { way }) });
    if ((await store.commit([put(at.proposal(id), next), ...writes])) === 'conflict') return 'conflict';
    await afterwards?.();
    return next;
  });

/** Who declines what, and why. */
export type Decline = Declining & { readonly id: ProposalId };

/**
 * Declines what an officer asked for; whoever asked can take it back. An approved refund can be given up while nobody
 * has begun to pay it. Declining again what one has declined changes nothing.
 *
 * @throws Refusal not-found, proposal-decided
 */
export const declineProposal = (parts: DeskParts, { by, id, reason }: Decline): Promise<Proposal> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const proposal = await getProposal(store, id);
    if (!decideDecline(proposal, by)) return proposal;
    const writes = await actsOf(parts, proposal).decline({ by, reason });
    const next = declined(proposal, by, { reason, now: now() });
    const outcome = await store.commit([put(at.proposal(id), next), ...writes]);
    return outcome === 'conflict' ? 'conflict' : next;
  });
