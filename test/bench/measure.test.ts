import { describe, expect, test } from 'vitest';
import { interleave, median, medianRatio, percentile, time } from '../../bench/measure.ts';

describe('median and percentiles', () => {
  test('the median is in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  test('a percentile lies between its neighbours in proportion', () => {
    const values = [10, 20, 30, 40, 50];

    expect(percentile(values, 0)).toBe(10);
    expect(percentile(values, 90)).toBe(46);
    expect(percentile(values, 100)).toBe(50);
  });

  test('of nothing there is no median', () => {
    expect(median([])).toBeNaN();
  });

  test('a ratio is taken round by round, so that a slow round for both does not change it', () => {
    expect(medianRatio([2, 200, 2], [1, 100, 1])).toBe(2);
  });
});

describe('interleave', () => {
  test('measures the arms in turn, and forgets the rounds that warm up', async () => {
    const calls: string[] = [];
    const arm = (name: string) => async (round: number) => {
      calls.push(`${name}${round}`);
      return round;
    };

    const measured = await interleave({ rounds: 2, warmUp: 1 }, { a: arm('a'), b: arm('b') });

    expect(calls).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    expect(measured).toEqual({ a: [1, 2], b: [1, 2] });
  });
});

test('the time of work is that of all of it', async () => {
  let isDone = false;

  const { ms, cpuMs } = await time(async () => {
    await Promise.resolve();
    isDone = true;
  });

  expect(isDone).toBe(true);
  expect(ms).toBeGreaterThan(0);
  expect(cpuMs).toBeGreaterThanOrEqual(0);
});
