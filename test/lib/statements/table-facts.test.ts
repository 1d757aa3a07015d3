import { describe, expect, test } from 'vitest';
import type { TableProfile } from '../../../lib/statements/profile.ts';
import { check, problemsOf, tableProfile } from './sample-statement.ts';

const head = 'Ngày GD,Số CT,Số tham chiếu,Ghi nợ,Ghi có,Nội dung';
const line = '24/11/2026,FT1,LP1,,1.000,Nộp phí';

/** What the header of a file says, or its problems. */
const read = async (facts: TableProfile['facts'], ...rows: string[]) => {
  const profile = tableProfile({ facts });
  const { outcome } = await check(rows.join('\n'), profile);
  return outcome.verdict === 'passed' ? outcome.header : problemsOf(rows.join('\n'), profile);
};

describe('a fact of the header', () => {
  test.each([
    ['in the next cell', 'Số tài khoản:,,0011004123456'],
    ['in the same cell', 'Số tài khoản: 0011004123456 (VND)'],
    ['in the middle of a cell', 'Chi nhánh 1 - SỐ TÀI KHOẢN : 0011004123456.'],
  ])('stands behind its label, %s', async (_, row) => {
    expect(await read({ account: { label: ['Số tài khoản'] } }, row, head, line)).toEqual({ account: '0011004123456' });
  });

  test('may share a cell with another one', async () => {
    const facts = { from: { label: ['Từ ngày'] }, to: { label: ['đến ngày'] } };

    expect(await read(facts, 'Từ ngày 24/11/2026 đến ngày 25/11/2026', head, line)).toEqual({
      from: '2026-11-24',
      to: '2026-11-25',
    });
  });

  test('may stand below the table, in the column of its amount', async () => {
    const facts = {
      openingVnd: { label: ['Số dư đầu kỳ'], under: ['Ghi có'] },
      closingVnd: { label: ['Số dư cuối kỳ'] },
      sumInVnd: { label: ['Cộng'], under: ['Ghi có'] },
      sumOutVnd: { label: ['Cộng'], under: ['Ghi nợ'] },
      count: { label: ['Tổng số giao dịch'] },
    };
    const rows = [
      head,
      'Số dư đầu kỳ,,,,500,',
      line,
      ',,Cộng,0,1.000,',
      ',,,,Tổng số giao dịch: 1,',
      'Số dư cuối kỳ,,,,,1.500',
    ];

    expect(await read(facts, ...rows)).toEqual({
      openingVnd: 500,
      closingVnd: 1500,
      sumInVnd: 1000,
      sumOutVnd: 0,
      count: 1,
    });
  });

  test('may stand in a column of every line, and then says the same on each', async () => {
    const facts = { account: { column: ['Số tài khoản'] } };
    const rows = [`${head},Số tài khoản`, `${line},0011`, `${line},0011`];

    expect(await read(facts, ...rows)).toEqual({ account: '0011' });
    expect(await read(facts, ...rows, `${line},0012`)).toEqual(['contradiction 4 account']);
    expect(await read(facts, `${head},Số tài khoản`)).toEqual({});
  });

  test('is missed when it is nowhere, and not taken from a line that begins like it', async () => {
    const facts = { sumInVnd: { label: ['24/11'], under: ['Ghi có'] } };

    expect(await read(facts, head, line)).toEqual(['missing sumInVnd']);
  });

  test.each([
    ['an amount that is none', { closingVnd: { label: ['Số dư'] } }, 'Số dư: ba đồng', 'not-an-amount 1 closingVnd'],
    ['a fraction', { closingVnd: { label: ['Số dư'] } }, 'Số dư,"1.000,50"', 'fractional-amount 1 closingVnd'],
    ['a day that is none', { to: { label: ['Ngày:'] } }, 'Ngày: 31/11/2026', 'not-a-day 1 to'],
    ['nothing', { account: { label: ['Số tài khoản'] } }, 'Số tài khoản:', 'missing 1 account'],
  ])('is a problem with %s', async (_, facts, row, problem) => {
    expect(await read(facts, row, head, line)).toEqual([problem]);
  });

  test('that is told twice must be told alike', async () => {
    const facts = { closingVnd: { label: ['Số dư cuối'] } };

    expect(await read(facts, head, line, 'Số dư cuối,1.000', 'Số dư cuối,1.000')).toEqual({ closingVnd: 1000 });
    expect(await read(facts, head, line, 'Số dư cuối,1.000', 'Số dư cuối,2.000')).toEqual([
      'contradiction 4 closingVnd',
    ]);
  });
});
