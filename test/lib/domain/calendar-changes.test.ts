import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { newCalendarSchema } from '../../../lib/domain/calendar-changes.ts';

const on = (day: string, name = 'Nghỉ') => ({ on: day, name });

const calendar = {
  years: [2026, 2027],
  daysOff: [on('2026-11-24'), on('2027-01-01')],
  workedWeekends: [on('2026-08-22'), on('2026-11-22')],
  source: 'a test',
};

const placesOf = (changes: object): string[] | undefined =>
  newCalendarSchema.safeParse({ ...calendar, ...changes }).error?.issues.map(({ path }) => path.join('/'));

describe('a calendar', () => {
  test('of days in its years is taken', () => {
    expect(placesOf({})).toBeUndefined();
  });

  test.each([
    ['a day of another year', { daysOff: [on('2026-11-24'), on('2028-01-01')] }, ['daysOff/1/on']],
    ['a day that is off twice', { daysOff: [on('2026-11-24'), on('2026-11-24', 'again')] }, ['daysOff/1/on']],
    ['a day that is off and worked', { daysOff: [on('2026-08-22')] }, ['workedWeekends/0/on']],
    ['a worked weekend that is a Tuesday', { workedWeekends: [on('2026-11-17')] }, ['workedWeekends/0/on']],
    ['a year twice', { years: [2026, 2027, 2026] }, ['years/2']],
    ['no year', { years: [], daysOff: [], workedWeekends: [] }, ['years']],
    ['a day that is none', { daysOff: [on('2026-02-30')] }, ['daysOff/0/on']],
    ['a day without a name', { daysOff: [on('2026-11-24', '')] }, ['daysOff/0/name']],
    ['a name that nobody knows', { days: [] }, ['']],
  ])('with %s is refused', (_, changes, places) => {
    expect(placesOf(changes)).toEqual(places);
  });
});

test('the calendar that Lephi brings can be taken, knows 24/11, and says what of it is only computed', () => {
  const brought = newCalendarSchema.parse(
    JSON.parse(readFileSync(new URL('../../../local/calendar/vietnam.json', import.meta.url), 'utf8')),
  );
  const isOff = (day: string): boolean => brought.daysOff.some((one) => one.on === day);

  expect(['2026-11-24', '2026-04-27', '2027-02-08', '2027-05-03'].filter(isOff)).toHaveLength(4);
  expect(brought.daysOff.map((day) => day.on)).toEqual(brought.daysOff.map((day) => day.on).toSorted());
  expect(brought.source).toContain('Computed');
});
