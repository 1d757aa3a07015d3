import * as z from 'zod/mini';
import { amountVndSchema } from './money.ts';
import { officerSchema } from './officer.ts';
import { proposalIdSchema } from './proposal-id.ts';
import { bankDayNameSchema, periodSchema, summarySchema } from './run.ts';
import { instantSchema } from './time.ts';

/** A line that officers have joined with a movement, or taken as one: the next runs of its bank day go by it. */
export const joinSchema = z.object({
  /** The line's name; of lines that say the same, which is all the same. */
  line: z.string(),
  direction: z.enum(['in', 'out']),
  amountVnd: amountVndSchema,
  /** The key of the movement. */
  key: z.string(),
});

export type Join = z.infer<typeof joinSchema>;

/** Officers join few lines by hand: a day with more has another trouble. */
export const joinsMax = 200;

/** Who closed a bank day, on which report. */
const closingSchema = z.object({
  by: officerSchema,
  at: instantSchema,
  run: z.int().check(z.positive()),
  /** The SHA-256 of the report body. */
  body: z.string(),
});

/** The reconciliation of one account with one side for one day. It has a journal. */
export const bankDaySchema = z.object({
  version: z.int().check(z.positive()),
  ...bankDayNameSchema.shape,
  period: z.optional(periodSchema),
  /** How many runs have begun. */
  runs: z.int().check(z.nonnegative()),
  /** The latest run whose results are stored: the one that counts. */
  counted: z.optional(
    z.object({
      run: z.int().check(z.positive()),
      body: z.string(),
      carry: z.string(),
      /** As in its run. */
      frozenAt: instantSchema,
      broughtForward: z.optional(z.string()),
      summary: summarySchema,
    }),
  ),
  closed: z.optional(closingSchema),
  /** What officers have joined, each by which proposal. */
  joins: z.optional(z.array(z.extend(joinSchema, { proposalId: proposalIdSchema })).check(z.maxLength(joinsMax))),
  events: z.int().check(z.nonnegative()),
  lastHash: z.optional(z.string()),
});

export type BankDay = z.infer<typeof bankDaySchema>;

const joined = { proposalId: proposalIdSchema, by: officerSchema, line: z.string() };

/** What happens to a bank day. */
const bankDayFactSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    run: z.int(),
    statement: z.string(),
    supersedes: z.optional(z.int()),
    by: z.optional(officerSchema),
  }),
  z.object({ type: z.literal('run.counted'), run: z.int(), body: z.string(), balanced: z.boolean(), open: z.int() }),
  z.object({
    type: z.literal('statement.quarantined'),
    statement: z.string(),
    problems: z.int(),
    by: z.optional(officerSchema),
  }),
  /** No statement came by ten o'clock of the next working day. */
  z.object({ type: z.literal('statement.missing') }),
  z.object({ type: z.literal('line.healed'), run: z.int(), movementKey: z.string() }),
  z.object({ type: z.literal('day.closed'), run: z.int(), body: z.string(), by: officerSchema }),
  /** Something of this day was found when it was closed, and booked into another. */
  z.object({ type: z.literal('found.later'), key: z.string(), bookedInto: bankDayNameSchema.shape.on }),
  /** Two officers joined a line of this day with a movement. */
  z.object({ type: z.literal('match.forced'), ...joined, key: z.string() }),
  /** Two officers took that back. */
  z.object({ type: z.literal('match.undone'), ...joined, key: z.string() }),
  /** Two officers took a line of this day as a movement. */
  z.object({ type: z.literal('line.taken'), ...joined, movementKey: z.string() }),
  z.object({ type: z.literal('reopening.requested'), proposalId: z.string(), by: officerSchema, reason: z.string() }),
  z.object({ type: z.literal('reopening.declined'), proposalId: z.string(), by: officerSchema, reason: z.string() }),
  z.object({ type: z.literal('day.reopened'), proposalId: z.string(), by: officerSchema }),
]);

export type BankDayFact = z.infer<typeof bankDayFactSchema>;

/** A fact in the journal of one bank day. */
export const bankDayEventSchema = z.object({
  version: z.literal(1),
  subject: z.string(),
  sequence: z.int().check(z.positive()),
  at: instantSchema,
  fact: bankDayFactSchema,
  previousHash: z.optional(z.string()),
});

export type BankDayEvent = z.infer<typeof bankDayEventSchema>;
