import { type Cell, cellText, isEmpty, readCellAmount, readCellMoment, readCellText } from './cell.ts';
import type { Moment } from './forms.ts';
import type { ProblemCode, Problems } from './problems.ts';
import type { TableProfile } from './profile.ts';
import { readText, type Sink, tellLineAmount, type TextField } from './sink.ts';
import { isAmountVnd } from '../domain/money.ts';
import type { LineStatus, StatementLine } from '../domain/statement.ts';
import type { Layout } from './table-layout.ts';

type Row = readonly Cell[];
type Money = Pick<StatementLine, 'direction' | 'amountVnd'>;

/** What a reader of cells goes by. */
type Reading = { readonly profile: TableProfile; readonly layout: Layout; readonly problems: Problems };

/** Finds the cell of one column in a row. */
type CellOf = (row: Row) => Cell;

/** Reads the rows below the one that names the columns. */
export type LineReader = {
  readonly layout: Layout;
  /** A line has a day where days stand; whatever has none must be looked at more closely. */
  readonly dayOf: (row: Row) => Moment | ProblemCode;
  readonly take: (row: Row, line: number, day: Moment) => void;
  /** Says what is wrong with a row that is neither a line nor anything else. */
  readonly complain: (row: Row, line: number) => void;
};

const statuses = ['paid', 'failed', 'reversed'] as const;

/** Reads lines from a table whose columns are known. */
export function makeLineReader(profile: TableProfile, layout: Layout, sink: Sink): LineReader {
  const { problems } = sink;
  const { columns, dates } = profile;
  const dayColumn = columns.bookedOn === undefined ? 'at' : 'bookedOn';
  const hasTimeColumn = columns.bookedOn !== undefined && columns.at !== undefined;
  const dayCell = columnOf(layout, dayColumn);
  const timeCell = columnOf(layout, 'at');
  const reading: Reading = { profile, layout, problems };
  const readMoney = makeMoneyReader(reading);
  const readStatus = makeStatusReader(reading);
  const readDay = makeMomentReader(dates);
  const readMoment = makeMomentReader(dates);
  const readTransactionId = makeTextReader('transactionId', reading);
  const readReference = makeTextReader('reference', reading);
  const readPayerText = makeTextReader('text', reading);
  const complainOfDay = (cell: Cell, field: string, line: number): void => {
    const read = isEmpty(cell) ? 'missing' : readCellMoment(cell, dates);
    if (typeof read === 'string') problems.add({ code: read, line, field, found: cellText(cell) });
  };
  const readTime = (row: Row, line: number): Moment | undefined => {
    const read = readMoment(timeCell(row));
    if (typeof read === 'object') return read;
    complainOfDay(timeCell(row), 'at', line);
    return undefined;
  };
  return {
    layout,
    dayOf: (row) => readDay(dayCell(row)),
    take: (row, line, day) => {
      const before = problems.count();
      if (!hasWidth(row, line, reading)) return;
      const time = hasTimeColumn ? readTime(row, line) : day;
      const money = readMoney(row, line);
      const status = readStatus(row, line);
      const transactionId = readTransactionId(row, line);
      const reference = readReference(row, line);
      const text = readPayerText(row, line);
      if (!money || !status || problems.count() > before) return;
      sink.line({
        direction: money.direction,
        amountVnd: money.amountVnd,
        bookedOn: day.on,
        at: time?.at,
        transactionId,
        reference,
        text,
        status,
        rawLine: line,
      });
    },
    complain: (row, line) => {
      if (hasWidth(row, line, reading)) complainOfDay(dayCell(row), dayColumn, line);
    },
  };
}

/** Where a column stands is looked up once, not for each row. */
function columnOf({ at }: Layout, name: string): CellOf {
  const index = at.get(name);
  return index === undefined ? () => '' : (row) => row[index] ?? '';
}

/** Most lines of a statement are of one day: what was read of the cell before is still right. */
function makeMomentReader(dates: TableProfile['dates']): (cell: Cell) => Moment | ProblemCode {
  let before: { readonly cell: Cell; readonly read: Moment | ProblemCode } | undefined;
  return (cell) => {
    if (before?.cell !== cell) before = { cell, read: readCellMoment(cell, dates) };
    return before.read;
  };
}

