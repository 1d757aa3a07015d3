import * as z from 'zod/mini';
import type { BankDay } from '../domain/bank-day.ts';
import type { Run, Summary } from '../domain/run.ts';
import { vietnamDay, vietnamDaySchema } from '../domain/time.ts';
import { aboutLines, type ReportOf } from './about.ts';
import { type SideState, sideStateSchema, stateWords } from './side-state.ts';
import { type Column, rowNumber, type Table } from './table.ts';

/** What is to be said of a day on one side. */
const noteSchema = z.enum(['reconciled', 'amounts-differ', 'counts-differ', 'not-found']);

type Note = z.infer<typeof noteSchema>;

const noteWords: Readonly<Record<Note, string>> = {
  reconciled: 'Đối soát thành công',
  'amounts-differ': 'Có lệch số tiền',
  'counts-differ': 'Không khớp số tờ khai',
  'not-found': 'Không tìm thấy giao dịch',
};

const sideSchema = z.object({
  state: sideStateSchema,
  /** The run that counts. */
  run: z.optional(z.int()),
  /** Payments that the side shows as well. */
  matched: z.int(),
  /** Lines for which Lephi has no payment. */
  surplus: z.int(),
  notes: z.array(noteSchema),
});

type SideOfDay = z.infer<typeof sideSchema>;

/** How far a day is: `differs` when something of it waits for an officer or another day. */
const statusSchema = z.enum(['not-reconciled', 'reconciled', 'differs', 'closed']);

const statusWords: Readonly<Record<z.infer<typeof statusSchema>, string>> = {
  'not-reconciled': 'Chưa đối soát',
  reconciled: 'Đã đối soát',
  differs: 'Có chênh lệch',
  closed: 'Đã khóa ngày',
};

/** One day of one merchant account, against its bank or provider and against the treasury. */
export const overviewRowSchema = z
  .object({
    accountId: z.string(),
    /** Whose list stands for the bank. */
    side: z.enum(['provider', 'bank']),
    on: vietnamDaySchema,
    /** The list that the bank's run is of: what its file was called, and when it came. */
    statement: z.optional(z.object({ name: z.string(), receivedOn: vietnamDaySchema })),
    run: z.optional(z.int()),
    status: statusSchema,
    /** Lephi's own movements of the run, and what they add up to: in above zero, out below. */
    count: z.int(),
    amountVnd: z.int(),
    bank: sideSchema,
    treasury: sideSchema,
  })
  .register(z.globalRegistry, { id: 'OverviewRow' });

export type OverviewRow = z.infer<typeof overviewRowSchema>;

/** A bank day with the run that counts. */
export type CountedDay = { readonly day: BankDay; readonly run?: Run | undefined };

const countOf = ({ classes }: Summary, ...names: readonly (keyof Summary['classes'])[]): number =>
  names.reduce((count, name) => count + classes[name].count, 0);

const surplusOf = (summary: Summary): number =>
  countOf(summary, 'missing-at-lephi', 'unknown-reference', 'duplicate-line');

const notesOf = (summary: Summary): Note[] => {
  const notes: Note[] = [];
  if (countOf(summary, 'amount-differs') > 0) notes.push('amounts-differ');
  if (countOf(summary, 'missing-at-provider') > 0) notes.push('not-found');
  if (surplusOf(summary) > 0) notes.push('counts-differ');
  if (notes.length > 0) return notes;
  return summary.open === 0 ? ['reconciled'] : ['not-found'];
};

const stateOfDay = (summary: Summary): SideState => {
  if (countOf(summary, 'amount-differs') > 0) return 'amount-differs';
  return summary.open > 0 ? 'not-found' : 'matched';
};

const sideOf = (counted: CountedDay | undefined): SideOfDay => {
  const found = counted?.day.counted;
  if (found === undefined) return { state: 'not-reconciled', matched: 0, surplus: 0, notes: [] };
  const { run, summary } = found;
  const matched = countOf(summary, 'matched', 'carried-over');
  return { state: stateOfDay(summary), run, matched, surplus: surplusOf(summary), notes: notesOf(summary) };
};

