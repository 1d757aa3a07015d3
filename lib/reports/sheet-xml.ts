import { instantSchema, instantToMs, minuteMs, toVietnamTimestamp } from '../domain/time.ts';
import type { Cell, Column } from './table.ts';

/** The styles of cells, by their place in `cellXfs` of {@link stylesXml}. */
export const style = {
  title: 1,
  about: 2,
  heading: 3,
  text: 4,
  number: 5,
  day: 6,
  instant: 7,
  total: 8,
  totalNumber: 9,
};

/** A spreadsheet keeps fifteen digits of a number; longer ones are written as text, so that no đồng is lost. */
const exactMax = 999_999_999_999_999;

/** Excel takes no longer texts. */
const textCharactersMax = 32_767;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * A text inside XML. What XML cannot hold becomes U+FFFD, and what a spreadsheet would read as an escape of its own
 * (`_x000D_`) is escaped once more.
 */
export const escapeXml = (text: string): string =>
  text
    .slice(0, textCharactersMax)
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign)
    .replaceAll('\r', '&#13;');

/** `A` for the first column, `AA` for the 27th. */
export const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCodePoint(65 + (index % 26));

/** A cell of text. */
export const textCell = (place: string, text: string, styleOf: number): string =>
  `<c r="${place}" s="${styleOf}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;

const numberCell = (place: string, value: number, styleOf: number): string =>
  Math.abs(value) > exactMax
    ? textCell(place, String(value), style.text)
    : `<c r="${place}" s="${styleOf}"><v>${value}</v></c>`;

/** Day 0 of spreadsheets. Their calendar has a 29 February 1900, which is before any day of ours. */
const dayZeroMs = Date.parse('1899-12-30T00:00:00Z');
const minutesOfDay = 24 * 60;

/** Days since day 0, with the time of day as their fraction. */
const serial = (timestamp: string): number =>
  (instantToMs(instantSchema.parse(`${timestamp.replace(' ', 'T')}Z`)) - dayZeroMs) / minuteMs / minutesOfDay;

const stylesOf = { text: style.text, number: style.number, day: style.day, instant: style.instant };

/** A cell of a report's row, by the kind of its column. */
export const rowCell = <Row>({ kind }: Column<Row>, place: string, cell: Cell): string => {
  if (cell === undefined) return `<c r="${place}" s="${stylesOf[kind]}"/>`;
  if (typeof cell === 'number') return numberCell(place, cell, style.number);
  if (kind === 'day') return numberCell(place, serial(`${cell} 00:00:00`), style.day);
  if (kind === 'instant')
    return numberCell(place, serial(toVietnamTimestamp(instantSchema.parse(cell))), style.instant);
  return textCell(place, cell, style.text);
};

/** A cell of the row of totals. */
export const totalCell = (place: string, cell: Cell): string => {
  if (typeof cell === 'number') return numberCell(place, cell, style.totalNumber);
  return cell === undefined ? `<c r="${place}" s="${style.total}"/>` : textCell(place, cell, style.total);
};

/** A row of cells; `height` in points where it is not that of one line. */
export const rowXml = (number: number, cells: string, height?: number): string =>
  `<row r="${number}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells}</row>`;
