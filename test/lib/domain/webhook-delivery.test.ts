import { describe, expect, test } from 'vitest';
import type { Delivery } from '../../../lib/domain/order-events.ts';
import { addMs, dayMs, hourMs, instantToMs, minuteMs } from '../../../lib/domain/time.ts';
import { afterTry, claimMs, nextTryAt, roundOf } from '../../../lib/domain/webhook-delivery.ts';
import { start } from '../../samples.ts';

describe('after a try that failed, the next is due', () => {
  const afterMs = (tries: number, random: number): number | undefined => {
    const at = nextTryAt(start, tries, random);
    return at && instantToMs(at) - instantToMs(start);
  };

  test('ever later after the first, for three days', () => {
    expect(Array.from({ length: 10 }, (_, failed) => afterMs(failed + 1, 0))).toEqual([
      ...[0.5, 2, 10].map((minutes) => minutes * minuteMs),
      ...[1, 3, 8].map((hours) => hours * hourMs),
      ...[1, 2, 3].map((days) => days * dayMs),
      undefined,
    ]);
  });

  test('up to a tenth later, so that not all come at once', () => {
    expect(afterMs(4, 0.5)).toBe(1.05 * hourMs);
    expect(afterMs(4, 0.999)).toBeLessThan(1.1 * hourMs);
  });

  test('always after the try before, whatever the jitter', () => {
    for (let tries = 1; tries < 9; tries += 1)
      expect(afterMs(tries + 1, 0)).toBeGreaterThan(afterMs(tries, 0.999) ?? Infinity);
  });
});

describe('a webhook after a try', () => {
  const fresh: Delivery = { sequence: 1, status: 'due', tries: 0 };
  const later = addMs(start, minuteMs);
  const taken = { startedAt: later, isTaken: true, random: 0 };
  const failed = { startedAt: later, isTaken: false, random: 0 };

  test('that was taken is delivered, and nothing is due', () => {
    expect(afterTry(fresh, taken)).toEqual({
      delivery: { sequence: 1, status: 'delivered', tries: 1, firstTriedAt: later },
      nextTryAt: undefined,
    });
  });

  test('that failed is due again, counted from the first', () => {
    const waiting: Delivery = { ...fresh, tries: 2, firstTriedAt: start };

    expect(afterTry(waiting, failed)).toEqual({
      delivery: { ...waiting, tries: 3 },
      nextTryAt: addMs(start, 10 * minuteMs),
    });
  });

  test('that failed as the tenth is undelivered', () => {
    expect(afterTry({ ...fresh, tries: 9, firstTriedAt: start }, failed)).toMatchObject({
      delivery: { status: 'undelivered', tries: 10 },
      nextTryAt: undefined,
    });
  });

  test('that followed a replay has all its three days again, and its tries are counted on', () => {
    const replayed: Delivery = { ...fresh, tries: 10, firstTriedAt: start, replay: { triesBefore: 10 } };
    const { delivery, nextTryAt: dueAt } = afterTry(replayed, failed);
    const last: Delivery = { ...delivery, tries: 19 };

    expect(delivery).toEqual({ ...replayed, tries: 11, replay: { triesBefore: 10, firstTriedAt: later } });
    expect(dueAt).toBe(addMs(later, minuteMs / 2));
    expect([roundOf(replayed).tries, roundOf(delivery).tries]).toEqual([0, 1]);
    expect(afterTry({ ...last, tries: 18 }, failed).nextTryAt).toBe(addMs(later, 3 * dayMs));
    expect(afterTry(last, failed)).toMatchObject({ delivery: { status: 'undelivered', tries: 20 } });
  });
});

test('a claim is longer than any try takes', () => {
  expect(claimMs).toBeGreaterThanOrEqual(3 * 10_000);
});
