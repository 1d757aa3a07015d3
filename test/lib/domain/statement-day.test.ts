import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import { paymentDaysOf, statementDayOf } from '../../../lib/domain/statement-day.ts';
import { instantFromMs, instantSchema, instantToMs, vietnamDay, vietnamDaySchema } from '../../../lib/domain/time.ts';
import { calendar } from '../reconciliation/sample-run.ts';

type Rules = Parameters<typeof statementDayOf>[1]['rules'];

const day = (on: string) => vietnamDaySchema.parse(on);
const at = (time: string) => instantSchema.parse(`${time}:00+07:00`);
const everyDay: Rules = { days: 'every-day', settlementDays: 0 };
const working: Rules = { days: 'working-days', settlementDays: 0, cutOff: '16:30' };
const source = (rules: Rules) => ({ rules, calendar });

describe('a payment is due on the statement', () => {
  test.each([
    ['at 23:59 of its own day', '2026-11-20T23:59', everyDay, '2026-11-20'],
    ['of the next day from midnight in Viet Nam', '2026-11-21T00:00', everyDay, '2026-11-21'],
    ['of its day before the cut-off', '2026-11-23T16:29', working, '2026-11-23'],
    ['of the next working day from the cut-off on', '2026-11-23T16:30', working, '2026-11-25'],
    ['of Monday when paid on Friday evening', '2026-11-20T16:30', working, '2026-11-23'],
    ['of Monday when paid on Saturday', '2026-11-21T09:00', working, '2026-11-23'],
    ['of Wednesday when paid on 24/11', '2026-11-24T09:00', working, '2026-11-25'],
    ['after Tết when paid on its eve after the cut-off', '2027-02-04T17:00', working, '2027-02-12'],
    ['of a Saturday that is swapped in', '2026-08-22T09:00', working, '2026-08-22'],
    [
      'of the next day where a settlement takes one',
      '2026-11-20T09:00',
      { ...everyDay, settlementDays: 1 },
      '2026-11-21',
    ],
    [
      'of the next working day where one takes one',
      '2026-11-23T09:00',
      { ...working, settlementDays: 1 },
      '2026-11-25',
    ],
    [
      'of the working day after the next from the cut-off on',
      '2026-11-20T16:30',
      { ...working, settlementDays: 1 },
      '2026-11-25',
    ],
  ] as const)('%s', (_name, paid, rules, due) => {
    expect(statementDayOf(at(paid), source(rules))).toBe(due);
  });

  test('only where the calendar knows the year, if working days count', () => {
    expect(() => statementDayOf(at('2027-12-31T17:00'), source(working))).toThrow('does not know 2028');
    expect(statementDayOf(at('2030-12-31T17:00'), source({ ...everyDay, cutOff: '16:30' }))).toBe('2031-01-01');
  });
});

describe('the days of which payments are due in a period', () => {
  test.each([
    ['is the day itself', everyDay, ['2026-11-20', '2026-11-20'], ['2026-11-20']],
    [
      'is also the day before where there is a cut-off',
      { ...everyDay, cutOff: '16:30' },
      ['2026-11-20', '2026-11-20'],
      ['2026-11-19', '2026-11-20'],
    ],
    [
      'are the weekend and the evening before it',
      working,
      ['2026-11-23', '2026-11-23'],
      ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'],
    ],
    ['are all of several days', everyDay, ['2026-11-20', '2026-11-22'], ['2026-11-20', '2026-11-21', '2026-11-22']],
    ['are none of a day that has no statement of its own', working, ['2026-11-24', '2026-11-24'], []],
  ] as const)('%s', (_name, rules, [from, to], days) => {
    expect(paymentDaysOf({ from: day(from), to: day(to) }, source(rules))).toEqual(days);
  });

  test('are exactly those of which some payment is due', () => {
    const rules = fc.record({
      days: fc.constantFrom('every-day', 'working-days'),
      settlementDays: fc.integer({ min: 0, max: 3 }),
      cutOff: fc.constantFrom(undefined, '00:00', '16:30', '23:59'),
    });
    const start = instantToMs(at('2027-01-20T00:00'));
    const minutes = fc.integer({ min: 0, max: 40 * 24 * 60 });

    fc.assert(
      fc.property(rules, minutes, (some, minute) => {
        const paidAt = instantFromMs(start + minute * 60_000);
        const due = statementDayOf(paidAt, source(some));

        expect(due >= vietnamDay(paidAt)).toBe(true);
        expect(paymentDaysOf({ from: due, to: due }, source(some))).toContain(vietnamDay(paidAt));
        expect(
          paymentDaysOf({ from: addDays(due, 1), to: addDays(due, 40) }, source(some))[0]! >= vietnamDay(paidAt),
        ).toBe(true);
        expect(statementDayOf(instantFromMs(instantToMs(paidAt) + 60_000), source(some)) >= due).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
