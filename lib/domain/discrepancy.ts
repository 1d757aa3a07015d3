import * as z from 'zod/mini';
import { agencyCodeSchema } from './codes.ts';
import { deskSchema } from './desk.ts';
import { officerSchema } from './officer.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { bankDayNameSchema } from './run.ts';
import { resultSchema } from './result.ts';
import { instantSchema } from './time.ts';

/** How a discrepancy came to its end. */
const endSchema = z.discriminatedUnion('by', [
  /** A later run no longer finds it. */
  z.object({ by: z.literal('run'), on: bankDayNameSchema.shape.on, run: z.int(), at: instantSchema }),
  /** An officer accepted it. */
  z.object({ by: z.literal('acceptance'), officer: officerSchema, reason: z.string(), at: instantSchema }),
  /** Two officers joined a line and an entry, or took a line as a movement. */
  z.object({ by: z.literal('proposal'), proposalId: proposalIdSchema, officer: officerSchema, at: instantSchema }),
]);

/** A discrepancy's id: 32 hexadecimal digits. */
export const discrepancyIdSchema = z.string().check(z.regex(/^[0-9a-f]{32}$/));

/**
 * A result that needs an officer or another day, known by what it is of and not by the run that found it: runs of the same
 * bank day find the same one again, and so do runs of the days that it is carried to. It has a journal. There is one, ended,
 * of a payment too that a day showed before its own day was reconciled.
 */
export const discrepancySchema = z.object({
  version: z.int().check(z.positive()),
  id: discrepancyIdSchema,
  /** The bank day that found it first. */
  of: bankDayNameSchema,
  agencyCode: agencyCodeSchema,
  provider: z.string(),
  result: resultSchema,
  /** The run that found it first, and the latest run of the latest day that did. */
  firstRun: z.int(),
  latestOn: bankDayNameSchema.shape.on,
  latestRun: z.int(),
  foundAt: instantSchema,
  status: z.enum(['open', 'ended']),
  end: z.optional(endSchema),
  /** A run that no longer finds one that people have ended: it is over then whatever becomes of what they decided. */
  explained: z.optional(z.object({ on: bankDayNameSchema.shape.on, run: z.int() })),
  /** The due marker of one that people have ended, should it be open again. */
  pausedDueAt: z.optional(instantSchema),
  events: z.int().check(z.nonnegative()),
  lastHash: z.optional(z.string()),
  /** When it is too old to be carried on: the due marker. */
  dueAt: z.optional(instantSchema),
  /** That time is over, and people were told. */
  overdue: z.optional(z.boolean()),
  desk: z.optional(deskSchema),
});

export type Discrepancy = z.infer<typeof discrepancySchema>;

const decided = { proposalId: proposalIdSchema, by: officerSchema };

const proposed = { ...decided, kind: z.enum(['forced-match', 'match-undoing', 'line']) };

/** What happens to a discrepancy. */
const discrepancyFactSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('discrepancy.found'), on: bankDayNameSchema.shape.on, run: z.int() }),
  z.object({ type: z.literal('discrepancy.changed'), on: bankDayNameSchema.shape.on, run: z.int() }),
  z.object({ type: z.literal('discrepancy.explained'), on: bankDayNameSchema.shape.on, run: z.int() }),
  z.object({ type: z.literal('discrepancy.overdue') }),
  z.object({ type: z.literal('discrepancy.accepted'), by: officerSchema, reason: z.string() }),
  z.object({ type: z.literal('acceptance.undone'), by: officerSchema, reason: z.string() }),
  z.object({ type: z.literal('proposal.requested'), ...proposed, reason: z.string() }),
  z.object({ type: z.literal('proposal.declined'), ...proposed, reason: z.string() }),
  /** It is the same as another, or its amounts may differ. */
  z.object({ type: z.literal('match.forced'), ...decided, with: z.optional(discrepancyIdSchema) }),
  z.object({ type: z.literal('match.undone'), ...decided, matchId: proposalIdSchema }),
  /** Its line is taken as a movement, which is decided like a callback: where its money is then is the movement's to tell. */
  z.object({ type: z.literal('line.taken'), ...decided, movementKey: z.string() }),
]);

export type DiscrepancyFact = z.infer<typeof discrepancyFactSchema>;

/** A fact in the journal of one discrepancy. */
export const discrepancyEventSchema = z.object({
  version: z.literal(1),
  discrepancyId: z.string(),
  sequence: z.int().check(z.positive()),
  at: instantSchema,
  fact: discrepancyFactSchema,
  previousHash: z.optional(z.string()),
});

export type DiscrepancyEvent = z.infer<typeof discrepancyEventSchema>;
