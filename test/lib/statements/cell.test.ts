import { expect, test } from 'vitest';
import {
  type Cell,
  cellText,
  isEmpty,
  readCellAmount,
  readCellMoment,
  readCellText,
} from '../../../lib/statements/cell.ts';

const number = (text: string): Cell => ({ type: 'number', text });
const date = (text: string): Cell => ({ type: 'date', text });
const formula: Cell = { type: 'formula', text: '' };

test.each<[Cell, ReturnType<typeof readCellText>]>([
  ['0011004123456', { text: '0011004123456' }],
  ['=cmd|calc!A1', { text: '=cmd|calc!A1' }],
  [number('135000'), { text: '135000' }],
  [number('123456789012345'), { text: '123456789012345' }],
  [number('1234567890123456'), 'digits-lost'],
  [number('1.9036677889900E+13'), 'digits-lost'],
  [number('1.5'), 'digits-lost'],
  [date('2026-11-24T00:00:00'), { text: '2026-11-24T00:00:00' }],
  [formula, 'formula'],
])('the text of %j is %j', (cell, read) => {
  expect(readCellText(cell)).toEqual(read);
});

test.each<[Cell, ReturnType<typeof readCellAmount>]>([
  ['1.234', 1234],
  [number('1.234'), 'fractional-amount'],
  [number('1234'), 1234],
  [number('-1234'), -1234],
  [number('1.35E7'), 13_500_000],
  [date('2026-11-24T00:00:00'), 'not-an-amount'],
  [formula, 'formula'],
])('the amount in %j is %j', (cell, read) => {
  expect(readCellAmount(cell, '1.234.567,89')).toEqual(read);
});

test.each<[Cell, string]>([
  ['24/11/2026', '2026-11-24'],
  [date('2026-11-24T00:00:00'), '2026-11-24'],
  [number('46350'), 'not-a-day'],
  [formula, 'formula'],
])('the day in %j is %s', (cell, read) => {
  const moment = readCellMoment(cell, ['dd/MM/yyyy']);

  expect(typeof moment === 'object' ? moment.on : moment).toBe(read);
});

test('a cell with nothing but spaces is empty, one with a formula is not', () => {
  expect([undefined, '', ' \t', '0', formula, number('0')].map(isEmpty)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(cellText(number('7'))).toBe('7');
});
