import { type Cell, cellText, isEmpty, readCellAmount, readCellMoment, readCellText } from './cell.ts';
import type { Moment } from './forms.ts';
import type { ProblemCode } from './problems.ts';
import type { TableProfile } from './profile.ts';
import { readText, type Sink, tellLineAmount } from './sink.ts';
import type { LineStatus, StatementLine } from '../domain/statement.ts';
import type { Layout } from './table-layout.ts';

type Row = readonly Cell[];
type Money = Pick<StatementLine, 'direction' | 'amountVnd'>;
type CellOf = (row: Row, column: string) => Cell;

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
  const cellOf: CellOf = (row, column) => row[layout.at.get(column) ?? -1] ?? '';
  const readMoney = makeMoneyReader(profile, cellOf, sink);
  const readStatus = makeStatusReader(profile, cellOf, sink);
  const readDay = makeDayReader(dates);
  const complainOfDay = (cell: Cell, field: string, line: number): void => {
    const read = isEmpty(cell) ? 'missing' : readCellMoment(cell, dates);
    if (typeof read === 'string') problems.add({ code: read, line, field, found: cellText(cell) });
  };
  const readTime = (row: Row, line: number): Moment | undefined => {
    const read = readCellMoment(cellOf(row, 'at'), dates);
    if (typeof read === 'object') return read;
    complainOfDay(cellOf(row, 'at'), 'at', line);
    return undefined;
  };
  const readField = (row: Row, line: number, field: 'transactionId' | 'reference' | 'text'): string | undefined => {
    if (columns[field] === undefined) return undefined;
    const read = readCellText(cellOf(row, field));
    if (typeof read === 'object') return readText(problems, field, { text: read.text, line });
    problems.add({ code: read, line, field });
    return undefined;
  };
  return {
    layout,
    dayOf: (row) => readDay(cellOf(row, dayColumn)),
    take: (row, line, day) => {
      const before = problems.count();
      if (!hasWidth(row, { profile, layout, problems, line })) return;
      const time = hasTimeColumn ? readTime(row, line) : day;
      const money = readMoney(row, line);
      const status = readStatus(row, line);
      const transactionId = readField(row, line, 'transactionId');
      const reference = readField(row, line, 'reference');
      const text = readField(row, line, 'text');
      if (!money || !status || problems.count() > before) return;
      sink.line({
        ...money,
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
      if (hasWidth(row, { profile, layout, problems, line })) complainOfDay(cellOf(row, dayColumn), dayColumn, line);
    },
  };
}

/** Most lines of a statement are of one day: what was read of the cell before is still right. */
function makeDayReader(dates: TableProfile['dates']): (cell: Cell) => Moment | ProblemCode {
  let before: { readonly cell: Cell; readonly read: Moment | ProblemCode } | undefined;
  return (cell) => {
    if (before?.cell !== cell) before = { cell, read: readCellMoment(cell, dates) };
    return before.read;
  };
}

function makeStatusReader(
  { status: column }: TableProfile,
  cellOf: CellOf,
  { problems }: Sink,
): (row: Row, line: number) => LineStatus | undefined {
  if (column === undefined) return () => 'paid';
  return (row, line) => {
    const found = cellText(cellOf(row, 'status')).trim();
    const status = statuses.find((one) => column[one]?.includes(found));
    if (status === undefined) problems.add({ code: 'unknown-value', line, field: 'status', found });
    return status;
  };
}

/** A row of CSV has every cell of its head; a sheet leaves out empty cells at the end. Neither has text beyond it. */
function hasWidth(
  row: Row,
  at: { profile: TableProfile; layout: Layout; line: number } & Pick<Sink, 'problems'>,
): boolean {
  const width = at.layout.head.length;
  const isLongEnough = at.profile.format === 'xlsx' || row.length >= width;
  if (isLongEnough && (row.length <= width || row.slice(width).every(isEmpty))) return true;
  at.problems.add({ code: 'wrong-cells', line: at.line, found: String(row.length), wanted: String(width) });
  return false;
}

/** Reads amount and direction by the rule of the profile. */
function makeMoneyReader(
  { direction, numbers }: TableProfile,
  cellOf: CellOf,
  { problems }: Sink,
): (row: Row, line: number) => Money | undefined {
  const read = (cell: Cell): number | ProblemCode => (isEmpty(cell) ? 'missing' : readCellAmount(cell, numbers));
  const tell = (cell: Cell, line: number, way: { read: number | ProblemCode; direction: Money['direction'] }) => {
    const at = { line, field: 'amount', found: cellText(cell) };
    const amountVnd = tellLineAmount(problems, way.read, at);
    return amountVnd && { direction: way.direction, amountVnd };
  };
  switch (direction.rule) {
    case 'always-in':
      return (row, line) => {
        const cell = cellOf(row, 'amount');
        return tell(cell, line, { read: read(cell), direction: 'in' });
      };
    case 'two-columns':
      return (row, line) => {
        const ways = (['in', 'out'] as const).map((way) => ({ cell: cellOf(row, way), direction: way }));
        const told = ways.map((way) => ({ ...way, read: read(way.cell) })).filter((way) => !isNothing(way.read));
        const one = told.length === 1 ? told[0] : told.find((way) => typeof way.read === 'string');
        if (one !== undefined) return tell(one.cell, line, one);
        problems.add({ code: told.length === 0 ? 'zero-amount' : 'two-directions', line, field: 'amount' });
        return undefined;
      };
    case 'flag':
      return (row, line) => {
        const found = cellText(cellOf(row, 'flag')).trim();
        const way = direction.in.includes(found) ? 'in' : direction.out.includes(found) ? 'out' : undefined;
        if (way === undefined) problems.add({ code: 'unknown-value', line, field: 'direction', found });
        const cell = cellOf(row, 'amount');
        return way && tell(cell, line, { read: read(cell), direction: way });
      };
    case 'signed':
      return (row, line) => {
        const cell = cellOf(row, 'amount');
        const signed = read(cell);
        if (typeof signed !== 'number') return tell(cell, line, { read: signed, direction: 'in' });
        return tell(cell, line, { read: Math.abs(signed), direction: signed < 0 ? 'out' : 'in' });
      };
  }
}

/** The column of the other direction holds nothing or a zero. */
const isNothing = (read: number | ProblemCode): boolean => read === 'missing' || read === 0;
