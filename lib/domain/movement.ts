import * as z from 'zod/mini';
import { type Desk, type DeskClass, deskSchema, unappliedReasonSchema } from './desk.ts';
import { type Booking, bookingSchema, type Entry } from './entry.ts';
import { amountVndSchema } from './money.ts';
import { type Evidence, evidenceSchema, noticeSchema, noticeWordSchema } from './notice.ts';
import { type OrderId, orderIdOfReference, orderIdSchema } from './order-id.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { refundEntrySchema, refundWaitsSince } from './refund.ts';
import { type Instant, instantSchema, soonest, vietnamDay } from './time.ts';

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
  /** The provider has had a refund of it that was not paid: what it says of another could be of that. */
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
  /** What reconciliation needs of it; absent while no money moved. */
  booking: z.optional(bookingSchema),
});

export type Movement = z.infer<typeof movementSchema>;

/** Whether a part is a refund. */
export const isRefund = (part: Part): part is Part & { kind: 'refund' } => part.kind === 'refund';

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

const orderIdOf = ({ place, notice }: Movement): OrderId | undefined =>
  ('orderId' in place ? place.orderId : undefined) ?? orderIdOfReference(notice.reference);

/** Our side of a movement, for reconciliation. */
const entryOf = (movement: Movement): Entry => {
  const { place, notice, firstReceivedAt } = movement;
  const paidAt = notice.paidAt ?? firstReceivedAt;
  const orderId = orderIdOf(movement);
  return {
    key: notice.movementKey,
    direction: notice.direction,
    amountVnd: notice.amountVnd,
    state: place.type === 'reversed' ? 'reversed' : 'paid',
    paidAt,
    paidOn: vietnamDay(paidAt),
    reference: notice.reference,
    ...(notice.transactionId !== undefined && { transactionId: notice.transactionId }),
    ...(orderId && { orderId }),
    ...(place.type === 'money-out' && place.refundId && { refundId: place.refundId }),
  };
};

const findBooking = (movement: Movement, now: Instant): Booking | undefined => {
  if (movement.place.type === 'no-money') return undefined;
  const { accountId } = movement.notice;
  return { accountId, countedAt: movement.booking?.countedAt ?? now, entry: entryOf(movement) };
};

/** The movement with its due marker, its place at the desk and its booking set anew. */
export const withMarkers = (movement: Movement, now: Instant): Movement => {
  const { dueAt: _due, desk: _desk, booking: _booking, ...rest } = movement;
  const [first, ...others] = refundsOf(movement).flatMap(({ askAt }) => askAt ?? []);
  const desk = findDesk(movement, now);
  const booking = findBooking(movement, now);
  return {
    ...rest,
    ...(first && { dueAt: soonest(first, ...others) }),
    ...(desk && { desk }),
    ...(booking && { booking }),
  };
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
  withMarkers(
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
  withMarkers(
    {
      ...movement,
      version: movement.version + 1,
      evidence: withEvidence(movement.evidence, evidence),
      // Whoever accepted what was odd before has not seen this.
      ...(contradicts && { contradicted: true, accepted: false }),
    },
    evidence.receivedAt,
  );
