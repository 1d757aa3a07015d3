import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountVndSchema, groupThousands, isAmountVnd, sumVnd } from '../../../lib/domain/money.ts';

const vnd = (amount: number) => amountVndSchema.parse(amount);
const most = Number.MAX_SAFE_INTEGER;

describe('an amount', () => {
  test.each([1, 135_000, 9_999_999_999, most])('can be %d đ', (amount) => {
    expect(amountVndSchema.safeParse(amount).success).toBe(true);
  });

  test.each([0, -0, -1, 0.5, 135_000.5, most + 1, 1e21, Infinity, NaN, '135000', 135_000n, null, undefined])(
    'cannot be %s',
    (amount) => {
      expect(amountVndSchema.safeParse(amount).success).toBe(false);
    },
  );

  test('is told by its schema and without it alike', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.double(), fc.constantFrom(0, -0, most, most + 1)), (value) => {
        expect(isAmountVnd(value)).toBe(amountVndSchema.safeParse(value).success);
      }),
    );
  });
});

describe('a sum', () => {
  test('is exact to the đồng', () => {
    expect(sumVnd([vnd(115_000), vnd(20_000)])).toBe(135_000);
    expect(sumVnd([vnd(most - 1), vnd(1)])).toBe(most);
  });

  test('is the same in any order', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 9_999_999_999 }).map(vnd), { minLength: 1, maxLength: 50 });

    fc.assert(fc.property(amounts, (some) => sumVnd(some) === sumVnd(some.toReversed())));
  });

  test('is refused where a double would lose a đồng', () => {
    expect(() => sumVnd([vnd(most), vnd(1)])).toThrow();
    expect(() => sumVnd([vnd(most), vnd(most), vnd(most)])).toThrow();
  });

  test('of nothing is no amount', () => {
    expect(() => sumVnd([])).toThrow();
  });
});

test.each([
  [0, '0'],
  [999, '999'],
  [1_000, '1.000'],
  [-1_234_567, '-1.234.567'],
  [most, '9.007.199.254.740.991'],
])('%d has a mark between its thousands: %s', (whole, text) => {
  expect(groupThousands(whole, '.')).toBe(text);
  expect(groupThousands(whole, ',')).toBe(text.replaceAll('.', ','));
});
