import type * as z from 'zod/mini';
import { groupThousands } from '../lib/domain/money.ts';
import type { Summary } from '../lib/domain/run.ts';
import { toVietnamText } from '../lib/domain/time.ts';
import type { publicBankDaySchema } from '../lib/http/public-bank-day.ts';
import type { discrepancyPageSchema, publicDiscrepancySchema } from '../lib/http/public-discrepancy.ts';
import type { publicRunSchema } from '../lib/http/public-run.ts';
import type { threeWaysSchema } from '../lib/http/public-three-ways.ts';
import { printable, toLines } from './answer.ts';

type Row = readonly [name: string, value: string];

/** `-1.234.567`: as Vietnamese is written, and as `--amount` takes it. */
const dong = (vnd: number): string => groupThousands(vnd, '.');

/** Columns of which all but the first are numbers. */
function toColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The balance equation: on the statement's side opening + every class = closing, on ours what every class adds up to. */
export function describeEquation({ openingVnd, closingVnd, classes, entries, ...summary }: Summary): string {
  const used = Object.entries(classes).filter(([, { count }]) => count > 0);
  const sum = (side: 'statementVnd' | 'lephiVnd'): number => used.reduce((total, [, each]) => total + each[side], 0);
  const origins = Object.entries(entries).filter(([, { count }]) => count > 0);
  const balance = (name: string, vnd: number | undefined) => (vnd === undefined ? [] : [[name, '', dong(vnd), '']]);
  return toColumns([
    ['', 'count', 'statement', 'lephi'],
    ...balance('opening', openingVnd),
    ...used.map(([name, { count, statementVnd, lephiVnd }]) => [
      name,
      String(count),
      dong(statementVnd),
      dong(lephiVnd),
    ]),
    ['all classes', '', dong(sum('statementVnd')), dong(sum('lephiVnd'))],
    ['lines', String(summary.lines), dong(summary.linesVnd), ''],
    ...balance('closing', closingVnd),
    ...origins.map(([name, { count, vnd }]) => [`lephi, ${name}`, String(count), '', dong(vnd)]),
    ...(summary.feeVnd === 0 ? [] : [['fee kept', '', dong(summary.feeVnd), '']]),
  ]);
}

/** Whether it balances, and how much waits. */
export const describeVerdict = ({ balanced, open }: Summary): string =>
  `${balanced ? 'It balances.' : 'It does NOT balance.'} ${open === 0 ? 'Nothing is open.' : `${open} open.`}`;

type Run = z.output<typeof publicRunSchema>;

/** A run in some lines. */
export const describeRun = ({ number, status, why, statement, hashes, healed, supersedes }: Run): string =>
  toLines([
    ['run', `${number}, ${status}${why === 'again' ? ', because there was news' : ''}`],
    ...(supersedes === undefined ? [] : [['supersedes', `run ${supersedes}`] satisfies Row]),
    ['statement', `${printable(statement.name)}  ${statement.sha256}`],
    ['report', hashes.body ?? 'not written yet'],
    ...(healed === undefined ? [] : [['healed', `${healed} lines`] satisfies Row]),
  ]);

type Day = z.output<typeof publicBankDaySchema>;

/** A bank day in some lines. */
export const describeDay = ({ accountId, side, on, period, runs, closed }: Day): string =>
  toLines([
    ['bank day', `${accountId}  ${side}  ${period && period.from !== period.to ? `${period.from} to ` : ''}${on}`],
    ['runs', String(runs)],
    ...(closed === undefined
      ? []
      : [
          ['closed', `by ${printable(closed.by.name)}, ${toVietnamText(closed.at)}`] satisfies Row,
          ['on report', closed.bodySha256] satisfies Row,
        ]),
  ]);

type Listed = z.output<typeof discrepancyPageSchema>['items'][number];

/** One line for each discrepancy. */
export const describeDiscrepancies = (items: readonly Listed[]): string =>
  toColumns(
    items.map(({ foundAs, statementVnd, lephiVnd, on, id, orderId = '' }) => [
      `${foundAs}  ${on}  ${id}  ${orderId}`.trimEnd(),
      dong(statementVnd),
      dong(lephiVnd),
    ]),
  );

type Discrepancy = z.output<typeof publicDiscrepancySchema>;

const describeEnd = ({ by, at, on, run, officer, reason }: NonNullable<Discrepancy['end']>): string =>
  by === 'run'
    ? `run ${run ?? ''} of ${on ?? ''}, ${toVietnamText(at)}`
    : `${by} by ${officer?.name ?? ''}, ${toVietnamText(at)}${reason === undefined ? '' : `: ${reason}`}`;

const rowOf = (name: string, value: string | undefined): readonly Row[] =>
  value === undefined ? [] : [[name, printable(value)]];

const textOf = (parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join('  ');

const describeResult = ({ line, entry, rule, refused = [] }: Discrepancy['result']): readonly Row[] => [
  ...rowOf(
    'line',
    line &&
      textOf([
        line.bookedOn,
        line.direction,
        dong(line.amountVnd),
        line.status,
        line.transactionId,
        line.reference,
        line.text,
      ]),
  ),
  ...rowOf(
    'lephi',
    entry &&
      textOf([
        entry.paidOn,
        entry.direction,
        dong(entry.amountVnd),
        entry.state,
        entry.origin,
        entry.key,
        entry.orderId,
      ]),
  ),
  ...rowOf('joined by', rule),
  ...refused.flatMap(({ candidate, why }) => rowOf('refused', `${candidate}: ${why}`)),
];

/** A discrepancy with its line and entry, and what would close it. */
export const describeDiscrepancy = (discrepancy: Discrepancy): string =>
  toLines([
    ['discrepancy', discrepancy.id],
    ['class', `${discrepancy.foundAs}, ${discrepancy.status}${discrepancy.overdue ? ', overdue' : ''}`],
    ['bank day', `${discrepancy.accountId}  ${discrepancy.side}  ${discrepancy.on}`],
    ['statement', dong(discrepancy.statementVnd)],
    ['lephi', dong(discrepancy.lephiVnd)],
    ...describeResult(discrepancy.result),
    ...rowOf('would close it', discrepancy.correction),
    ['found', `${toVietnamText(discrepancy.foundAt)}, run ${discrepancy.firstRun}`],
    ...rowOf('ended by', discrepancy.end && describeEnd(discrepancy.end)),
  ]);

type ThreeWays = z.output<typeof threeWaysSchema>;

const describeSide = ({ side, on, run, result }: ThreeWays['sides'][number]): readonly Row[] => {
  if (result === undefined) return [[side, on === undefined ? 'not shown yet' : `not shown yet, due on ${on}`]];
  const { line } = result;
  return [
    [side, `${result.class}, ${on ?? ''}, run ${run ?? ''}`],
    ...rowOf(
      '',
      line && textOf([line.bookedOn, dong(line.amountVnd), line.treasuryStatus, line.transactionId, line.text]),
    ),
  ];
};

/** What was said of a payment, and what each side's statement shows. */
export const describeThreeWays = (payment: ThreeWays): string =>
  toLines([
    ['movement', payment.movementId],
    ...rowOf('order', payment.orderId),
    ['amount', `${dong(payment.amountVnd)}, ${payment.result}`],
    ...rowOf('paid', payment.paidAt && toVietnamText(payment.paidAt)),
    ['heard', toVietnamText(payment.receivedAt)],
    ...payment.said.flatMap(({ source, receivedAt, raw }) => [
      ...rowOf('said', `${source} at ${toVietnamText(receivedAt)}`),
      ...rowOf('', raw),
    ]),
    ...payment.sides.flatMap(describeSide),
  ]);
