import * as z from 'zod/mini';
import { type BankDay, type BankDayEvent, bankDayEventSchema, bankDaySchema } from '../domain/bank-day.ts';
import { type BankDayChange, subjectOfBankDay } from '../domain/bank-day-changes.ts';
import { type Calendar, calendarSchema } from '../domain/calendar.ts';
import {
  type Discrepancy,
  type DiscrepancyEvent,
  discrepancyEventSchema,
  discrepancySchema,
} from '../domain/discrepancy.ts';
import type { DiscrepancyChange } from '../domain/discrepancy-changes.ts';
import { officerSchema } from '../domain/officer.ts';
import { resultSchema } from '../domain/result.ts';
import { type BankDayName, periodSchema, type Run, runSchema } from '../domain/run.ts';
import { type StatementSource, statementSourceSchema } from '../domain/statement-source.ts';
import { instantSchema } from '../domain/time.ts';
import { type Key, padded, put } from './key-table.ts';
import type { Write } from './store.ts';

/** Some results of a run, in the order of their names; the page is found by the last of them. */
const resultPageSchema = z.object({ version: z.int().check(z.positive()), results: z.array(resultSchema) });

/** Which run of a bank day was the first to have a statement of these bytes. */
const knownStatementSchema = z.object({ version: z.literal(1), run: z.int().check(z.positive()) });

/** A statement that the gate refused whole: what is wrong with it. Its bytes are kept in the bucket. */
const quarantinedSchema = z.object({
  version: z.int().check(z.positive()),
  sha256: z.string(),
  name: z.string(),
  period: periodSchema,
  by: z.optional(officerSchema),
  at: instantSchema,
  problems: z.array(
    z.object({
      code: z.string(),
      line: z.optional(z.int()),
      field: z.optional(z.string()),
      found: z.optional(z.string()),
      wanted: z.optional(z.string()),
    }),
  ),
  problemCount: z.int(),
});

/** When somebody last looked for statements that did not come: whoever is about to says so first. */
const watchSchema = z.object({ version: z.int().check(z.positive()), lookedAt: instantSchema });

type Watch = z.infer<typeof watchSchema>;
type ResultPage = z.infer<typeof resultPageSchema>;
type KnownStatement = z.infer<typeof knownStatementSchema>;
export type Quarantined = z.infer<typeof quarantinedSchema>;

/**
 * Where the records of reconciliation lie.
 *
 * | record | pk | sk |
 * | --- | --- | --- |
 * | statement source of a merchant account | `SOURCE#account#side` | `CONFIG` |
 * | working calendar | `CALENDAR#vietnam` | `CONFIG` |
 * | when statements that did not come were last looked for | `WATCH#statements` | `WATCH` |
 * | bank day | `BANK-DAY#account#side#day` | `BANK-DAY` |
 * | event of a bank day | the same | `EVENT#000001` |
 * | run of a bank day | the same | `RUN#000001` |
 * | which run had a statement first | the same | `STATEMENT#sha256` |
 * | statement that the gate refused | the same | `QUARANTINED#sha256` |
 * | page of a run's results | `RESULTS#account#side#day#000001` | `PAGE#name of the last result` |
 * | discrepancy | `DISCREPANCY#id` | `DISCREPANCY` |
 * | event of a discrepancy | the same | `EVENT#000001` |
 */
export const reconciled = {
  source: (accountId: string, side: string): Key<StatementSource> => ({
    pk: `SOURCE#${accountId}#${side}`,
    sk: 'CONFIG',
    schema: statementSourceSchema,
  }),
  calendar: { pk: 'CALENDAR#vietnam', sk: 'CONFIG', schema: calendarSchema } satisfies Key<Calendar>,
  watch: { pk: 'WATCH#statements', sk: 'WATCH', schema: watchSchema } satisfies Key<Watch>,
  bankDay: (of: BankDayName): Key<BankDay> => ({
    pk: `BANK-DAY#${subjectOfBankDay(of)}`,
    sk: 'BANK-DAY',
    schema: bankDaySchema,
  }),
  bankDayEvents: (of: BankDayName): Key<BankDayEvent> => ({
    pk: `BANK-DAY#${subjectOfBankDay(of)}`,
    sk: 'EVENT#',
    schema: bankDayEventSchema,
  }),
  bankDayEvent: (of: BankDayName, sequence: number): Key<BankDayEvent> => ({
    ...reconciled.bankDayEvents(of),
    sk: `EVENT#${padded(sequence)}`,
  }),
  runs: (of: BankDayName): Key<Run> => ({ pk: `BANK-DAY#${subjectOfBankDay(of)}`, sk: 'RUN#', schema: runSchema }),
  run: (of: BankDayName, number: number): Key<Run> => ({ ...reconciled.runs(of), sk: `RUN#${padded(number)}` }),
  knownStatement: (of: BankDayName, sha256: string): Key<KnownStatement> => ({
    pk: `BANK-DAY#${subjectOfBankDay(of)}`,
    sk: `STATEMENT#${sha256}`,
    schema: knownStatementSchema,
  }),
  quarantine: (of: BankDayName): Key<Quarantined> => ({
    pk: `BANK-DAY#${subjectOfBankDay(of)}`,
    sk: 'QUARANTINED#',
    schema: quarantinedSchema,
  }),
  quarantined: (of: BankDayName, sha256: string): Key<Quarantined> => ({
    ...reconciled.quarantine(of),
    sk: `QUARANTINED#${sha256}`,
  }),
  resultPages: (of: BankDayName, run: number): Key<ResultPage> => ({
    pk: `RESULTS#${subjectOfBankDay(of)}#${padded(run)}`,
    sk: 'PAGE#',
    schema: resultPageSchema,
  }),
  resultPage: (of: BankDayName, run: number, last: string): Key<ResultPage> => ({
    ...reconciled.resultPages(of, run),
    sk: `PAGE#${last}`,
  }),
  discrepancy: (id: string): Key<Discrepancy> => ({
    pk: `DISCREPANCY#${id}`,
    sk: 'DISCREPANCY',
    schema: discrepancySchema,
  }),
  discrepancyEvents: (id: string): Key<DiscrepancyEvent> => ({
    pk: `DISCREPANCY#${id}`,
    sk: 'EVENT#',
    schema: discrepancyEventSchema,
  }),
  discrepancyEvent: (id: string, sequence: number): Key<DiscrepancyEvent> => ({
    ...reconciled.discrepancyEvents(id),
    sk: `EVENT#${padded(sequence)}`,
  }),
};

/** What is written when something happens to a bank day. */
export const putBankDayChange = ({ bankDay, event }: BankDayChange): readonly [Write, Write] => [
  put(reconciled.bankDay(bankDay), bankDay),
  put(reconciled.bankDayEvent(bankDay, event.sequence), event),
];

/** What is written when something happens to a discrepancy. */
export const putDiscrepancyChange = ({ discrepancy, event }: DiscrepancyChange): readonly Write[] => [
  put(reconciled.discrepancy(discrepancy.id), discrepancy),
  ...(event === undefined ? [] : [put(reconciled.discrepancyEvent(discrepancy.id, event.sequence), event)]),
];
