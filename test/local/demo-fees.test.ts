import { describe, expect, test } from 'vitest';
import { procedureCodeSchema } from '../../lib/domain/codes.ts';
import { feeLineSchema } from '../../lib/domain/order-details.ts';
import { vietnamDaySchema } from '../../lib/domain/time.ts';
import { demoFees, listFeesInForce } from '../../local/demo-fees.ts';

const day = (text: string) => vietnamDaySchema.parse(text);

const amountOf = (procedureCode: string, on: string, channel: 'online' | 'counter' = 'online') =>
  listFeesInForce(day(on), channel)
    .filter((fee) => fee.procedureCode === procedureCode)
    .map(({ amountVnd }) => amountVnd);

describe('the tariff of the sandbox portal', () => {
  test('has rows that an order takes as they are', () => {
    for (const fee of demoFees) {
      expect(procedureCodeSchema.parse(fee.procedureCode)).toBe(fee.procedureCode);
      expect(feeLineSchema.safeParse(fee).error).toBeUndefined();
      expect(fee.legalBasis).not.toBe('');
    }
  });

  test('asks less of who hands in a dossier online', () => {
    expect(amountOf('1.004194', '2026-11-21', 'online')).toEqual([7000]);
    expect(amountOf('1.004194', '2026-11-21', 'counter')).toEqual([15000]);
  });

  test('asks what is in force on the day', () => {
    expect(amountOf('3.000347', '2025-12-31')).toEqual([115000]);
    expect(amountOf('3.000347', '2026-01-01')).toEqual([135000]);
  });

  test.each(['online', 'counter'] as const)('has one amount for each fee on any day, %s', (channel) => {
    for (const on of ['2024-06-30', '2025-12-31', '2026-01-01', '2026-11-21', '2027-01-01']) {
      const codes = listFeesInForce(day(on), channel).map(({ feeCode }) => feeCode);
      expect(codes).toEqual([...new Set(codes)]);
      expect(codes).toHaveLength(5);
    }
  });
});
