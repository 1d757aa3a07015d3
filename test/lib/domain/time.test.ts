import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addMs,
  dayMs,
  fromBankTime,
  hourMs,
  type Instant,
  instantFromMs,
  instantSchema,
  instantToMs,
  minuteMs,
  soonest,
  toBankTime,
  toVietnamText,
  vietnamDay,
} from '../../../lib/domain/time.ts';

const instant = (text: string): Instant => instantSchema.parse(text);

/** Any whole second of this century and the next. */
const anySecond = fc.integer({ min: 946_684_800, max: 7_258_118_399 }).map((seconds) => instantFromMs(seconds * 1000));

describe('an instant', () => {
  test.each([
    ['2026-11-21T02:30:00Z', '2026-11-21T02:30:00.000Z'],
    ['2026-11-21T09:30:00+07:00', '2026-11-21T02:30:00.000Z'],
    ['2026-11-20T21:30:00-05:00', '2026-11-21T02:30:00.000Z'],
    ['2026-11-21T02:30:00.123456Z', '2026-11-21T02:30:00.123Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('%s is kept as %s', (text, kept) => {
    expect(instant(text)).toBe(kept);
  });

  test.each([
    '2026-11-21T02:30Z',
    '2026-11-21T02:30:00', // nobody knows where
    '2026-11-21',
    '2026-02-29T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T23:59:60Z',
    '2026-11-21T02:30:00+24:00',
    '9999-12-31T23:00:00-05:00',
    '0000-01-01T00:00:00+07:00',
    '21/11/2026 09:30',
    '',
  ])('%j is none', (text) => {
    expect(instantSchema.safeParse(text).success).toBe(false);
  });

  test('sorts as text in order of time', () => {
    fc.assert(fc.property(anySecond, anySecond, (one, other) => one < other === instantToMs(one) < instantToMs(other)));
  });

  test('can be moved, and back', () => {
    expect(addMs(instant('2026-12-31T23:59:59.999Z'), 1)).toBe('2027-01-01T00:00:00.000Z');
    expect(addMs(instant('2027-01-01T00:00:00Z'), -dayMs)).toBe('2026-12-31T00:00:00.000Z');
    expect([minuteMs, hourMs, dayMs]).toEqual([60_000, 3_600_000, 86_400_000]);
  });

  test('the soonest of some is found', () => {
    const [first, second, third] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'].map(
      instant,
    );

    expect(soonest(second!, third!, first!)).toBe(first);
    expect(soonest(second!)).toBe(second);
  });
});

describe('a day in Viet Nam', () => {
  test.each([
    ['2026-11-20T16:59:59.999Z', '2026-11-20'],
    ['2026-11-20T17:00:00.000Z', '2026-11-21'],
    ['2026-11-20T17:30:00.000Z', '2026-11-21'],
    ['2026-11-21T05:30:00.000Z', '2026-11-21'],
    ['2026-11-21T16:59:00.000Z', '2026-11-21'],
    ['2026-11-21T17:00:00.000Z', '2026-11-22'],
    ['2026-12-31T17:00:00.000Z', '2027-01-01'],
    ['2028-02-28T17:00:00.000Z', '2028-02-29'],
    // The nights on which clocks elsewhere change.
    ['2026-03-08T07:30:00.000Z', '2026-03-08'],
    ['2026-11-01T06:30:00.000Z', '2026-11-01'],
  ])('%s falls on %s', (text, day) => {
    expect(vietnamDay(instant(text))).toBe(day);
  });

  test('is the day that the time zone database has', () => {
    const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short' });

    fc.assert(fc.property(anySecond, (any) => vietnamDay(any) === days.format(instantToMs(any))));
  });
});

describe('a bank’s time', () => {
  test.each([
    ['20261121003000', '2026-11-20T17:30:00.000Z'],
    ['20261121123000', '2026-11-21T05:30:00.000Z'],
    ['20261121235900', '2026-11-21T16:59:00.000Z'],
    ['20261121235959', '2026-11-21T16:59:59.000Z'],
    ['20261121000000', '2026-11-20T17:00:00.000Z'],
    ['20280229120000', '2028-02-29T05:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(fromBankTime(text)).toBe(expected);
    expect(toBankTime(instant(expected))).toBe(text);
  });

  test.each([
    '20261131000000', // November has thirty days
    '20260229000000',
    '20261301000000',
    '20260001000000',
    '20261100000000',
    '20261121240000',
    '20261121126000',
    '20261121120060',
    '2026112112000',
    '202611211200000',
    '2026-11-21 12:00:00',
    ' 20261121120000',
    '00000101000000', // seven hours before it is no year that we can write
    '',
  ])('%j is none', (text) => {
    expect(fromBankTime(text)).toBeUndefined();
  });

  test('is read as it was written', () => {
    fc.assert(fc.property(anySecond, (any) => fromBankTime(toBankTime(any)) === any));
  });

  test('loses what is below a second', () => {
    expect(toBankTime(instant('2026-11-21T02:30:00.999Z'))).toBe('20261121093000');
  });
});

test('a person in Viet Nam reads day, month, year and a clock of 24 hours', () => {
  expect(toVietnamText(instant('2026-11-21T02:30:00Z'))).toBe('21/11/2026 09:30');
  expect(toVietnamText(instant('2026-12-31T17:05:00Z'))).toBe('01/01/2027 00:05');
});
