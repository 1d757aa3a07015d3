import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DateForm, readAmount, readMoment, readPlainNumber } from '../../../lib/statements/forms.ts';
import { grouped } from './write-tables.ts';

describe('an amount as a bank writes it', () => {
  test.each([
    ['1.234.567', 1_234_567],
    ['1234567', 1_234_567],
    ['1.234.567,00', 1_234_567],
    ['1234567,000', 1_234_567],
    [' 135.000 ', 135_000],
    ['135.000 VND', 135_000],
    ['135.000đ', 135_000],
    ['-1.000', -1000],
    ['+1.000', 1000],
    ['(1.000)', -1000],
    ['0', 0],
    ['-0', 0],
    ['1.234', 1234],
    ['9.007.199.254.740.991', Number.MAX_SAFE_INTEGER],
    ['9.007.199.254.740.992', 'amount-too-large'],
    ['1.234,5', 'fractional-amount'],
    ['1,50', 'fractional-amount'],
    ['0,001', 'fractional-amount'],
    ['1.23', 'not-an-amount'],
    ['12.34.567', 'not-an-amount'],
    ['1,234,567', 'not-an-amount'],
    ['1.234.567.', 'not-an-amount'],
    ['', 'not-an-amount'],
    ['-', 'not-an-amount'],
    ['(1.000', 'not-an-amount'],
    ['-(1.000)', 'not-an-amount'],
    ['1e6', 'not-an-amount'],
    ['0x10', 'not-an-amount'],
    ['١٢٣', 'not-an-amount'],
    ['=1+1', 'not-an-amount'],
    ['1 000', 'not-an-amount'],
    ['135.000 USD', 'not-an-amount'],
  ])('with points between thousands: %j is %s', (text, read) => {
    expect(readAmount(text, '1.234.567,89')).toBe(read);
  });

  test.each([
    ['1,234,567', 1_234_567],
    ['1,234,567.00', 1_234_567],
    ['135000', 135_000],
    ['1.234', 'fractional-amount'],
    ['1.234.567', 'not-an-amount'],
    ['1,23', 'not-an-amount'],
  ])('with commas between thousands: %j is %s', (text, read) => {
    expect(readAmount(text, '1,234,567.89')).toBe(read);
  });

  test('is read back exactly, whatever it is', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(readAmount(grouped(amount), '1.234.567,89')).toBe(amount);
        expect(readAmount(grouped(amount, ','), '1,234,567.89')).toBe(amount);
        expect(readPlainNumber(String(amount))).toBe(amount);
      }),
    );
  });
});

describe('a number as a machine writes it', () => {
  test.each([
    ['135000', 135_000],
    ['135000.0', 135_000],
    ['1.35E7', 13_500_000],
    ['1.35e+7', 13_500_000],
    ['-5', -5],
    ['-0', 0],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['9007199254740993', 'amount-too-large'],
    ['1e300', 'amount-too-large'],
    ['135000.5', 'fractional-amount'],
    // A double would round this one up, and the next one down.
    ['135000.99999999999999999', 'fractional-amount'],
    ['135000.00000000000000001', 'fractional-amount'],
    ['1.5E0', 'fractional-amount'],
    ['1234567890123456.7E1', 'amount-too-large'],
    ['1,000', 'not-an-amount'],
    ['', 'not-an-amount'],
    ['NaN', 'not-an-amount'],
  ])('%j is %s', (text, read) => {
    expect(readPlainNumber(text)).toBe(read);
  });
});

describe('a day as a bank writes it', () => {
  test.each<[string, DateForm, string | undefined, string | undefined]>([
    ['24/11/2026', 'dd/MM/yyyy', '2026-11-24', undefined],
    ['4-1-2026', 'dd/MM/yyyy', '2026-01-04', undefined],
    ['24/11/2026 00:30:05', 'dd/MM/yyyy', '2026-11-24', '2026-11-23T17:30:05.000Z'],
    ['24/11/2026 9:30', 'dd/MM/yyyy', '2026-11-24', '2026-11-24T02:30:00.000Z'],
    ['2026-11-24', 'yyyy-MM-dd', '2026-11-24', undefined],
    ['2026-11-24T23:59:59', 'yyyy-MM-dd', '2026-11-24', '2026-11-24T16:59:59.000Z'],
    ['2026-11-24T23:59:59.123456', 'yyyy-MM-dd', '2026-11-24', '2026-11-24T16:59:59.000Z'],
    ['2026-11-24T17:30:00Z', 'yyyy-MM-dd', '2026-11-25', '2026-11-24T17:30:00.000Z'],
    ['2026-11-24T00:00:00+07:00', 'yyyy-MM-dd', '2026-11-24', '2026-11-23T17:00:00.000Z'],
    ['20261124', 'yyyyMMdd', '2026-11-24', undefined],
    ['20261124093000', 'yyyyMMdd', '2026-11-24', '2026-11-24T02:30:00.000Z'],
    ['29/02/2028', 'dd/MM/yyyy', '2028-02-29', undefined],
  ])('%s by %s is %s', (text, form, on, at) => {
    expect(readMoment(text, [form])).toEqual({ on, ...(at && { at }) });
  });

  test.each<[string, DateForm]>([
    ['31/11/2026', 'dd/MM/yyyy'],
    ['29/02/2026', 'dd/MM/yyyy'],
    ['11/24/2026', 'dd/MM/yyyy'],
    ['24/11/26', 'dd/MM/yyyy'],
    ['24/11/2026 24:00:00', 'dd/MM/yyyy'],
    ['24/11/2026 12:60', 'dd/MM/yyyy'],
    ['2026-11-24', 'dd/MM/yyyy'],
    ['2026-11-24T10:00:00Z', 'dd/MM/yyyy'],
    ['2026-02-30T10:00:00Z', 'yyyy-MM-dd'],
    ['20261332', 'yyyyMMdd'],
    ['46350', 'yyyyMMdd'],
    ['', 'dd/MM/yyyy'],
  ])('%s by %s is none', (text, form) => {
    expect(readMoment(text, [form])).toBeUndefined();
  });
});
