import { describe, expect, test } from 'vitest';
import { askTime, type Attempt, attemptSchema, isUnsettled } from '../../../lib/domain/attempt.ts';
import { dayMs, hourMs, instantToMs, minuteMs } from '../../../lib/domain/time.ts';
import { start } from '../../samples.ts';

const laterMs = (asked: number): number | undefined => {
  const at = askTime(start, asked);
  return at && instantToMs(at) - instantToMs(start);
};

describe('a provider is asked after an attempt', () => {
  test('a minute after its start, then ever more seldom, for three days', () => {
    expect(Array.from({ length: 13 }, (_, asked) => laterMs(asked))).toEqual([
      ...[1, 3, 6, 12, 20, 46].map((minutes) => minutes * minuteMs),
      ...[2, 5, 12].map((hours) => hours * hourMs),
      ...[1, 2, 3].map((days) => days * dayMs),
      undefined,
    ]);
  });

  test('once soon after an attempt of fifteen minutes counts as abandoned when nobody knows it', () => {
    const abandonedMs = (15 + 30) * minuteMs;

    expect([4, 5, 6].map((asked) => (laterMs(asked) ?? 0) - abandonedMs)).toEqual(
      [-25, 1, 75].map((m) => m * minuteMs),
    );
  });
});

const unsettled: Record<Attempt['status'], boolean> = {
  'under-way': true,
  'in-doubt': true,
  failed: false,
  paid: false,
  abandoned: false,
};

test.each(attemptSchema.shape.status.options)('money may still arrive by an attempt that is %s, or not', (status) => {
  const attempt: Attempt = attemptSchema.parse({
    number: 1,
    accountId: 'ea-kao-vnpay',
    provider: 'vnpay',
    reference: 'LP0000000000A1',
    amountVnd: 1,
    status,
    startedAt: start,
    expiresAt: start,
    asked: 0,
    payerIp: '203.0.113.10',
  });

  expect(isUnsettled(attempt)).toBe(unsettled[status]);
});
