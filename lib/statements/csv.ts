import papaparse from 'papaparse';
import * as z from 'zod/mini';
import type { Problems } from './problems.ts';
import { countBreaks } from './text.ts';

/** No row of a statement is longer; a field whose quote is never closed would take the whole file. */
export const rowCharactersMax = 64 * 1024;

/** Rows are what this parser makes of any text: looking into each would cost as much as parsing it. */
const parsedSchema = z.object({
  data: z.custom<string[][]>(Array.isArray),
  errors: z.array(z.object({ code: z.string(), row: z.number() })),
  meta: z.object({ cursor: z.number() }),
});

type Row = (cells: readonly string[], line: number) => void;

const breaksIn = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) count += countBreaks(cell);
  return count;
};

/** Line breaks of every kind become one, across the ends of pieces too. */
function makeBreaks(): (text: string, isLast: boolean) => string {
  let held = '';
  return (text, isLast) => {
    const all = held + text;
    const cut = !isLast && all.endsWith('\r') ? all.length - 1 : all.length;
    held = all.slice(cut);
    return all.includes('\r') ? all.slice(0, cut).replaceAll(/\r\n?/g, '\n') : all;
  };
}

/**
 * Reads the rows of a CSV text, each with the line of the file that it begins on. Quotes that do not close where a cell
 * ends, and rows that are too long, stop the reading. Rows without any character are left out.
 */
export async function readCsv(
  texts: AsyncIterable<string>,
  { delimiter, problems, onRow }: { delimiter: string; problems: Problems; onRow: Row },
): Promise<void> {
  const parser = new papaparse.Parser({ delimiter, newline: '\n' });
  const withBreaks = makeBreaks();
  let rest = '';
  let line = 1;
  const takeRows = (rows: readonly (readonly string[])[], hasQuotes: boolean): void => {
    for (const cells of rows) {
      if (problems.isStopped()) return;
      if (cells.length > 1 || cells[0] !== '') onRow(cells, line);
      line += 1 + (hasQuotes ? breaksIn(cells) : 0);
    }
  };
  const take = (text: string, isLast: boolean): void => {
    const { data, errors, meta } = parsedSchema.parse(parser.parse(text, 0, !isLast));
    const broken = errors.find(({ row }) => row < data.length)?.row;
    takeRows(broken === undefined ? data : data.slice(0, broken), text.includes('"'));
    rest = text.slice(meta.cursor);
    const isTooLong = rest.length > rowCharactersMax;
    // A row that does not end may have been broken by a quote long ago; in a row that is still to come, nothing is yet.
    const hasBrokenQuotes = broken !== undefined || (isTooLong && errors.length > 0);
    if (hasBrokenQuotes) problems.stop({ code: 'malformed', line, field: 'quotes' });
    else if (isTooLong) problems.stop({ code: 'too-long', line });
  };
  for await (const text of texts) {
    take(rest + withBreaks(text, false), false);
    if (problems.isStopped()) return;
  }
  if (!problems.isStopped()) take(rest + withBreaks('', true), true);
}
