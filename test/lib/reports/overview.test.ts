import { describe, expect, test } from 'vitest';
import { mai, start } from '../../samples.ts';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { makeOverviewRow, overviewReport, overviewRowSchema } from '../../../lib/reports/overview.ts';
import { everyClass, makeBankDay, makeResult, makeRun } from './sample-day.ts';
import { reportOf, writtenRows } from './written.ts';

const of = { accountId: 'ea-kao-vnpay', side: 'bank' as const, on: vietnamDaySchema.parse('2026-11-20') };
const good = [makeResult('c-matched', 'matched', { statement: 135_000, lephi: 135_000 })];
const bank = { day: makeBankDay(everyClass), run: makeRun() };
const closed = { run: 2, body: 'ab', at: start, by: mai };

test('a report has the columns that agencies know, and no other', () => {
  expect(overviewReport(reportOf, []).columns.map(({ heading }) => heading)).toEqual([
    'STT',
    'ID',
    'Số BK',
    'Ngày BK',
    'Ngày DS',
    'Lần DS',
    'Trạng thái',
    'Tổng số',
    'Tổng tiền',
    'NH DS',
    'KB DS',
    'TS TK DDS NH',
    'TS TK DDS KB',
    'TS TK THUA NH',
    'TS TK THUA KB',
    'Ghi chú NH',
    'Ghi chú KB',
  ]);
});

test('a day with every class, and a treasury that shows one payment of it', async () => {
  const treasury = { day: makeBankDay(good, { side: 'treasury' }), run: makeRun('kho-bac.json') };
  const [row, totals] = await writtenRows(overviewReport(reportOf, [makeOverviewRow(of, { bank, treasury })]));

  expect(row).toMatchInlineSnapshot(`
    {
      "Ghi chú KB": "Đối soát thành công",
      "Ghi chú NH": "Có lệch số tiền; Không tìm thấy giao dịch; Không khớp số tờ khai",
      "ID": "ea-kao-vnpay/bank/2026-11-20",
      "KB DS": "01 Khớp",
      "Lần DS": "2",
      "NH DS": "02 Lệch số tiền",
      "Ngày BK": "2026-11-21",
      "Ngày DS": "2026-11-20",
      "STT": "1",
      "Số BK": "sao-ke-20-11.csv",
      "TS TK DDS KB": "1",
      "TS TK DDS NH": "3",
      "TS TK THUA KB": "0",
      "TS TK THUA NH": "3",
      "Trạng thái": "Có chênh lệch",
      "Tổng số": "7",
      "Tổng tiền": "490000",
    }
  `);
  expect(totals).toMatchObject({ ID: 'Tổng cộng', 'Tổng số': '7', 'Tổng tiền': '490000' });
});

describe('the state and the note of a side', () => {
  const sideOf = (results: typeof good) => makeOverviewRow(of, { bank: { day: makeBankDay(results) } }).bank;

  test.each([
    ['everything agrees', good, { state: 'matched', notes: ['reconciled'] }],
    ['an amount differs', everyClass.slice(0, 1), { state: 'amount-differs', notes: ['amounts-differ'] }],
    ['a payment is missing', everyClass.slice(1, 2), { state: 'not-found', notes: ['not-found'] }],
    ['lines are left over', everyClass.slice(7, 10), { state: 'not-found', surplus: 3, notes: ['counts-differ'] }],
    ['a reversal is open', [makeResult('x', 'reversed', { statement: 1, open: true })], { notes: ['not-found'] }],
    ['nothing was there at all', [], { state: 'matched', matched: 0, notes: ['reconciled'] }],
  ])('when %s', (_, results, side) => {
    expect(sideOf([...results])).toMatchObject(side);
  });

  test('where no statement came', () => {
    expect(makeOverviewRow(of, { bank }).treasury).toEqual({
      state: 'not-reconciled',
      matched: 0,
      surplus: 0,
      notes: [],
    });
  });
});

test.each([
  ['not-reconciled', makeBankDay(good, { counted: undefined })],
  ['reconciled', makeBankDay(good)],
  ['differs', makeBankDay(everyClass)],
  ['closed', makeBankDay(everyClass, { closed })],
])('a day is %s', (status, day) => {
  expect(makeOverviewRow(of, { bank: { day } }).status).toBe(status);
});

test('a day of which the treasury alone has told shows what its run is of', () => {
  const treasury = { day: makeBankDay(good, { side: 'treasury' }), run: makeRun('kho-bac.json') };
  const row = makeOverviewRow(of, { treasury });

  expect(row).toMatchObject({ statement: { name: 'kho-bac.json' }, run: 2, count: 1, amountVnd: 135_000 });
  expect(overviewRowSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
});
