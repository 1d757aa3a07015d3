import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layBeside, shareOut } from '../../../lib/reports/shares.ts';

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const amounts = fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1, maxLength: 50 });

/** Cuts a total into pieces. */
const pieces = (total: number) =>
  fc.array(fc.integer({ min: 0, max: total }), { maxLength: 10 }).map((cuts) => {
    const ends = [0, ...cuts.toSorted((one, other) => one - other), total];
    return ends.slice(1).map((end, index) => end - ends[index]!);
  });

describe('shares', () => {
  test.each([
    [10, [1, 1, 1], [4, 3, 3]],
    [100, [115_000, 20_000], [85, 15]],
    [35_000, [115_000, 20_000], [29_815, 5_185]],
    [1, [1, 1, 1], [1, 0, 0]],
    [5, [0, 7, 0], [0, 5, 0]],
    [0, [0, 0], [0, 0]],
    [9_007_199_254_740_991, [9_007_199_254_740_990, 1], [9_007_199_254_740_990, 1]],
  ])('of %d by %j are %j', (amountVnd, weights, shares) => {
    expect(shareOut(amountVnd, weights)).toEqual(shares);
  });

  test('add up exactly, are off their proportion by less than a đồng, and never above what they are of', () => {
    fc.assert(
      fc.property(amounts, fc.nat(1000), (weights, permille) => {
        const all = BigInt(sum(weights));
        const amountVnd = Number((all * BigInt(permille)) / 1000n);
        const shares = shareOut(amountVnd, weights);

        expect(sum(shares)).toBe(amountVnd);
        for (const [index, share] of shares.entries()) {
          const weight = weights[index]!;
          const off = BigInt(share) * all - BigInt(amountVnd) * BigInt(weight);
          expect(off < 0n ? -off < all : off === 0n || off < all).toBe(true);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(weight);
        }
      }),
    );
  });

  test('of something among nobody are refused', () => {
    expect(() => shareOut(1, [0, 0])).toThrow(RangeError);
  });
});

describe('amounts laid beside others', () => {
  test('say what each pays for', () => {
    expect(layBeside([100_000, 35_000], [115_000, 20_000])).toEqual([
      [100_000, 0],
      [15_000, 20_000],
    ]);
  });

  test('add up to both sides exactly', () => {
    const bothSides = fc
      .integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
      .chain((total) => fc.tuple(pieces(total), pieces(total)));

    fc.assert(
      fc.property(bothSides, ([paying, paid]) => {
        const rows = layBeside(paying, paid);

        expect(rows.map(sum)).toEqual(paying);
        expect(paid.map((_, column) => sum(rows.map((row) => row[column]!)))).toEqual(paid);
      }),
    );
  });
});
