import { decideApplication, refuseApplication } from '../domain/application-decisions.ts';
import { applyMovementFact } from '../domain/movement-changes.ts';
import { applyFact } from '../domain/order.ts';
import type { ApplicationProposal, ProposalRequest } from '../domain/proposal.ts';
import { putMovementChange, putOrderChange } from '../store/key-table.ts';
import type { DeskParts } from './parts.ts';
import type { Asked, Asking, ProposalActs } from './proposal-acts.ts';
import { getApplication } from './read-desk.ts';

/**
 * Asks for unapplied money to pay an order.
 *
 * @throws Refusal order-not-found, not-found, application-not-possible
 */
export const askForApplication = async (
  { store, now }: DeskParts,
  request: ProposalRequest & { kind: 'application' },
  { id: proposalId, by }: Asking,
): Promise<Asked> => {
  const { kind, reason } = request;
  const of = await getApplication(store, request);
  refuseApplication(of);
  const fact = { type: 'proposal.requested' as const, proposalId, kind, by, reason };
  const ofParts = of.parts.flatMap(({ movement, amountVnd }) =>
    putMovementChange(applyMovementFact(movement, { ...fact, amountVnd }, now())),
  );
  const ofOrder = putOrderChange(applyFact(of.order, { ...fact, amountVnd: of.order.totalAmountVnd }, now()));
  return { writes: [...ofOrder, ...ofParts] };
};

/** What deciding an application does: it pays its order, or nothing. */
export const applicationActs = ({ store, now }: DeskParts, proposal: ApplicationProposal): ProposalActs => {
  const { id: proposalId, orderId, kind } = proposal;
  return {
    approve: async (by) => {
      const of = await getApplication(store, proposal);
      const fact = decideApplication(of, { proposalId, by });
      const writes = of.parts.flatMap(({ movement, amountVnd }) =>
        putMovementChange(
          applyMovementFact(movement, { type: 'money.applied', proposalId, orderId, amountVnd, by }, now()),
        ),
      );
      return { writes: [...putOrderChange(applyFact(of.order, fact, now())), ...writes] };
    },
    decline: async ({ by, reason }) => {
      const { order, parts } = await getApplication(store, proposal);
      const fact = { type: 'proposal.declined' as const, proposalId, kind, by, reason };
      return [
        ...putOrderChange(applyFact(order, fact, now())),
        ...parts.flatMap(({ movement }) => putMovementChange(applyMovementFact(movement, fact, now()))),
      ];
    },
  };
};