function makeTextReader(
  field: TextField,
  { profile, layout, problems }: Reading,
): (row: Row, line: number) => string | undefined {
  if (profile.columns[field] === undefined) return () => undefined;
  const cellOf = columnOf(layout, field);
  const isDecoded = profile.format === 'csv';
  return (row, line) => {
    const read = readCellText(cellOf(row));
    if (typeof read === 'object') return readText(problems, field, { text: read.text, line, isDecoded });
    problems.add({ code: read, line, field });
    return undefined;
  };
}

function makeStatusReader({ profile, layout, problems }: Reading): (row: Row, line: number) => LineStatus | undefined {
  const { status: column } = profile;
  if (column === undefined) return () => 'paid';
  const cellOf = columnOf(layout, 'status');
  return (row, line) => {
    const found = cellText(cellOf(row)).trim();
    const status = statuses.find((one) => column[one]?.includes(found));
    if (status === undefined) problems.add({ code: 'unknown-value', line, field: 'status', found });
    return status;
  };
}

/** A row of CSV has every cell of its head; a sheet leaves out empty cells at the end. Neither has text beyond it. */
function hasWidth(row: Row, line: number, { profile, layout, problems }: Reading): boolean {
  const width = layout.head.length;
  const isLongEnough = profile.format === 'xlsx' || row.length >= width;
  if (isLongEnough && (row.length <= width || row.slice(width).every(isEmpty))) return true;
  problems.add({ code: 'wrong-cells', line, found: String(row.length), wanted: String(width) });
  return false;
}

/** Reads amount and direction by the rule of the profile. */
function makeMoneyReader({ profile, layout, problems }: Reading): (row: Row, line: number) => Money | undefined {
  const { direction, numbers } = profile;
  const read = (cell: Cell): number | ProblemCode => (isEmpty(cell) ? 'missing' : readCellAmount(cell, numbers));
  const tell = (cell: Cell, line: number, way: { read: number | ProblemCode; direction: Money['direction'] }) => {
    const amountVnd =
      typeof way.read === 'number' && isAmountVnd(way.read)
        ? way.read
        : tellLineAmount(problems, way.read, { line, field: 'amount', found: cellText(cell) });
    return amountVnd && { direction: way.direction, amountVnd };
  };
  switch (direction.rule) {
    case 'always-in': {
      const amountOf = columnOf(layout, 'amount');
      return (row, line) => tell(amountOf(row), line, { read: read(amountOf(row)), direction: 'in' });
    }
    case 'two-columns': {
      const cellOf = { in: columnOf(layout, 'in'), out: columnOf(layout, 'out') };
      return (row, line) => {
        const found = { in: read(cellOf.in(row)), out: read(cellOf.out(row)) };
        const way = wayOf(found);
        if (way === 'in' || way === 'out') return tell(cellOf[way](row), line, { read: found[way], direction: way });
        problems.add({ code: way, line, field: 'amount' });
        return undefined;
      };
    }
    case 'flag': {
      const [amountOf, flagOf] = [columnOf(layout, 'amount'), columnOf(layout, 'flag')];
      return (row, line) => {
        const found = cellText(flagOf(row)).trim();
        const way = direction.in.includes(found) ? 'in' : direction.out.includes(found) ? 'out' : undefined;
        if (way === undefined) problems.add({ code: 'unknown-value', line, field: 'direction', found });
        return way && tell(amountOf(row), line, { read: read(amountOf(row)), direction: way });
      };
    }
    case 'signed': {
      const amountOf = columnOf(layout, 'amount');
      return (row, line) => {
        const signed = read(amountOf(row));
        if (typeof signed !== 'number') return tell(amountOf(row), line, { read: signed, direction: 'in' });
        return tell(amountOf(row), line, { read: Math.abs(signed), direction: signed < 0 ? 'out' : 'in' });
      };
    }
  }
}

/** Which of two columns holds the amount; where both hold something, the one that cannot be read tells why. */
function wayOf(read: Record<Money['direction'], number | ProblemCode>): Money['direction'] | ProblemCode {
  if (isNothing(read.out)) return isNothing(read.in) ? 'zero-amount' : 'in';
  if (isNothing(read.in)) return 'out';
  if (typeof read.in === 'string') return 'in';
  return typeof read.out === 'string' ? 'out' : 'two-directions';
}

/** The column of the other direction holds nothing or a zero. */
const isNothing = (read: number | ProblemCode): boolean => read === 'missing' || read === 0;
