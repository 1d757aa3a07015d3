import { type Cell, cellText, isEmpty, readCellAmount, readCellMoment, readCellText } from './cell.ts';
import type { ProblemCode } from './problems.ts';
import type { TableProfile } from './profile.ts';
import type { Sink } from './sink.ts';
import type { StatementHeader } from '../domain/statement.ts';
import { factColumn, fold, type Layout } from './table-layout.ts';

type Row = readonly Cell[];
type FactName = keyof TableProfile['facts'];
type Value = { readonly name: FactName; readonly cell: Cell; readonly line: number };

/** Facts of a table's header: each is told once its label or its column is met. */
type TableFacts = {
  /** Tells where the columns are, once a row has named them. */
  readonly columns: (layout: Layout) => void;
  /** Looks for labels anywhere in a row above the table. */
  readonly above: (row: Row, line: number) => void;
  /** Whether a row below or within the table begins with a label, and is no line. */
  readonly below: (row: Row, line: number) => boolean;
  /** Facts that stand in a column of each line. */
  readonly ofLine: (row: Row, line: number) => void;
  /** Tells of each labelled fact that was never met. */
  readonly end: () => void;
};

/** The first word behind a label: what a sentence around a day or an account leaves of it. */
const firstWord = (text: string): string => (text.trim().split(/\s+/)[0] ?? '').replace(/[.,;]+$/, '');

const inWords = (cell: Cell): Cell => (typeof cell === 'string' ? firstWord(cell) : cell);

function readFact({ name, cell }: Value, profile: TableProfile): StatementHeader | ProblemCode {
  if (name === 'account' || name === 'number') {
    const read = readCellText(inWords(cell));
    if (typeof read === 'string') return read;
    return read.text === '' ? 'missing' : { [name]: read.text };
  }
  if (name === 'from' || name === 'to') {
    const moment = readCellMoment(inWords(cell), profile.dates);
    return typeof moment === 'string' ? moment : { [name]: moment.on };
  }
  const amount = readCellAmount(cell, profile.numbers);
  return typeof amount === 'string' ? amount : { [name]: amount };
}

/** What stands behind a label in a row: the rest of its cell, or the next cell that is not empty. */
function behind(row: Row, index: number, label: string): Cell | undefined {
  const folded = fold(cellText(row[index] ?? ''));
  const from = folded.indexOf(label);
  if (from === -1) return undefined;
  const text = cellText(row[index] ?? '')
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const rest = text.slice(from + label.length).replace(/^[\s:]+/, '');
  return rest === '' ? (row.slice(index + 1).find((cell) => !isEmpty(cell)) ?? '') : rest;
}

const startsWith = (row: Row, labels: readonly string[]): string | undefined => {
  const first = row.find((cell) => !isEmpty(cell));
  const folded = first === undefined ? '' : fold(cellText(first));
  return labels.find((label) => folded.startsWith(label));
};

/** Reads the facts of a table's header into a sink. */
export function makeTableFacts(profile: TableProfile, sink: Sink): TableFacts {
  let layout: Layout | undefined;
  const places = Object.entries(profile.facts).flatMap(([key, place]) => {
    const name = factNames.find((fact) => fact === key);
    return name === undefined || place === undefined ? [] : [{ name, place }];
  });
  const labelled = places.flatMap(({ name, place }) =>
    'label' in place ? [{ name, labels: place.label.map(fold), isUnder: place.under !== undefined }] : [],
  );
  const inColumns = places.filter(({ place }) => 'column' in place).map(({ name }) => name);
  const met = new Set<FactName>();

  const tell = (value: Value): void => {
    met.add(value.name);
    const read = readFact(value, profile);
    if (typeof read !== 'string') sink.header(read, value.line);
    else sink.problems.add({ code: read, line: value.line, field: value.name, found: cellText(value.cell) });
  };
  const under = (row: Row, name: FactName): Cell => row[layout?.at.get(factColumn(name)) ?? -1] ?? '';
  const lookAt = (row: Row, index: number, line: number): void => {
    for (const { name, labels, isUnder } of labelled) {
      if (met.has(name) || isUnder) continue;
      const cell = labels.map((label) => behind(row, index, label)).find((found) => found !== undefined);
      if (cell !== undefined) tell({ name, cell, line });
    }
  };

  return {
    columns: (found) => {
      layout = found;
    },
    above: (row, line) => {
      for (const index of row.keys()) lookAt(row, index, line);
    },
    below: (row, line) => {
      const first = row.findIndex((cell) => !isEmpty(cell));
      let isFact = false;
      for (const { name, labels, isUnder } of labelled) {
        const label = startsWith(row, labels);
        if (label === undefined) continue;
        isFact = true;
        tell({ name, cell: isUnder ? under(row, name) : (behind(row, first, label) ?? ''), line });
      }
      return isFact;
    },
    ofLine: (row, line) => {
      for (const name of inColumns) tell({ name, cell: under(row, name), line });
    },
    end: () => {
      for (const { name } of labelled) if (!met.has(name)) sink.problems.add({ code: 'missing', field: name });
    },
  };
}

const factNames = [
  'account',
  'from',
  'to',
  'openingVnd',
  'closingVnd',
  'count',
  'sumVnd',
  'sumInVnd',
  'sumOutVnd',
  'number',
] as const satisfies readonly FactName[];
