import type { Instant, VietnamDay } from '../domain/time.ts';

/** What a column holds: whole numbers that are counted or added up, texts, Viet Nam days, or instants. */
type ColumnKind = 'number' | 'text' | 'day' | 'instant';

/** What a cell holds, by the kind of its column; an instant is UTC and shown on the Viet Nam clock. */
export type Cell = string | number | undefined;

/** One column of a report: how it is headed, how wide it is in characters, and what of a row it shows. */
export type Column<Row> = {
  readonly heading: string;
  readonly width: number;
  readonly total?: boolean;
} & (
  | { readonly kind: Extract<ColumnKind, 'number'>; readonly value: (row: Row, number: number) => number | undefined }
  | { readonly kind: Extract<ColumnKind, 'text'>; readonly value: (row: Row) => string | undefined }
  | { readonly kind: Extract<ColumnKind, 'day'>; readonly value: (row: Row) => VietnamDay | undefined }
  | { readonly kind: Extract<ColumnKind, 'instant'>; readonly value: (row: Row) => Instant | undefined }
);

/** A report as writers take it: rows come one after the other, and are never all in memory. */
export type Table<Row> = {
  readonly title: string;
  /** What the report is of, a line each: account, days, and what else narrows it. */
  readonly about: readonly string[];
  readonly columns: readonly Column<Row>[];
  readonly rows: AsyncIterable<Row> | Iterable<Row>;
  /** The heading of the totalled column whose total is written in words as well. */
  readonly inWords?: string;
};

/** The first column of every report. */
export const rowNumber: Column<unknown> = { heading: 'STT', kind: 'number', width: 7, value: (_row, number) => number };

const add = (total: number, more: number): number => {
  const sum = total + more;
  if (!Number.isSafeInteger(sum)) throw new RangeError('the total of a column leaves the integers that are exact');
  return sum;
};

/** Adds up the columns that want a total, while their rows pass by. */
type Totals = {
  readonly pass: (cells: readonly Cell[]) => void;
  /** The last row of the report; nothing when no column wants a total. */
  readonly row: () => readonly Cell[] | undefined;
  /** The total of the column of a heading. */
  readonly of: (heading: string) => number;
};

const totalWord = 'Tổng cộng';

/** @throws RangeError when a total is no longer exact */
export const makeTotals = <Row>(columns: readonly Column<Row>[]): Totals => {
  const wanted = columns.flatMap(({ total }, index) => (total === true ? [index] : []));
  const sums = new Map(wanted.map((index) => [index, 0]));
  return {
    pass: (cells) => {
      for (const index of wanted) {
        const cell = cells[index];
        if (typeof cell === 'number') sums.set(index, add(sums.get(index) ?? 0, cell));
      }
    },
    row: () => {
      if (wanted.length === 0) return undefined;
      const label = columns.findIndex(({ kind, total }) => kind === 'text' && total !== true);
      return columns.map((_, index) => (index === label ? totalWord : sums.get(index)));
    },
    of: (heading) => sums.get(columns.findIndex((column) => column.heading === heading)) ?? 0,
  };
};

/** The cells of a row; `number` counts the rows from 1. */
export const cellsOf = <Row>(columns: readonly Column<Row>[], row: Row, number: number): readonly Cell[] =>
  columns.map((column) => (column.kind === 'number' ? column.value(row, number) : column.value(row)));
