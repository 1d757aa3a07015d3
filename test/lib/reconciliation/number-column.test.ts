import { expect, test } from 'vitest';
import { makeNumberColumn } from '../../../lib/reconciliation/number-column.ts';

test('numbers are kept in order, however many there are', () => {
  const column = makeNumberColumn((length) => new Float64Array(length));
  for (let row = 0; row < 5000; row += 1) column.push(row / 4);

  expect([0, 1023, 1024, 4999].map(column.at)).toEqual([0, 255.75, 256, 1249.75]);
  expect(column.at(9_999)).toBeNaN();
});
