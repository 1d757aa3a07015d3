import { type Cell, cellText, isEmpty } from './cell.ts';
import type { TableProfile } from './profile.ts';
import type { Sink } from './sink.ts';
import { makeTableFacts } from './table-facts.ts';
import { fold, type Layout, neededColumns, type Trial, tryLayout } from './table-layout.ts';
import { type LineReader, makeLineReader } from './table-lines.ts';

type Row = readonly Cell[];

/** Takes the rows of one table in order. */
type Table = { readonly row: (row: Row, line: number) => void; readonly end: () => void };

/** A bank writes its name, its address and the account above the table, not a book. */
const rowsAboveMax = 100;

/** Reads the rows of a table as its profile says: facts above, the row that names the columns, lines, facts below. */
export function makeTable(profile: TableProfile, sink: Sink): Table {
  const needed = neededColumns(profile);
  const ignored = profile.ignoredRows?.map(fold) ?? [];
  const facts = makeTableFacts(profile, sink);
  let reader: LineReader | undefined;
  let nearest: Trial = { ...tryLayout([], needed), twice: [] };
  let rows = 0;

  const noTable = (): void => {
    const [missing] = nearest.missing;
    sink.problems.stop({
      code: 'no-table',
      ...(missing && { field: missing[0], wanted: `a column called ${missing[1].join(' or ')}` }),
    });
  };
  const lookForHead = (row: Row, line: number): void => {
    const trial = tryLayout(row.map(cellText), needed);
    if (trial.missing.length > 0) {
      facts.above(row, line);
      if (trial.missing.length < nearest.missing.length) nearest = trial;
      rows += 1;
      if (rows >= rowsAboveMax) noTable();
      return;
    }
    for (const field of trial.twice) sink.problems.stop({ code: 'contradiction', line, field });
    reader = makeLineReader(profile, trial.layout, sink);
    facts.columns(trial.layout);
  };
  const takeOther = (row: Row, line: number, { layout, complain }: LineReader): void => {
    if (facts.below(row, line)) return;
    const first = fold(cellText(row.find((cell) => !isEmpty(cell)) ?? ''));
    if (ignored.some((beginning) => first.startsWith(beginning))) return;
    if (isHeadAgain(row, layout)) sink.problems.add({ code: 'second-table', line });
    else complain(row, line);
  };

  return {
    row: (row, line) => {
      if (row.every(isEmpty)) return;
      if (reader === undefined) {
        lookForHead(row, line);
        return;
      }
      const day = reader.dayOf(row);
      if (typeof day !== 'object') {
        takeOther(row, line, reader);
        return;
      }
      facts.ofLine(row, line);
      reader.take(row, line, day);
    },
    end: () => {
      if (reader === undefined) noTable();
      else facts.end();
    },
  };
}

const isHeadAgain = (row: Row, { head }: Layout): boolean =>
  head.every((name, index) => name === fold(cellText(row[index] ?? '')));
