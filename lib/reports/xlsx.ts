import { amountInWords } from './amount-in-words.ts';
import { columnName, rowCell, rowXml, style, textCell, totalCell } from './sheet-xml.ts';
import { type Cell, cellsOf, makeTotals, type Table } from './table.ts';
import {
  contentTypesXml,
  packageXml,
  sheetBegin,
  sheetEnd,
  sheetPath,
  stylesXml,
  workbookRelationsXml,
  workbookXml,
} from './workbook-xml.ts';
import { makeZip } from './zip.ts';

/** A sheet has 1,048,576 rows at most; the rest of a report goes on to the next one. */
const rowsPerSheetMax = 1_000_000;

/** So much text is packed at a time. */
const pieceCharacters = 64 * 1024;

/** Points: headings may take two lines. */
const headingHeight = 32;

/** Signs that the name of a sheet cannot have, and its greatest length. */
const sheetName = (title: string, number: number): string => {
  const name = title.replaceAll(/[[\]:*?/\\']/g, ' ').slice(0, 25);
  return number === 1 ? name : `${name} (${number})`;
};

/** Writes the rows of one sheet after another into an archive. */
const makeSheets = <Row>({ title, about, columns }: Table<Row>, zip: ReturnType<typeof makeZip>) => {
  const headingRow = about.length + 2;
  const names: string[] = [];
  let push: ReturnType<typeof zip.begin> = () => undefined;
  let waiting = '';
  let row = 0;
  const flush = (isLast: boolean): void => {
    push(waiting, isLast);
    waiting = '';
  };
  const write = (xmlOf: (row: number) => string): void => {
    row += 1;
    waiting += rowXml(row, xmlOf(row), row === headingRow ? headingHeight : undefined);
    if (waiting.length > pieceCharacters) flush(false);
  };
  const places = columns.map((_, index) => columnName(index));
  const writeCells = (cellOf: (index: number, place: string) => string): void => {
    write((number) => places.map((name, index) => cellOf(index, `${name}${number}`)).join(''));
  };
  const writeText = (text: string, styleOf: number): void => {
    write((number) => textCell(`A${number}`, text, styleOf));
  };
  return {
    headingRow,
    names,
    begin: (): void => {
      names.push(sheetName(title, names.length + 1));
      push = zip.begin(sheetPath(names.length));
      row = 0;
      waiting = sheetBegin(
        columns.map(({ width }) => width),
        headingRow,
      );
      writeText(title, style.title);
      for (const line of about) writeText(line, style.about);
      writeCells((index, place) => textCell(place, columns[index]?.heading ?? '', style.heading));
    },
    row: (cells: readonly Cell[]): void => {
      writeCells((index, place) => {
        const column = columns[index];
        return column === undefined ? '' : rowCell(column, place, cells[index]);
      });
    },
    total: (cells: readonly Cell[]): void => {
      writeCells((index, place) => totalCell(place, cells[index]));
    },
    text: writeText,
    end: (): void => {
      waiting += sheetEnd(places.at(-1) ?? 'A', row);
      flush(true);
    },
  };
};

/**
 * A report as a workbook, written while its rows come, in memory that does not grow with them. Headings stay in sight,
 * amounts and days are numbers and days, codes are texts with their leading zeros. The same rows make the same bytes.
 */
export async function* writeXlsx<Row>(
  table: Table<Row>,
  rowsPerSheet: number = rowsPerSheetMax,
): AsyncGenerator<Uint8Array> {
  const { columns, inWords } = table;
  const zip = makeZip();
  const sheets = makeSheets(table, zip);
  zip.begin('_rels/.rels')(packageXml, true);
  zip.begin('xl/styles.xml')(stylesXml, true);
  sheets.begin();
  const totals = makeTotals(columns);
  let number = 0;
  for await (const row of table.rows) {
    if (number > 0 && number % rowsPerSheet === 0) {
      sheets.end();
      sheets.begin();
    }
    number += 1;
    const cells = cellsOf(columns, row, number);
    totals.pass(cells);
    sheets.row(cells);
    yield* zip.take();
  }
  const last = totals.row();
  if (last) sheets.total(last);
  if (inWords !== undefined) sheets.text(`Bằng chữ: ${amountInWords(totals.of(inWords))}`, style.about);
  sheets.end();
  zip.begin('xl/workbook.xml')(workbookXml(sheets.names, sheets.headingRow), true);
  zip.begin('xl/_rels/workbook.xml.rels')(workbookRelationsXml(sheets.names.length), true);
  zip.begin('[Content_Types].xml')(contentTypesXml(sheets.names.length), true);
  zip.end();
  yield* zip.take();
}
