import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import exceljs from 'exceljs';
import { figuresOf, type Sample, type SampleLine } from './sample-statement.ts';

/** `24/11/2026`. */
export const vietnameseDay = (on: string): string => on.split('-').reverse().join('/');

/** `1.234.567`. */
export const grouped = (amount: number, mark = '.'): string => {
  const digits = String(Math.abs(amount)).replaceAll(/(?<=\d)(?=(\d{3})+$)/g, mark);
  return amount < 0 ? `-${digits}` : digits;
};

const head = ['STT', 'Ngày GD', 'Số bút toán', 'Số tham chiếu', 'Ghi nợ', 'Ghi có', 'Nội dung'];

/** A Vietnamese bank's table: facts above, the lines, totals and the closing balance below. */
function bankTable(
  sample: Sample,
  toRow: (line: SampleLine, index: number) => unknown[],
  money: (amount: number) => unknown,
) {
  const { inVnd, outVnd, closingVnd } = figuresOf(sample);
  const day = vietnameseDay(sample.on);
  return [
    ['SAO KÊ TÀI KHOẢN'],
    ['Số tài khoản:', sample.account, '', '', 'Tên: KHO BẠC NHÀ NƯỚC'],
    [`Từ ngày: ${day} đến ngày: ${day}`],
    ['Số dư đầu kỳ', '', money(sample.openingVnd)],
    [],
    head,
    ...sample.lines.map(toRow),
    ['Cộng phát sinh', '', '', '', money(outVnd), money(inVnd), ''],
    ['Số dư cuối kỳ', '', '', '', '', money(closingVnd), ''],
    ['Người lập', '', '', 'Kiểm soát'],
  ];
}

const quote = (cell: string, delimiter: string): string =>
  /["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** Rows as CSV text. */
export const toCsvText = (rows: readonly (readonly unknown[])[], { delimiter = ',', lineBreak = '\n' } = {}): string =>
  rows.map((row) => row.map((cell) => quote(String(cell), delimiter)).join(delimiter) + lineBreak).join('');

/** The table of a bank in CSV, with money as the form of its profile has it. */
export function bankCsv(
  sample: Sample,
  form: { delimiter?: string; lineBreak?: string; groups?: string } = {},
): string {
  const money = (amount: number): string => grouped(amount, form.groups ?? '.');
  const rows = bankTable(
    sample,
    ({ direction, amountVnd, transactionId, reference, text }, index) => [
      index + 1,
      vietnameseDay(sample.on),
      transactionId,
      reference,
      direction === 'out' ? money(amountVnd) : '',
      direction === 'in' ? money(amountVnd) : '',
      text,
    ],
    money,
  );
  return toCsvText(rows, form);
}

/** windows-1258 has the letters of Vietnamese without their tones, and five tones as characters of their own. */
export function toWindows1258(text: string): Buffer {
  const decoder = new TextDecoder('windows-1258');
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  const tone = /[\u0300\u0301\u0303\u0309\u0323]/g;
  const bytes = [...text].flatMap((character) => {
    const whole = byteOf.get(character);
    if (whole !== undefined) return [whole];
    const parts = character.normalize('NFD');
    const letter = parts.replaceAll(tone, '').normalize('NFC');
    return [letter, ...(parts.match(tone) ?? [])].map((part) => byteOf.get(part)!);
  });
  return Buffer.from(bytes);
}

/** A workbook of exceljs, streamed as a bank's software may do it. */
export async function toXlsx(
  rows: readonly (readonly unknown[])[],
  { formatOf }: { formatOf?: (row: number, column: number) => string | undefined } = {},
): Promise<Buffer> {
  const out = new PassThrough();
  const bytes = buffer(out);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: true, useStyles: true });
  const sheet = book.addWorksheet('Sao kê');
  for (const [index, cells] of rows.entries()) {
    const row = sheet.addRow(cells);
    for (const column of cells.keys()) {
      const format = formatOf?.(index, column);
      if (format !== undefined) row.getCell(column + 1).numFmt = format;
    }
    row.commit();
  }
  sheet.commit();
  await book.commit();
  return bytes;
}

/** The table of a bank in XLSX: money as numbers, days as dates, everything else as text. */
export function bankXlsx(sample: Sample): Promise<Buffer> {
  const rows = bankTable(
    sample,
    ({ direction, amountVnd, transactionId, reference, text }, index) => [
      index + 1,
      new Date(`${sample.on}T00:00:00Z`),
      transactionId,
      reference,
      direction === 'out' ? amountVnd : null,
      direction === 'in' ? amountVnd : null,
      text,
    ],
    (amount) => amount,
  );
  return toXlsx(rows, { formatOf: (row, column) => (column === 1 && row > 5 ? 'dd/mm/yyyy' : undefined) });
}
