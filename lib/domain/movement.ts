import * as z from 'zod/mini';
import { type Desk, type DeskClass, deskSchema, unappliedReasonSchema } from './desk.ts';
import { hashEntry } from './journal.ts';
import { amountVndSchema } from './money.ts';
import type { MovementEvent, MovementFact } from './movement-events.ts';
import { type Evidence, evidenceSchema, noticeSchema, noticeWordSchema } from './notice.ts';
import { orderIdSchema } from './order-id.ts';
import { type ProposalId, proposalIdSchema } from './proposal-id.ts';
import {
  type RefundEntry,
  refundEntrySchema,
  refundsAfter,
  refundsAfterLook,
  refundsAfterReversal,
  refundWaitsSince,
} from './refund.ts';
import { type Instant, instantSchema, soonest } from './time.ts';

/** Where the money of a movement is. Money is in exactly one place; a movement that moved none is in none. */
const placeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('no-money') }),
  z.object({ type: z.literal('applied'), orderId: orderIdSchema }),
  z.object({ type: z.literal('unapplied'), reason: unappliedReasonSchema, orderId: z.optional(orderIdSchema) }),
  z.object({
    type: z.literal('reversed'),
    orderId: z.optional(orderIdSchema),
    /** It had been its order's payment, whose head says what of it had been refunded. */
    wasPayment: z.optional(z.boolean()),
    /** Of which some had been refunded by then, or was on its way. */
    inPart: z.optional(z.boolean()),
  }),
  z.object({ type: z.literal('money-out'), refundId: z.optional(proposalIdSchema) }),
]);

export type Place = z.infer<typeof placeSchema>;

const appliedPartSchema = z.object({
  kind: z.literal('applied'),
  amountVnd: amountVndSchema,
  orderId: orderIdSchema,
  proposalId: proposalIdSchema,
});

const refundPartSchema = z.extend(refundEntrySchema, { kind: z.literal('refund') });

/** What became of some of the money of an unapplied item. Together the parts are at most what came. */
const partSchema = z.discriminatedUnion('kind', [appliedPartSchema, refundPartSchema]);

export type Part = z.infer<typeof partSchema>;

/** One real movement of money, or the news that none moved, with all that was said of it. */
export const movementSchema = z.object({
  version: z.int().check(z.positive()),
  notice: noticeSchema,
  /** What the provider heard when the movement was last decided; a repeat hears it again, but after accepted: already confirmed. */
  word: noticeWordSchema,
  place: placeSchema,
  firstReceivedAt: instantSchema,
  /** The latest last; contradictions are among them. At most ten are kept: the first, and the latest nine. */
  evidence: z.array(evidenceSchema).check(z.minLength(1)),
  contradicted: z.optional(z.boolean()),
  parts: z.optional(z.array(partSchema)),
  /** The provider has rejected a refund of it that it had taken: what it says of another could be of that. */
  refundRejected: z.optional(z.boolean()),
  /** An officer has seen what is odd about it, and there is nothing more to do. */
  accepted: z.optional(z.boolean()),
  /** How many events its journal has, and the hash of the latest; most movements have none. */
  events: z.optional(z.int().check(z.positive())),
  lastHash: z.optional(z.string()),
  /** When somebody next looks after one of its refunds: the due marker. */
  dueAt: z.optional(instantSchema),
  /** That it waits for an officer. */
  desk: z.optional(deskSchema),
});

export type Movement = z.infer<typeof movementSchema>;

const isRefund = (part: Part): part is Part & { kind: 'refund' } => part.kind === 'refund';

/** The refunds of an unapplied item. */
export const refundsOf = ({ parts = [] }: Pick<Movement, 'parts'>): readonly (Part & { kind: 'refund' })[] =>
  parts.filter(isRefund);

/** What an unapplied item still has for officers to use; nothing of a movement that is in another place. */
export const remainderVnd = ({ place, notice, parts = [] }: Pick<Movement, 'place' | 'notice' | 'parts'>): number =>
  place.type === 'unapplied' ? notice.amountVnd - parts.reduce((total, { amountVnd }) => total + amountVnd, 0) : 0;

/** What of an unapplied item is no longer here: applied to orders, or refunded. */
export const usedVnd = ({ parts = [] }: Pick<Movement, 'parts'>): number =>
  parts
    .filter((part) => !isRefund(part) || part.status === 'done')
    .reduce((total, { amountVnd }) => total + amountVnd, 0);

