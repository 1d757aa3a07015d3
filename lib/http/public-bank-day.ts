import * as z from 'zod/mini';
import type { BankDay } from '../domain/bank-day.ts';
import { periodSchema } from '../domain/run.ts';
import { sideSchema } from '../domain/statement-source.ts';
import { instantSchema, vietnamDaySchema } from '../domain/time.ts';
import { toSentence } from '../statements/problems.ts';
import type { Quarantined } from '../store/reconciliation-keys.ts';
import { fileProblemSchema } from './problem.ts';
import { publicOfficerSchema } from './public-proposal.ts';
import { publicSummarySchema } from './public-run.ts';

/** A bank day as officers see it, with what its latest report adds up to. */
export const publicBankDaySchema = z
  .object({
    accountId: z.string(),
    side: sideSchema,
    on: vietnamDaySchema,
    period: z.optional(periodSchema),
    runs: z.int(),
    counted: z.optional(
      z.object({ run: z.int(), bodySha256: z.string(), frozenAt: instantSchema, summary: publicSummarySchema }),
    ),
    closed: z.optional(z.object({ by: publicOfficerSchema, at: instantSchema, run: z.int(), bodySha256: z.string() })),
  })
  .register(z.globalRegistry, { id: 'BankDay' });

/** Bank days of an account and side, the earliest first. */
export const bankDayListSchema = z
  .object({ items: z.array(publicBankDaySchema) })
  .register(z.globalRegistry, { id: 'BankDayList' });

const quarantinedSchema = z
  .object({
    sha256: z.string(),
    name: z.string(),
    period: periodSchema,
    by: z.optional(publicOfficerSchema),
    at: instantSchema,
    problems: z.array(fileProblemSchema),
    problemCount: z.int(),
  })
  .register(z.globalRegistry, { id: 'QuarantinedStatement' });

/** Statements that the gate refused for a bank day. */
export const quarantinedPageSchema = z
  .object({ items: z.array(quarantinedSchema), next: z.optional(z.string()) })
  .register(z.globalRegistry, { id: 'QuarantinedPage' });

/** A bank day with the balance equation of the run that counts. */
export const toPublicBankDay = (day: BankDay): z.input<typeof publicBankDaySchema> => {
  const { accountId, side, on, period, runs, counted, closed } = day;
  return {
    accountId,
    side,
    on,
    period,
    runs,
    counted: counted && {
      run: counted.run,
      bodySha256: counted.body,
      frozenAt: counted.frozenAt,
      summary: counted.summary,
    },
    closed: closed && { by: closed.by, at: closed.at, run: closed.run, bodySha256: closed.body },
  };
};

/** What is wrong with a statement, in sentences too. */
export const toFileProblems = ({ problems }: Quarantined): z.input<typeof fileProblemSchema>[] =>
  problems.map((problem) => ({ ...problem, message: toSentence(problem) }));

/** A statement that the gate refused, and why. */
export const toPublicQuarantined = (quarantined: Quarantined): z.input<typeof quarantinedSchema> => {
  const { sha256, name, period, by, at, problemCount } = quarantined;
  return { sha256, name, period, by, at, problems: toFileProblems(quarantined), problemCount };
};
