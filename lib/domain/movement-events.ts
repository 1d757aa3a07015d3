import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { officerSchema } from './officer.ts';
import { orderIdSchema } from './order-id.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { proposalFactSchemas, refundFactSchemas } from './refund-events.ts';
import { instantSchema } from './time.ts';

/** What officers do with a movement, and what became of what they did. What providers say of it is its evidence. */
const movementFactSchema = z.discriminatedUnion('type', [
  ...proposalFactSchemas,
  ...refundFactSchemas,
  /** Some of its money pays an order. */
  z.object({
    type: z.literal('money.applied'),
    proposalId: proposalIdSchema,
    orderId: orderIdSchema,
    amountVnd: amountVndSchema,
    by: officerSchema,
  }),
  /** What was still here of a movement that officers had begun to use is back where it came from. */
  z.object({ type: z.literal('money.reversed'), reversedVnd: z.int().check(z.nonnegative()) }),
  /** A debit turned out to be a refund's. */
  z.object({
    type: z.literal('debit.joined'),
    refundId: proposalIdSchema,
    by: z.optional(officerSchema),
  }),
  z.object({ type: z.literal('movement.accepted'), by: officerSchema, reason: z.string() }),
]);

export type MovementFact = z.infer<typeof movementFactSchema>;

/** A fact in the journal of one movement. */
export const movementEventSchema = z.object({
  version: z.literal(1),
  movementKey: z.string(),
  /** Counts a movement's events from 1 without gaps. */
  sequence: z.int().check(z.positive()),
  at: instantSchema,
  fact: movementFactSchema,
  /** The hash of the event before; the first has none. */
  previousHash: z.optional(z.string()),
});

export type MovementEvent = z.infer<typeof movementEventSchema>;
