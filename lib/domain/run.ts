import * as z from 'zod/mini';
import { officerSchema } from './officer.ts';
import { resultClassSchema } from './result.ts';
import { sideSchema } from './statement-source.ts';
import { instantSchema, vietnamDaySchema } from './time.ts';

/** A SHA-256 in hexadecimal. */
export const sha256Schema = z.string().check(z.regex(/^[0-9a-f]{64}$/));

const classSumSchema = z.object({ count: z.int(), statementVnd: z.int(), lephiVnd: z.int() });

/**
 * What a run adds up to. On the statement's side opening + every class = closing; on ours what was brought forward, of
 * the days and booked late or looked up = every class. Balances are absent where the statement tells none: then the
 * classes must add up to its lines.
 */
export const summarySchema = z.object({
  openingVnd: z.optional(z.int()),
  closingVnd: z.optional(z.int()),
  lines: z.int(),
  /** What the lines add up to, in above zero. */
  linesVnd: z.int(),
  /** Our entries by how they came into the snapshot. */
  entries: z.record(
    z.enum(['of-day', 'brought-forward', 'booked-late', 'looked-up']),
    z.object({ count: z.int(), vnd: z.int() }),
  ),
  classes: z.record(resultClassSchema, classSumSchema),
  /** How many results wait for an officer or another day. */
  open: z.int(),
  feeVnd: z.int(),
  /** Whether both equations hold. */
  balanced: z.boolean(),
});

export type Summary = z.infer<typeof summarySchema>;

/** The days that a statement is of: a file for a weekend may hold several. A bank day is known by the last of them. */
export const periodSchema = z.object({ from: vietnamDaySchema, to: vietnamDaySchema });

export type Period = z.infer<typeof periodSchema>;

/** Whose statement of which days: what a run is of. */
export const bankDayNameSchema = z.object({ accountId: z.string(), side: sideSchema, on: vietnamDaySchema });

/** Names one bank day: a merchant account, a side, and the last day of the statement. */
export type BankDayName = z.infer<typeof bankDayNameSchema>;

/**
 * How far a run is: each step leaves a file or records behind and is done once, so that whoever comes next goes on from
 * there. `received`: the statement passed the gate and is kept. `frozen`: our side is written down. `matched`: the report
 * is written. `stored`: its results can be read, and it counts. `done`: what could be healed is healed.
 */
export const runStatusSchema = z.enum(['received', 'frozen', 'matched', 'stored', 'done']);

export type RunStatus = z.infer<typeof runStatusSchema>;

/** One reconciliation of one bank day (lần đối soát). */
export const runSchema = z.object({
  version: z.int().check(z.positive()),
  number: z.int().check(z.positive()),
  status: runStatusSchema,
  period: periodSchema,
  /** Why there is one: a file came, or the run before it healed or was followed by news. */
  why: z.enum(['new-statement', 'again']),
  statement: z.object({
    sha256: sha256Schema,
    /** What the file was called when it came. */
    name: z.string(),
    /** Who brought it; absent when it was dropped in the bucket. */
    by: z.optional(officerSchema),
    receivedAt: instantSchema,
    /** Its number in the bank's own sequence, where it tells one. */
    number: z.optional(z.int().check(z.nonnegative())),
  }),
  /** The number of the run whose statement this one's replaces. */
  supersedes: z.optional(z.int()),
  startedAt: instantSchema,
  /** When our side was written down: what is counted later is news. */
  frozenAt: z.optional(instantSchema),
  /** The SHA-256 of the carry of the bank day before, as it was then; absent when there was none. */
  broughtForward: z.optional(sha256Schema),
  /** The number of the run that counted until this one did. */
  replaces: z.optional(z.int()),
  finishedAt: z.optional(instantSchema),
  /** Of the files that the run has written so far. */
  hashes: z.object({
    snapshot: z.optional(sha256Schema),
    terms: z.optional(sha256Schema),
    body: z.optional(sha256Schema),
    carry: z.optional(sha256Schema),
  }),
  summary: z.optional(summarySchema),
  /** How much of the step under way is done: results stored, or lines healed. */
  cursor: z.optional(z.int()),
  /** How many lines were healed, or told of by others since it was frozen: their effect shows in the next run. */
  healed: z.optional(z.int()),
  /** When somebody next goes on with it: the due marker. */
  dueAt: z.optional(instantSchema),
});

export type Run = z.infer<typeof runSchema>;
