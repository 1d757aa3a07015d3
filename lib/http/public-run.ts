import * as z from 'zod/mini';
import { entryOriginSchema } from '../domain/entry.ts';
import { resultClassSchema } from '../domain/result.ts';
import { type BankDayName, periodSchema, type Run, runSchema, runStatusSchema, summarySchema } from '../domain/run.ts';
import { sideSchema } from '../domain/statement-source.ts';
import { instantSchema, vietnamDaySchema } from '../domain/time.ts';
import { publicOfficerSchema } from './public-proposal.ts';

const classSumSchema = z
  .object({ count: z.int(), statementVnd: z.int(), lephiVnd: z.int() })
  .register(z.globalRegistry, { id: 'ClassSum' });

const originSumSchema = z.object({ count: z.int(), vnd: z.int() }).register(z.globalRegistry, { id: 'OriginSum' });

/** The balance equation of a report, class by class. */
export const publicSummarySchema = z
  .object({
    ...summarySchema.shape,
    entries: z.record(entryOriginSchema, originSumSchema),
    classes: z.record(resultClassSchema, classSumSchema),
  })
  .register(z.globalRegistry, { id: 'BalanceEquation' });

const { why, hashes } = runSchema.shape;

/** A run as officers see it. */
export const publicRunSchema = z
  .object({
    accountId: z.string(),
    side: sideSchema,
    on: vietnamDaySchema,
    number: z.int().check(z.positive()),
    status: runStatusSchema,
    period: periodSchema,
    why,
    statement: z.object({
      sha256: z.string(),
      name: z.string(),
      by: z.optional(publicOfficerSchema),
      receivedAt: instantSchema,
      number: z.optional(z.int()),
    }),
    supersedes: z.optional(z.int()),
    startedAt: instantSchema,
    frozenAt: z.optional(instantSchema),
    finishedAt: z.optional(instantSchema),
    hashes,
    summary: z.optional(publicSummarySchema),
    healed: z.optional(z.int()),
  })
  .register(z.globalRegistry, { id: 'Run' });

/** The runs of a bank day, the first first. */
export const runPageSchema = z
  .object({ items: z.array(publicRunSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'RunPage' });

/** What became of a statement that was brought and passed. */
export const arrivalSchema = z
  .object({ type: z.enum(['run', 'known']), run: publicRunSchema })
  .register(z.globalRegistry, { id: 'Arrival' });

/** A run without what only whoever goes on with it needs. */
export const toPublicRun = (of: BankDayName, run: Run): z.output<typeof publicRunSchema> =>
  publicRunSchema.parse({ ...run, accountId: of.accountId, side: of.side, on: of.on });
