import { describe, expect, test } from 'vitest';
import { check, problemsOf, tableProfile } from './sample-statement.ts';

type Direction = Parameters<typeof tableProfile>[0]['direction'];

const flag: Direction = { rule: 'flag', amount: ['Số tiền'], flag: ['DC'], in: ['C', 'Có'], out: ['D'] };
const signed: Direction = { rule: 'signed', amount: ['Số tiền'] };
const twoColumns: Direction = { rule: 'two-columns', in: ['Ghi có'], out: ['Ghi nợ'] };
const alwaysIn: Direction = { rule: 'always-in', amount: ['Số tiền'] };

const columns = { bookedOn: ['Ngày'] };
const heads = {
  flag: 'Ngày,DC,Số tiền',
  signed: 'Ngày,Số tiền',
  'two-columns': 'Ngày,Ghi nợ,Ghi có',
  'always-in': 'Ngày,Số tiền',
};

const read = async (direction: NonNullable<Direction>, cells: string) => {
  const text = `${heads[direction.rule]}\n24/11/2026,${cells}\n`;
  const profile = tableProfile({ columns, direction, facts: {} });
  const { lines } = await check(text, profile);
  return lines.length > 0
    ? lines.map((line) => `${line.direction} ${line.amountVnd}`)
    : (await problemsOf(text, profile)).map((problem) => problem.replace(' 2 ', ' '));
};

describe('the money of a line', () => {
  test.each<[NonNullable<Direction>, string, string]>([
    [twoColumns, ',1.000', 'in 1000'],
    [twoColumns, '1.000,', 'out 1000'],
    [twoColumns, '0,1.000', 'in 1000'],
    [twoColumns, '"1.000,00","0,00"', 'out 1000'],
    [twoColumns, ',', 'zero-amount amount'],
    [twoColumns, '0,0', 'zero-amount amount'],
    [twoColumns, '5,5', 'two-directions amount'],
    [twoColumns, '-5,', 'negative-amount amount'],
    [twoColumns, ',(5)', 'negative-amount amount'],
    [twoColumns, ',"5,5"', 'fractional-amount amount'],
    [twoColumns, 'x,5', 'not-an-amount amount'],
    [twoColumns, '5,x', 'not-an-amount amount'],
    [twoColumns, 'x,', 'not-an-amount amount'],
    [signed, '1.000', 'in 1000'],
    [signed, '-1.000', 'out 1000'],
    [signed, '(1.000)', 'out 1000'],
    [signed, '0', 'zero-amount amount'],
    [signed, '', 'missing amount'],
    [signed, '"-0,5"', 'fractional-amount amount'],
    [flag, 'C,1.000', 'in 1000'],
    [flag, ' Có ,1.000', 'in 1000'],
    [flag, 'D,1.000', 'out 1000'],
    [flag, 'c,1.000', 'unknown-value direction'],
    [flag, ',1.000', 'unknown-value direction'],
    [flag, 'C,-1.000', 'negative-amount amount'],
    [alwaysIn, '1.000', 'in 1000'],
    [alwaysIn, '-1.000', 'negative-amount amount'],
    [alwaysIn, '9.007.199.254.740.992', 'amount-too-large amount'],
  ])('by %j: %s is %s', async (direction, cells, wanted) => {
    expect(await read(direction, cells)).toEqual([wanted]);
  });
});

describe('a line', () => {
  const status = { column: ['Mã'], paid: ['00'], failed: ['24', ''], reversed: ['04'] };
  const profile = tableProfile({
    columns: { at: ['Giờ'], transactionId: ['Mã GD'], text: ['Nội dung'] },
    direction: alwaysIn,
    dates: ['yyyyMMdd'],
    facts: {},
    status,
  });
  const head = 'Giờ,Mã GD,Số tiền,Mã,Nội dung';

  test.each([
    ['00', 'paid'],
    ['24', 'failed'],
    ['', 'failed'],
    ['04', 'reversed'],
  ])('with the code %j is %s', async (code, wanted) => {
    const { lines } = await check(`${head}\n20261124093000,0012,1.000,${code},Nộp phí\n`, profile);

    expect(lines).toEqual([
      {
        number: 1,
        direction: 'in',
        amountVnd: 1000,
        bookedOn: '2026-11-24',
        at: '2026-11-24T02:30:00.000Z',
        transactionId: '0012',
        text: 'Nộp phí',
        status: wanted,
        rawLine: 2,
      },
    ]);
  });

  test.each([
    ['an unknown code', '20261124093000,1,1.000,99,x', 'unknown-value 2 status'],
    ['a day that is none', '20261131093000,1,1.000,00,x', 'not-a-day 2 at'],
    ['no day', ',1,1.000,00,x', 'missing 2 at'],
    ['a cell too few', '20261124093000,1,1.000,00', 'wrong-cells 2'],
    ['a cell too many', '20261124093000,1,1.000,00,x,y', 'wrong-cells 2'],
    ['an id that is too long', `20261124093000,${'1'.repeat(129)},1.000,00,x`, 'too-long 2 transactionId'],
  ])('is a problem with %s', async (_, row, wanted) => {
    expect(await problemsOf(`${head}\n${row}\n`, profile)).toEqual([wanted]);
  });

  test('may end with empty cells that its head has not', async () => {
    expect(await problemsOf(`${head}\n20261124093000,1,1.000,00,x,, \n`, profile)).toEqual([]);
  });

  test('tells the day it was booked and the time it was paid apart', async () => {
    const both = tableProfile({
      columns: { bookedOn: ['Ngày hiệu lực'], at: ['Ngày GD'] },
      direction: alwaysIn,
      dates: ['dd/MM/yyyy'],
      facts: {},
    });
    const text = 'Ngày GD,Ngày hiệu lực,Số tiền\n23/11/2026 23:30:00,24/11/2026,5\nx,24/11/2026,5\n';
    const { lines } = await check(text, both);

    expect(lines).toMatchObject([{ bookedOn: '2026-11-24', at: '2026-11-23T16:30:00.000Z' }]);
    expect(await problemsOf(text, both)).toEqual(['not-a-day 3 at']);
  });
});
