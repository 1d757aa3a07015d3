import { describe, expect, test } from 'vitest';
import { check, problemsOf, tableProfile } from './sample-statement.ts';

const head = 'Ngày GD,Số CT,Số tham chiếu,Ghi nợ,Ghi có,Nội dung';
const line = '24/11/2026,FT1,LP1,,1.000,Nộp phí';
const profile = tableProfile({ facts: {} });
const textOf = (...rows: string[]): string => rows.map((row) => `${row}\n`).join('');

describe('a table', () => {
  test('begins with the row that names its columns, in any order, wherever it stands', async () => {
    const turned = 'STT,nội dung,GHI CÓ,Ghi nợ,Số tham chiếu,Số CT,Ngày GD';
    const { lines, outcome } = await check(
      textOf('NGÂN HÀNG', '', turned, '1,Nộp phí,1.000,,LP1,FT1,24/11/2026'),
      profile,
    );

    expect(outcome.verdict).toBe('passed');
    expect(lines).toMatchObject([
      { transactionId: 'FT1', reference: 'LP1', amountVnd: 1000, text: 'Nộp phí', rawLine: 4 },
    ]);
  });

  test('may have no line at all', async () => {
    const { outcome, lines } = await check(textOf(head), profile);

    expect(outcome).toMatchObject({ verdict: 'passed', totals: { lines: 0, inVnd: 0, outVnd: 0 } });
    expect(lines).toEqual([]);
  });

  test.each([
    ['there is nothing', '', ['no-table bookedOn']],
    ['no row names all columns', textOf(head.replace('Số CT', 'Số hiệu'), line), ['no-table transactionId']],
    [
      'its head is below a hundred rows',
      textOf(...Array.from({ length: 100 }, () => 'x'), head),
      ['no-table bookedOn'],
    ],
    ['a column stands there twice', textOf(`${head},Diễn giải`, `${line},x`), ['contradiction 1 text']],
    ['its head comes again', textOf(head, line, head, line), ['second-table 3']],
    ['a row is no line', textOf(head, line, 'Tổng cộng,,,,1.000,', line), ['not-a-day 3 bookedOn']],
    ['a row has no day', textOf(head, ',FT2,LP2,,1.000,Nộp phí'), ['missing 2 bookedOn']],
  ])('is refused when %s', async (_, text, wanted) => {
    expect(await problemsOf(text, profile)).toEqual(wanted);
  });

  test('tells which column it misses', async () => {
    const { outcome } = await check(textOf(head.replace('Số CT', 'Số hiệu')), profile);

    expect(outcome).toMatchObject({ problems: [{ wanted: 'a column called số bút toán or số ct' }] });
  });

  test('passes over rows that its profile knows by their beginning', async () => {
    expect(
      await problemsOf(textOf(head, line, 'Người lập biểu,,,,Kiểm soát viên,', 'người  LẬP: An'), profile),
    ).toEqual([]);
  });

  test('keeps what a spreadsheet would run as the text that it is', async () => {
    const cells = ['=cmd|calc!A1', '+1+1', '-2', '@SUM(A1)', '\t=1'];
    const { lines } = await check(
      textOf(head, ...cells.map((cell) => `24/11/2026,${cell.trim()},LP,,1,${cell}`)),
      profile,
    );

    expect(lines.map(({ text }) => text)).toEqual(cells);
    expect(lines.map(({ transactionId }) => transactionId)).toEqual(cells.map((cell) => cell.trim()));
  });

  test('keeps two lines with the same id, with equal and with other amounts', async () => {
    const { lines, outcome } = await check(textOf(head, line, line, line.replace('1.000', '2.000')), profile);

    expect(outcome.verdict).toBe('passed');
    expect(lines.map(({ number, amountVnd }) => [number, amountVnd])).toEqual([
      [1, 1000],
      [2, 1000],
      [3, 2000],
    ]);
  });
});