/** What is odd about a movement, until an officer has accepted it. */
const oddity = ({ place, contradicted, parts = [] }: Movement): DeskClass | undefined => {
  if (place.type === 'money-out' && place.refundId === undefined) return 'unexplained-debit';
  if (place.type === 'reversed' && (parts.length > 0 || place.inPart === true)) return 'reversed-in-part';
  return contradicted ? 'contradicted' : undefined;
};

/** As what a movement waits for an officer. That its money is to be used comes first. */
const classOf = (movement: Movement): DeskClass | undefined => {
  const { place, accepted } = movement;
  if (place.type === 'unapplied' && remainderVnd(movement) > 0) return place.reason;
  if (refundsOf(movement).some(refundWaitsSince)) return 'refund-in-doubt';
  return accepted ? undefined : oddity(movement);
};

const findDesk = (movement: Movement, now: Instant): Desk | undefined => {
  const deskClass = classOf(movement);
  if (deskClass === undefined) return undefined;
  return movement.desk?.class === deskClass ? movement.desk : { class: deskClass, since: now };
};

/** The movement with its due marker and its place at the desk set anew. */
const settled = (movement: Movement, now: Instant): Movement => {
  const { dueAt: _due, desk: _desk, ...rest } = movement;
  const [first, ...others] = refundsOf(movement).flatMap(({ askAt }) => askAt ?? []);
  const desk = findDesk(movement, now);
  return { ...rest, ...(first && { dueAt: soonest(first, ...others) }), ...(desk && { desk }) };
};

/** At most so many pieces of evidence stay with a movement: the first, and the latest others. */
const evidenceMax = 10;

const withEvidence = (kept: readonly Evidence[], evidence: Evidence): Evidence[] =>
  kept.length < evidenceMax ? [...kept, evidence] : [...kept.slice(0, 1), ...kept.slice(2 - evidenceMax), evidence];

/** A movement after a notice of it was decided: the first notice makes it, a later one is progress. */
export const afterDecision = (
  movement: Movement | undefined,
  { notice, evidence, ...decision }: Pick<Movement, 'notice' | 'word' | 'place'> & { readonly evidence: Evidence },
): Movement =>
  settled(
    {
      ...movement,
      version: (movement?.version ?? 0) + 1,
      notice,
      ...decision,
      firstReceivedAt: movement?.firstReceivedAt ?? evidence.receivedAt,
      evidence: withEvidence(movement?.evidence ?? [], evidence),
    },
    evidence.receivedAt,
  );

/** A movement with a notice kept beside it that changed nothing. */
export const afterNote = (movement: Movement, evidence: Evidence, contradicts: boolean): Movement =>
  settled(
    {
      ...movement,
      version: movement.version + 1,
      evidence: withEvidence(movement.evidence, evidence),
      // Whoever accepted what was odd before has not seen this.
      ...(contradicts && { contradicted: true, accepted: false }),
    },
    evidence.receivedAt,
  );

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
    ...(fact.type === 'refund.failed' && fact.why === 'rejected' && { refundRejected: true }),
    ...(fact.type === 'debit.joined' && { place: { type: 'money-out', refundId: fact.refundId } }),
    ...(fact.type === 'movement.accepted' && { accepted: true }),
  };
  return { movement: settled(next, at), event };
};

/** The movement after one of its refunds was looked after in vain: the next time is later, or never. */
export const afterItemRefundLook = (movement: Movement, refundId: ProposalId, now: Instant): Movement => {
  const parts = withRefunds(movement.parts ?? [], refundsAfterLook(refundsOf(movement), refundId));
  return settled({ ...movement, version: movement.version + 1, parts }, now);
};

/** A movement of which some was used, after a notice that it was reversed. What is reversed is what was still here. */
export const afterReversal = (movement: Movement, decision: Parameters<typeof afterDecision>[1]): MovementChange => {
  const { receivedAt } = decision.evidence;
  const reversedVnd = movement.notice.amountVnd - usedVnd(movement);
  const fact: MovementFact = { type: 'money.reversed', reversedVnd };
  const { movement: next, event } = applyMovementFact(afterDecision(movement, decision), fact, receivedAt);
  return { movement: { ...next, version: movement.version + 1 }, event };
};
