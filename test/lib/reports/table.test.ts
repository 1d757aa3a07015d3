import { expect, test } from 'vitest';
import { cellsOf, makeTotals, rowNumber } from '../../../lib/reports/table.ts';
import { makeTable } from './sample-table.ts';

const { columns } = makeTable([]);

test('a row has a cell for each column, and its number', () => {
  expect(cellsOf(columns, { code: '007', amountVnd: 5 }, 3)).toEqual([3, '007', 5, undefined, undefined]);
});

test('the columns that want it are added up, under a word in the first column of text', () => {
  const totals = makeTotals(columns);
  for (const amountVnd of [1, 20, -300, undefined]) totals.pass(cellsOf(columns, { amountVnd }, 1));

  expect(totals.row()).toEqual([undefined, 'Tổng cộng', -279, undefined, undefined]);
  expect(totals.of('Số tiền')).toBe(-279);
});

test('a total that is no longer exact is refused', () => {
  const totals = makeTotals(columns);
  totals.pass(cellsOf(columns, { amountVnd: Number.MAX_SAFE_INTEGER }, 1));

  expect(() => {
    totals.pass(cellsOf(columns, { amountVnd: 1 }, 2));
  }).toThrow(RangeError);
});

test('a table without totals has no row of them', () => {
  expect(makeTotals([rowNumber]).row()).toBeUndefined();
});
