import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { instantSchema } from '../../../lib/domain/time.ts';
import { amountText, timeText } from '../../../lib/web/money-and-time.ts';

test.each([
  [1, '1\u00a0₫', '1\u00a0VND'],
  [999, '999\u00a0₫', '999\u00a0VND'],
  [1000, '1.000\u00a0₫', '1,000\u00a0VND'],
  [135_000, '135.000\u00a0₫', '135,000\u00a0VND'],
  [9_999_999_999, '9.999.999.999\u00a0₫', '9,999,999,999\u00a0VND'],
  [Number.MAX_SAFE_INTEGER, '9.007.199.254.740.991\u00a0₫', '9,007,199,254,740,991\u00a0VND'],
])('%i đồng is written %s, or %s', (amount, vi, en) => {
  const amountVnd = amountVndSchema.parse(amount);

  expect(amountText('vi', amountVnd)).toBe(vi);
  expect(amountText('en', amountVnd)).toBe(en);
});

test('every amount is grouped as the standard for Viet Nam groups it', () => {
  const standard = new Intl.NumberFormat('vi-VN');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (amount) => {
      expect(amountText('vi', amountVndSchema.parse(amount))).toBe(`${standard.format(amount)}\u00a0₫`);
    }),
  );
});

test.each([
  ['2026-11-21T02:30:00Z', '09:30 ngày 21/11/2026', '09:30 on 21 November 2026'],
  ['2026-12-31T17:00:00Z', '00:00 ngày 01/01/2027', '00:00 on 1 January 2027'],
  ['2026-05-05T16:59:59Z', '23:59 ngày 05/05/2026', '23:59 on 5 May 2026'],
])('%s is told by the clock of Viet Nam', (instant, vi, en) => {
  expect(timeText('vi', instantSchema.parse(instant))).toBe(vi);
  expect(timeText('en', instantSchema.parse(instant))).toBe(en);
});
