import * as z from 'zod/mini';
import { unappliedReasonSchema } from './desk.ts';
import { type Evidence, evidenceSchema, noticeSchema, noticeWordSchema } from './notice.ts';
import { orderIdSchema } from './order-id.ts';
import { instantSchema } from './time.ts';

/** Where the money of a movement is. Money is in exactly one place; a movement that moved none is in none. */
const placeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('no-money') }),
  z.object({ type: z.literal('applied'), orderId: orderIdSchema }),
  z.object({ type: z.literal('unapplied'), reason: unappliedReasonSchema, orderId: z.optional(orderIdSchema) }),
  z.object({ type: z.literal('reversed'), orderId: z.optional(orderIdSchema) }),
  z.object({ type: z.literal('money-out') }),
]);

export type Place = z.infer<typeof placeSchema>;

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
});

export type Movement = z.infer<typeof movementSchema>;

/** At most so many pieces of evidence stay with a movement: the first, and the latest others. */
const evidenceMax = 10;

const withEvidence = (kept: readonly Evidence[], evidence: Evidence): Evidence[] =>
  kept.length < evidenceMax ? [...kept, evidence] : [...kept.slice(0, 1), ...kept.slice(2 - evidenceMax), evidence];

/** A movement after a notice of it was decided: the first notice makes it, a later one is progress. */
export const afterDecision = (
  movement: Movement | undefined,
  { notice, evidence, ...decision }: Pick<Movement, 'notice' | 'word' | 'place'> & { readonly evidence: Evidence },
): Movement => ({
  ...movement,
  version: (movement?.version ?? 0) + 1,
  notice,
  ...decision,
  firstReceivedAt: movement?.firstReceivedAt ?? evidence.receivedAt,
  evidence: withEvidence(movement?.evidence ?? [], evidence),
});

/** A movement with a notice kept beside it that changed nothing. */
export const afterNote = (movement: Movement, evidence: Evidence, contradicts: boolean): Movement => ({
  ...movement,
  version: movement.version + 1,
  evidence: withEvidence(movement.evidence, evidence),
  ...(contradicts && { contradicted: true }),
});
