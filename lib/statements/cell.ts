import { type DateForm, type Moment, type NumberForm, readAmount, readMoment, readPlainNumber } from './forms.ts';
import type { ProblemCode } from './problems.ts';

/** A cell of a table: text in every format, and in a spreadsheet also what is no text. */
export type Cell =
  | string
  | {
      readonly type: 'number' | 'date' | 'formula';
      /** A number as the file writes it; a date as `yyyy-MM-ddTHH:mm:ss`; of a formula nothing. */
      readonly text: string;
    };

/** What stands in a cell, for a message. */
export const cellText = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

/** Whether nothing stands in a cell. */
export const isEmpty = (cell: Cell | undefined): boolean =>
  cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** A spreadsheet keeps 15 digits of a number: an id with more has been changed already. */
const keptDigits = /^\d{1,15}$/;

/** The text of a cell; a code when it cannot be what the bank meant. */
export function readCellText(cell: Cell): { readonly text: string } | ProblemCode {
  if (typeof cell === 'string') return { text: cell };
  if (cell.type === 'number' && !keptDigits.test(cell.text)) return 'digits-lost';
  return cell.type === 'formula' ? 'formula' : { text: cell.text };
}

/** The amount in a cell: text in the bank's form, a number as it stands. */
export function readCellAmount(cell: Cell, form: NumberForm): number | ProblemCode {
  if (typeof cell === 'string') return readAmount(cell, form);
  if (cell.type === 'formula') return 'formula';
  return cell.type === 'number' ? readPlainNumber(cell.text) : 'not-an-amount';
}

/** The day in a cell: text in one of the bank's forms, a date as the spreadsheet keeps it. */
export function readCellMoment(cell: Cell, forms: readonly DateForm[]): Moment | ProblemCode {
  if (typeof cell === 'object' && cell.type === 'formula') return 'formula';
  const isDate = typeof cell === 'object' && cell.type === 'date';
  // A spreadsheet keeps a day as its midnight: nobody said that time.
  const text = isDate ? cellText(cell).replace(/T00:00:00$/, '') : cellText(cell);
  return readMoment(text, isDate ? ['yyyy-MM-dd'] : forms) ?? 'not-a-day';
}