const statusOf = (days: readonly BankDay[]): OverviewRow['status'] => {
  const counted = days.flatMap(({ counted: one }) => one ?? []);
  if (counted.length === 0) return 'not-reconciled';
  if (days.every(({ closed }) => closed !== undefined)) return 'closed';
  return counted.some(({ summary }) => summary.open > 0) ? 'differs' : 'reconciled';
};

const oursOf = (summary: Summary | undefined): Pick<OverviewRow, 'count' | 'amountVnd'> => {
  const all = Object.values(summary?.entries ?? {});
  return {
    count: all.reduce((total, { count }) => total + count, 0),
    amountVnd: all.reduce((total, { vnd }) => total + vnd, 0),
  };
};

/** The row of a day; `bank` or `treasury` where there is no bank day of that side. */
export const makeOverviewRow = (
  of: Pick<OverviewRow, 'accountId' | 'side' | 'on'>,
  { bank, treasury }: { readonly bank?: CountedDay | undefined; readonly treasury?: CountedDay | undefined },
): OverviewRow => {
  const main = bank ?? treasury;
  const statement = main?.run?.statement;
  const run = main?.day.counted?.run;
  return {
    ...of,
    ...(statement && { statement: { name: statement.name, receivedOn: vietnamDay(statement.receivedAt) } }),
    ...(run !== undefined && { run }),
    status: statusOf([bank, treasury].flatMap((side) => side?.day ?? [])),
    ...oursOf(main?.day.counted?.summary),
    bank: sideOf(bank),
    treasury: sideOf(treasury),
  };
};

const notes = ({ notes: all }: SideOfDay): string => all.map((note) => noteWords[note]).join('; ');

const columns: readonly Column<OverviewRow>[] = [
  rowNumber,
  { heading: 'ID', kind: 'text', width: 38, value: ({ accountId, side, on }) => `${accountId}/${side}/${on}` },
  { heading: 'Số BK', kind: 'text', width: 30, value: ({ statement }) => statement?.name },
  { heading: 'Ngày BK', kind: 'day', width: 12, value: ({ statement }) => statement?.receivedOn },
  { heading: 'Ngày DS', kind: 'day', width: 12, value: ({ on }) => on },
  { heading: 'Lần DS', kind: 'number', width: 8, value: ({ run }) => run },
  { heading: 'Trạng thái', kind: 'text', width: 16, value: ({ status }) => statusWords[status] },
  { heading: 'Tổng số', kind: 'number', width: 10, total: true, value: ({ count }) => count },
  { heading: 'Tổng tiền', kind: 'number', width: 18, total: true, value: ({ amountVnd }) => amountVnd },
  { heading: 'NH DS', kind: 'text', width: 18, value: ({ bank }) => stateWords[bank.state] },
  { heading: 'KB DS', kind: 'text', width: 18, value: ({ treasury }) => stateWords[treasury.state] },
  { heading: 'TS TK DDS NH', kind: 'number', width: 12, total: true, value: ({ bank }) => bank.matched },
  { heading: 'TS TK DDS KB', kind: 'number', width: 12, total: true, value: ({ treasury }) => treasury.matched },
  { heading: 'TS TK THUA NH', kind: 'number', width: 12, total: true, value: ({ bank }) => bank.surplus },
  { heading: 'TS TK THUA KB', kind: 'number', width: 12, total: true, value: ({ treasury }) => treasury.surplus },
  { heading: 'Ghi chú NH', kind: 'text', width: 62, value: ({ bank }) => notes(bank) },
  { heading: 'Ghi chú KB', kind: 'text', width: 62, value: ({ treasury }) => notes(treasury) },
];

/** Reconciliation day by day: one row for each day of an account. */
export const overviewReport = (of: ReportOf, rows: Table<OverviewRow>['rows']): Table<OverviewRow> => ({
  title: 'Tổng quan đối soát',
  about: aboutLines(of),
  columns,
  rows,
  inWords: 'Tổng tiền',
});
