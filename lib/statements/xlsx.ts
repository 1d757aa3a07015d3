import { dayMs } from '../domain/time.ts';
import type { Cell } from './cell.ts';
import { rowCharactersMax } from './csv.ts';
import type { Problems } from './problems.ts';
import {
  makeRichText,
  type Package,
  readDateStyles,
  readPart,
  readRelations,
  readSharedStrings,
  readWorkbook,
  unescapeText,
} from './xlsx-parts.ts';
import { makeInflation, openZip } from './zip.ts';

type Row = (cells: readonly Cell[], row: number) => void;

/** A packed workbook is held whole: its directory stands at its end. */
const packedBytesMax = 64 * 1024 ** 2;
const columnsMax = 256;

async function collect(chunks: AsyncIterable<Uint8Array>, problems: Problems): Promise<Buffer> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > packedBytesMax) {
      problems.stop({ code: 'too-large' });
      break;
    }
    held.push(chunk);
  }
  return Buffer.concat(held);
}

/** The last number of a day before the year 10000. */
const serialMax = 2_958_466;

/**
 * A number of days as a date and time to the second. Excel counts from 1900 and believes in a 29 February of that year;
 * workbooks from old Macintoshes count from 1904.
 */
export function toDateText(serial: string, is1904: boolean): string | undefined {
  const days = Number(serial);
  if (!(days >= 0 && days < serialMax)) return undefined;
  const epochMs = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 60 ? 31 : 30);
  return new Date(epochMs + Math.round((days * dayMs) / 1000) * 1000).toISOString().slice(0, 19);
}

/** `BC12` → 54; nothing when a cell does not say where it stands. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

type Sheet = { readonly strings: readonly string[]; readonly dateStyles: readonly boolean[]; readonly is1904: boolean };

type OpenCell = { readonly type: string; readonly style: number; value: string; hasFormula: boolean };

function toNumberCell({ style, value }: OpenCell, { dateStyles, is1904 }: Sheet): Cell {
  if (value === '') return '';
  if (!(dateStyles[style] ?? false)) return { type: 'number', text: value };
  return { type: 'date', text: toDateText(value, is1904) ?? value };
}

function toCell(cell: OpenCell, rich: string, sheet: Sheet): Cell {
  if (cell.hasFormula) return { type: 'formula', text: '' };
  switch (cell.type) {
    case 'n':
      return toNumberCell(cell, sheet);
    case 's':
      return sheet.strings[Number(cell.value)] ?? '';
    case 'inlineStr':
      return rich;
    case 'd':
      return { type: 'date', text: cell.value };
    default:
      return unescapeText(cell.value);
  }
}

async function readSheet(parts: Package, name: string, { sheet, onRow }: { sheet: Sheet; onRow: Row }): Promise<void> {
  const rich = makeRichText();
  let row = 0;
  let cells: Cell[] = [];
  let cell: OpenCell | undefined;
  let column = 0;
  let isValue = false;
  let characters = 0;
  const openCell = ({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void => {
    column = columnOf(r) ?? column;
    if (column >= columnsMax) parts.problems.stop({ code: 'wrong-cells', line: row });
    cell = { type: t, style: Number(s), value: '', hasFormula: false };
    rich.start();
  };
  const closeCell = (open: OpenCell): void => {
    while (cells.length < column) cells.push('');
    cells[column] = toCell(open, rich.get(), sheet);
    column += 1;
    cell = undefined;
  };
  await readPart(parts, name, {
    open: (element, attributes) => {
      if (element === 'row') {
        row = Number(attributes.r ?? row + 1);
        [cells, column, characters] = [[], 0, 0];
      } else if (element === 'c') openCell(attributes);
      else if (cell !== undefined && element === 'f') cell.hasFormula = true;
      isValue = element === 'v';
      rich.open(element);
    },
    text: (text) => {
      characters += text.length;
      if (characters > rowCharactersMax) parts.problems.stop({ code: 'too-long', line: row });
      if (cell !== undefined && isValue) cell.value += text;
      else if (cell !== undefined) rich.text(text);
    },
    close: (element) => {
      rich.close(element);
      if (element === 'v') isValue = false;
      if (element === 'c' && cell !== undefined) closeCell(cell);
      if (element === 'row') onRow(cells, row);
    },
  });
}

async function findSheet(parts: Package, wanted: string | undefined) {
  const { sheets, is1904 } = await readWorkbook(parts);
  const relations = await readRelations(parts);
  const found = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted);
  const path = relations.get(found?.relation ?? '');
  if (path === undefined)
    parts.problems.stop({ code: 'missing', field: 'sheet', ...(wanted !== undefined && { wanted }) });
  return { path: path ?? '', is1904 };
}

/** Reads the rows of one sheet of an XLSX workbook, the first when none is named. */
export async function readXlsx(
  chunks: AsyncIterable<Uint8Array>,
  { sheet: wanted, problems, onRow }: { sheet: string | undefined; problems: Problems; onRow: Row },
): Promise<void> {
  const bytes = await collect(chunks, problems);
  const zip = openZip(bytes);
  if (zip === undefined) problems.stop({ code: 'malformed', wanted: 'an XLSX workbook that no password protects' });
  if (zip === undefined || problems.isStopped()) return;
  const parts: Package = { zip, inflation: makeInflation(bytes.length), problems };
  const { path, is1904 } = await findSheet(parts, wanted);
  if (problems.isStopped()) return;
  const dateStyles = await readDateStyles(parts);
  const strings = await readSharedStrings(parts);
  if (problems.isStopped()) return;
  await readSheet(parts, path, { sheet: { strings, dateStyles, is1904 }, onRow });
}
