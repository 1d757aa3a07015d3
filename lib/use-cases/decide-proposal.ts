import { decideApplication } from '../domain/application-decisions.ts';
import { applyMovementFact } from '../domain/movement-changes.ts';
import type { Officer } from '../domain/officer.ts';
import { applyFact } from '../domain/order.ts';
import type { ApplicationProposal, Proposal, RefundProposal } from '../domain/proposal.ts';
import { approved, decideApproval, decideDecline, declined } from '../domain/proposal-decisions.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { findRefund, type RefundWay } from '../domain/refund.ts';
import { decideWay } from '../domain/refund-decisions.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, put, putMovementChange, putOrderChange } from '../store/key-table.ts';
import type { Write } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import { findRefundHolder, type RefundHolder } from './find-refund-holder.ts';
import { findRefundSource } from './find-refund-source.ts';
import type { FindAccount, Parts } from './parts.ts';
import { getApplication, getMovement, getOrderAtDesk, getProposal } from './read-desk.ts';

/** What deciding needs beside the usual parts: whether a provider can refund is its plug-in's to say. */
export type DeskParts = Parts & { readonly findAccount: FindAccount };

const getHolder = async ({ store }: Parts, { of }: RefundProposal): Promise<RefundHolder> => {
  const holder = await findRefundHolder(store, of);
  if (holder === undefined) throw new Error('a proposal is of money that is not there');
  return holder;
};

/** What an approval does beside the proposal itself. */
type Effect = { readonly writes: readonly Write[]; readonly way?: RefundWay };

/** Reserves the amount where the money is. */
const reserve = async (parts: DeskParts, proposal: RefundProposal, by: Officer): Promise<Effect> => {
  const { id: refundId, of, amountVnd } = proposal;
  const holder = await getHolder(parts, proposal);
  holder.refuse(amountVnd);
  const source = await findRefundSource(parts, of);
  const way = decideWay(holder, amountVnd, source !== undefined);
  return { writes: holder.happen({ type: 'refund.approved', refundId, amountVnd, way, by }, parts.now()), way };
};

/** Pays the order with the unapplied money. */
const apply = async ({ store, now }: DeskParts, proposal: ApplicationProposal, by: Officer): Promise<Effect> => {
  const { id: proposalId, orderId } = proposal;
  const of = await getApplication(store, proposal);
  const fact = decideApplication(of, { proposalId, by });
  return {
    writes: [
      ...putOrderChange(applyFact(of.order, fact, now())),
      ...of.parts.flatMap(({ movement, amountVnd }) =>
        putMovementChange(
          applyMovementFact(movement, { type: 'money.applied', proposalId, orderId, amountVnd, by }, now()),
        ),
      ),
    ],
  };
};

/**
 * Approves what another officer asked for, and does it: a refund's amount is reserved, unapplied money pays its order.
 * All of it is one commit, bound to the version of the proposal. Approving again what one has approved changes nothing.
 *
 * @throws Refusal not-found, proposal-decided, same-officer
 * @throws Refusal refund-not-possible, refund-too-large or application-not-possible as things stand now
 */
export const approveProposal = (parts: DeskParts, by: Officer, id: ProposalId): Promise<Proposal> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const proposal = await getProposal(store, id);
    if (!decideApproval(proposal, by)) return proposal;
    const { writes, way } =
      proposal.kind === 'refund' ? await reserve(parts, proposal, by) : await apply(parts, proposal, by);
    const next = approved(proposal, by, { now: now(), ...(way && { way }) });
    const outcome = await store.commit([put(at.proposal(id), next), ...writes]);
    return outcome === 'conflict' ? 'conflict' : next;
  });

/** Who declines what, and why. */
export type Decline = { readonly by: Officer; readonly id: ProposalId; readonly reason: string };

type Declining = { readonly proposal: Proposal; readonly by: Officer; readonly reason: string };

/** What is written in the journals of what was proposed. */
const tell = async ({ store, now }: Parts, { proposal, by, reason }: Declining): Promise<readonly Write[]> => {
  const { id: proposalId, kind } = proposal;
  const fact = { type: 'proposal.declined' as const, proposalId, kind, by, reason };
  if (proposal.kind === 'application') {
    const { order, parts } = await getApplication(store, proposal);
    return [
      ...putOrderChange(applyFact(order, fact, now())),
      ...parts.flatMap(({ movement }) => putMovementChange(applyMovementFact(movement, fact, now()))),
    ];
  }
  const { of } = proposal;
  return 'orderId' in of
    ? putOrderChange(applyFact(await getOrderAtDesk(store, of.orderId), fact, now()))
    : putMovementChange(applyMovementFact(await getMovement(store, of.movementKey), fact, now()));
};

/** Gives up a refund that was approved: its amount is free again, unless somebody has begun to pay it. */
const withdraw = async (
  parts: Parts,
  proposal: RefundProposal,
  { by, reason }: Declining,
): Promise<readonly Write[]> => {
  const { id: refundId, amountVnd } = proposal;
  const holder = await getHolder(parts, proposal);
  const entry = findRefund(holder.refunds, refundId);
  // It failed, or its money went back to where it came from before anybody paid.
  if (entry === undefined) return tell(parts, { proposal, by, reason });
  if (entry.status !== 'reserved') throw new Refusal('proposal-decided');
  return holder.happen({ type: 'refund.failed', refundId, amountVnd, why: 'withdrawn', by, reason }, parts.now());
};

/**
 * Declines what an officer asked for; whoever asked can take it back. An approved refund can be given up while nobody
 * has begun to pay it. Declining again what one has declined changes nothing.
 *
 * @throws Refusal not-found, proposal-decided
 */
export const declineProposal = (parts: Parts, { by, id, reason }: Decline): Promise<Proposal> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const proposal = await getProposal(store, id);
    if (!decideDecline(proposal, by)) return proposal;
    const declining = { proposal, by, reason };
    const isWithdrawn = proposal.status === 'approved' && proposal.kind === 'refund';
    const writes = isWithdrawn ? await withdraw(parts, proposal, declining) : await tell(parts, declining);
    const next = declined(proposal, by, { reason, now: now() });
    const outcome = await store.commit([put(at.proposal(id), next), ...writes]);
    return outcome === 'conflict' ? 'conflict' : next;
  });
