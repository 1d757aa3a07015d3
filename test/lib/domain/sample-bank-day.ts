import { emptyBankDay } from '../../../lib/domain/bank-day-changes.ts';
import type { BankDay } from '../../../lib/domain/bank-day.ts';
import { entryOriginSchema } from '../../../lib/domain/entry.ts';
import { type Result, resultClassSchema } from '../../../lib/domain/result.ts';
import { bankDayNameSchema, type Run, type Summary, summarySchema } from '../../../lib/domain/run.ts';
import { makeRun } from '../../../lib/domain/run-changes.ts';
import { vietnamDay } from '../../../lib/domain/time.ts';
import { merchantAccount, start, vnd } from '../../samples.ts';

export const bankDayName = bankDayNameSchema.parse({
  accountId: merchantAccount.id,
  side: 'provider',
  on: vietnamDay(start),
});

/** SHA-256s of nothing in particular. */
export const statementSha = 'a'.repeat(64);
export const bodySha = 'b'.repeat(64);
const carrySha = 'c'.repeat(64);

/** What an empty run adds up to. */
export const emptySummary: Summary = summarySchema.parse({
  lines: 0,
  linesVnd: 0,
  entries: Object.fromEntries(entryOriginSchema.options.map((origin) => [origin, { count: 0, vnd: 0 }])),
  classes: Object.fromEntries(
    resultClassSchema.options.map((found) => [found, { count: 0, statementVnd: 0, lephiVnd: 0 }]),
  ),
  open: 0,
  feeVnd: 0,
  balanced: true,
});

/** A bank day whose first run counts. */
export const makeCountedDay = (changes: Partial<BankDay> = {}): BankDay => ({
  ...emptyBankDay(bankDayName),
  version: 2,
  period: { from: bankDayName.on, to: bankDayName.on },
  runs: 1,
  counted: { run: 1, body: bodySha, carry: carrySha, frozenAt: start, summary: emptySummary },
  ...changes,
});

/** A run of the sample bank day whose statement has come. */
export const makeSampleRun = (changes: Partial<Run> = {}): Run => ({
  ...makeRun(
    {
      number: 1,
      why: 'new-statement',
      period: { from: bankDayName.on, to: bankDayName.on },
      statement: { sha256: statementSha, name: 'vnpay.csv', receivedAt: start },
    },
    start,
  ),
  ...changes,
});

/** Our payment that no line shows. */
export const missingResult: Result = {
  name: 'vnpay:EAKAO001:LP0000000000A1',
  class: 'missing-at-provider',
  open: true,
  statementVnd: 0,
  lephiVnd: 135_000,
  entry: {
    key: 'vnpay:EAKAO001:LP0000000000A1',
    direction: 'in',
    amountVnd: vnd(135_000),
    state: 'paid',
    paidAt: start,
    paidOn: vietnamDay(start),
    reference: 'LP0000000000A1',
    origin: 'of-day',
  },
  correction: 'carry-on',
};
