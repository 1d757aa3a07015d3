import { hashEntry } from './journal.ts';
import { sumsOfMovement } from './money-sums.ts';
import { afterDecision, isRefund, type Movement, type Part, refundsOf, withMarkers } from './movement.ts';
import type { MovementEvent, MovementFact } from './movement-events.ts';
import type { ProposalId } from './proposal-id.ts';
import { isLeftBehind, type RefundEntry, refundsAfter, refundsAfterLook, refundsAfterReversal } from './refund.ts';
import type { Instant } from './time.ts';

/** What is written when something happens to a movement: it as its next version, and the event. */
export type MovementChange = { readonly movement: Movement; readonly event: MovementEvent };

const asPart = (entry: RefundEntry): Part => ({ ...entry, kind: 'refund' });

const withRefunds = (parts: readonly Part[], refunds: readonly RefundEntry[]): Part[] => [
  ...parts.filter((part) => !isRefund(part)),
  ...refunds.map(asPart),
];

const partsAfter = (movement: Movement, fact: MovementFact, at: Instant): readonly Part[] => {
  const { parts = [] } = movement;
  switch (fact.type) {
    case 'money.applied': {
      const { amountVnd, orderId, proposalId } = fact;
      return [...parts, { kind: 'applied', amountVnd, orderId, proposalId }];
    }
    case 'money.reversed':
      return withRefunds(parts, refundsAfterReversal(refundsOf(movement)));
    case 'proposal.requested':
    case 'proposal.declined':
    case 'debit.joined':
    case 'movement.accepted':
    case 'refund.contradicted':
    case 'contradiction.accepted':
      return parts;
    default:
      return withRefunds(parts, refundsAfter(refundsOf(movement), fact, at));
  }
};

/** The event of a movement's fact. */
const makeEvent = ({ notice, events = 0, lastHash }: Movement, fact: MovementFact, at: Instant): MovementEvent => ({
  version: 1,
  movementKey: notice.movementKey,
  sequence: events + 1,
  at,
  fact,
  ...(lastHash !== undefined && { previousHash: lastHash }),
});

/** The hash of a movement's event; see {@link hashEntry}. */
export const hashMovementEvent = ({ movementKey, ...event }: MovementEvent): string =>
  hashEntry({ subject: movementKey, ...event });

/** The movement after a fact, and the fact's event. Whoever calls this has decided that the fact may happen. */
export const applyMovementFact = (movement: Movement, fact: MovementFact, at: Instant): MovementChange => {
  const event = makeEvent(movement, fact, at);
  const { parts: _, ...before } = movement;
  const parts = partsAfter(movement, fact, at);
  const next: Movement = {
    ...before,
    version: movement.version + 1,
    events: event.sequence,
    lastHash: hashMovementEvent(event),
    ...(parts.length > 0 && { parts: [...parts] }),
    ...(isLeftBehind(fact) && { refundRejected: true }),
    ...(fact.type === 'debit.joined' && { place: { type: 'money-out', refundId: fact.refundId } }),
    ...(fact.type === 'movement.accepted' && { accepted: true }),
  };
  return { movement: withMarkers(next, at), event };
};

/** The movement after one of its refunds was looked after in vain: the next time is later, or never. */
export const afterItemRefundLook = (movement: Movement, refundId: ProposalId, now: Instant): Movement => {
  const parts = withRefunds(movement.parts ?? [], refundsAfterLook(refundsOf(movement), refundId));
  return withMarkers({ ...movement, version: movement.version + 1, parts }, now);
};

/** A movement of which some was used, after a notice that it was reversed. What is reversed is what was still here. */
export const afterReversal = (movement: Movement, decision: Parameters<typeof afterDecision>[1]): MovementChange => {
  const { receivedAt } = decision.evidence;
  const { unappliedVnd: reversedVnd } = sumsOfMovement(movement);
  const fact: MovementFact = { type: 'money.reversed', reversedVnd };
  const { movement: next, event } = applyMovementFact(afterDecision(movement, decision), fact, receivedAt);
  return { movement: { ...next, version: movement.version + 1 }, event };
};
