import papaparse from 'papaparse';
import { instantSchema, toVietnamTimestamp } from '../domain/time.ts';
import { type Cell, cellsOf, type Column, makeTotals, type Table } from './table.ts';

/**
 * What a spreadsheet would run as a formula instead of showing it: also after a line break, and in the full-width forms
 * that some take for the same signs.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const formulaBegins = /^(?:[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u;

/** By this a spreadsheet knows that what follows is UTF-8. */
const byteOrderMark = '\ufeff';

/** So many rows are written at a time. */
const batchRows = 500;

const toLines = (rows: readonly (readonly Cell[])[]): string =>
  `${papaparse.unparse(
    rows.map((cells) => [...cells]),
    { newline: '\r\n', escapeFormulae: formulaBegins },
  )}\r\n`;

/** Instants as a spreadsheet reads them, on the Viet Nam clock. */
const shown = <Row>(columns: readonly Column<Row>[], cells: readonly Cell[]): readonly Cell[] =>
  cells.map((cell, index) =>
    columns[index]?.kind === 'instant' && typeof cell === 'string'
      ? toVietnamTimestamp(instantSchema.parse(cell))
      : cell,
  );

async function* textOf<Row>({ columns, rows }: Table<Row>): AsyncGenerator<string> {
  yield byteOrderMark + toLines([columns.map(({ heading }) => heading)]);
  const totals = makeTotals(columns);
  let batch: (readonly Cell[])[] = [];
  let number = 0;
  for await (const row of rows) {
    number += 1;
    const cells = cellsOf(columns, row, number);
    totals.pass(cells);
    batch.push(shown(columns, cells));
    if (batch.length < batchRows) continue;
    yield toLines(batch);
    batch = [];
  }
  const last = totals.row();
  const rest = [...batch, ...(last ? [last] : [])];
  if (rest.length > 0) yield toLines(rest);
}

/**
 * A report as CSV (RFC 4180): UTF-8 with a byte order mark, one line of headings, and the totals as its last line. A text
 * that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers.
 */
export async function* writeCsv<Row>(table: Table<Row>): AsyncGenerator<Uint8Array> {
  for await (const text of textOf(table)) yield Buffer.from(text);
}
