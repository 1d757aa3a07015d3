import { describe, expect, test } from 'vitest';
import { addDays, isWorkingDay, nextWorkingDay, workingDaysBetween } from '../../../lib/domain/calendar.ts';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';

const day = (on: string) => vietnamDaySchema.parse(on);
const named = (on: string) => ({ on: day(on), name: on });

const calendar = {
  years: [2026, 2027],
  daysOff: [
    '2026-11-24',
    '2027-01-01',
    ...[5, 6, 7, 8, 9, 10, 11].map((on) => `2027-02-${String(on).padStart(2, '0')}`),
  ].map(named),
  workedWeekends: ['2026-08-22', '2027-02-06'].map(named),
};

describe('a day is worked', () => {
  test.each([
    ['2026-11-20', true, 'a Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-24', false, 'Ngày Văn hóa Việt Nam, a Tuesday'],
    ['2026-08-22', true, 'a Saturday swapped in'],
    ['2027-02-06', false, 'a day off that is also swapped in'],
    ['2027-02-12', true, 'the day after Tết'],
  ])('%s: %s, %s', (on, isWorked) => {
    expect(isWorkingDay(calendar, day(on))).toBe(isWorked);
  });

  test('only of a year that the calendar knows: of others nothing is said', () => {
    expect(() => isWorkingDay(calendar, day('2028-01-03'))).toThrow(
      expect.objectContaining({ code: 'calendar-year-missing', message: 'The working calendar does not know 2028' }),
    );
    expect(() => nextWorkingDay(calendar, day('2027-12-31'))).toThrow('does not know 2028');
  });
});

test('the next working day leaves out weekends and days off', () => {
  expect(nextWorkingDay(calendar, day('2026-11-23'))).toBe('2026-11-25');
  expect(nextWorkingDay(calendar, day('2027-02-04'))).toBe('2027-02-12');
});

test('days are added over months and years', () => {
  expect(addDays(day('2026-12-31'), 1)).toBe('2027-01-01');
  expect(addDays(day('2027-03-01'), -1)).toBe('2027-02-28');
});

test('between two days are the working days after the earlier one, whichever way they are given', () => {
  const pairs = [
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-21', '2026-11-22', 0],
    ['2026-11-20', '2026-11-23', 1],
    ['2026-11-21', '2026-11-23', 1],
    ['2026-11-23', '2026-11-25', 1],
    ['2027-02-04', '2027-02-12', 1],
    ['2026-12-31', '2027-01-04', 1],
  ] as const;

  for (const [one, other, days] of pairs) {
    expect([one, workingDaysBetween(calendar, day(one), day(other))]).toEqual([one, days]);
    expect([other, workingDaysBetween(calendar, day(other), day(one))]).toEqual([other, days]);
  }
});
