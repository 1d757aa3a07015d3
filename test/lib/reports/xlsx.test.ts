import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeXlsx } from '../../../lib/reports/xlsx.ts';
import { bytesOf, makeTable, type SampleRow } from './sample-table.ts';

const write = (rows: Iterable<SampleRow>, rowsPerSheet?: number) => bytesOf(writeXlsx(makeTable(rows), rowsPerSheet));

const open = async (bytes: Buffer): Promise<ExcelJS.Workbook> => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  return workbook;
};

const firstSheet = async (shown: Iterable<SampleRow>) => (await open(await write(shown))).worksheets[0]!;

const rows: SampleRow[] = [
  { code: '000123', amountVnd: 135_000, on: '2026-11-23', at: '2026-11-23T02:30:05.000Z' },
  { code: "=cmd|' /C calc'!A0", amountVnd: -7 },
];

describe('a workbook, read by another program', () => {
  test('has title, what it is of, headings, rows, totals, and the total in words', async () => {
    const [sheet] = (await open(await write(rows))).worksheets;

    expect(sheet?.name).toBe('Chi tiết đối soát');
    expect(sheet?.getCell('A1').value).toBe('Chi tiết đối soát');
    expect(sheet?.getCell('A2').value).toBe('Tài khoản: ea-kao-vnpay');
    expect(sheet?.getRow(4).values).toEqual([undefined, 'STT', 'Mã', 'Số tiền', 'Ngày', 'Lúc']);
    expect(sheet?.getCell('B7').value).toBe('Tổng cộng');
    expect(sheet?.getCell('C7').value).toBe(134_993);
    expect(sheet?.getCell('A8').value).toBe('Bằng chữ: Một trăm ba mươi tư nghìn chín trăm chín mươi ba đồng');
  });

  test('has numbers, days and times of their own kind, and codes with their zeros', async () => {
    const sheet = await firstSheet(rows);

    expect(sheet.getCell('B5').value).toBe('000123');
    expect(sheet.getCell('B5').numFmt).toBe('@');
    expect(sheet.getCell('C5').value).toBe(135_000);
    expect(sheet.getCell('C5').numFmt).toBe('#,##0');
    expect(sheet.getCell('D5').value).toEqual(new Date('2026-11-23T00:00:00Z'));
    expect(sheet.getCell('D5').numFmt).toBe('dd/mm/yyyy');
    expect(sheet.getCell('E5').value).toEqual(new Date('2026-11-23T09:30:05Z'));
    expect(sheet.getCell('B6').type).toBe(ExcelJS.ValueType.String);
    expect(sheet.getCell('B6').value).toBe("=cmd|' /C calc'!A0");
    expect(sheet.getCell('D6').value).toBeNull();
  });

  test('keeps its headings in sight, bold, and its columns wide enough', async () => {
    const [sheet] = (await open(await write(rows))).worksheets;

    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 });
    expect(sheet?.getCell('B4').font.bold).toBe(true);
    expect(sheet?.getColumn(2).width).toBe(20);
    expect(sheet?.pageSetup).toMatchObject({ orientation: 'landscape', paperSize: 9, printTitlesRow: '4:4' });
  });

  test('goes on to another sheet when one is full, and totals all of them', async () => {
    const five = Array.from({ length: 5 }, (_, index) => ({ code: `${index}`, amountVnd: 1 }));
    const { worksheets } = await open(await write(five, 2));

    expect(worksheets.map(({ name }) => name)).toEqual([
      'Chi tiết đối soát',
      'Chi tiết đối soát (2)',
      'Chi tiết đối soát (3)',
    ]);
    expect(worksheets.map((sheet) => sheet.getCell('A5').value)).toEqual([1, 3, 5]);
    expect(worksheets[2]?.getCell('C6').value).toBe(5);
  });

  test('without rows is whole', async () => {
    const [sheet] = (await open(await write([]))).worksheets;

    expect(sheet?.getCell('A6').value).toBe('Bằng chữ: Không đồng');
  });
});

test('the same rows make the same bytes, on every machine', async () => {
  const bytes = await write(rows);

  expect(await write(rows)).toEqual(bytes);
  expect(createHash('sha256').update(bytes).digest('hex')).toMatchInlineSnapshot(
    `"8c5d125eff7b7deab8a28b7c69c9f4f937c017e63261463e447239815adfba63"`,
  );
});

test('nothing in it says when it was made', async () => {
  const files = Object.values(unzipSync(await write([]))).map((file) => Buffer.from(file).toString());

  expect(files.join('')).not.toMatch(/dcterms|T\d\d:\d\d/);
});

test('a hundred thousand rows are packed as they come: what waits is bounded', async () => {
  let given = 0;
  let written = 0;
  let waitingMax = 0;
  const many = function* (): Generator<SampleRow> {
    for (let index = 0; index < 100_000; index += 1) {
      given += 1;
      waitingMax = Math.max(waitingMax, given * 10 - written);
      yield { code: `row ${index} ${(index * 7919) % 104_729}`, amountVnd: index };
    }
  };
  for await (const piece of writeXlsx(makeTable(many()))) written += piece.length;

  expect(given).toBe(100_000);
  // At least ten bytes of each row are packed; no more than some hundred kilobytes of rows wait.
  expect(waitingMax).toBeLessThan(200_000);
});
