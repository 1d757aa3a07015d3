import * as z from 'zod/mini';
import { calendarSchema } from './calendar.ts';
import { says } from './field-messages.ts';
import type { VietnamDay } from './time.ts';

const { years, daysOff, workedWeekends, source } = calendarSchema.shape;

const isWeekend = (on: VietnamDay): boolean => [0, 6].includes(new Date(`${on}T00:00:00Z`).getUTCDay());

const yearOf = (on: VietnamDay): string => on.slice(0, '2026'.length);

/** What an operator says of the working calendar: all of it, each time. Every day is of one of its years, and named once. */
export const newCalendarSchema = z.strictObject({ years, daysOff, workedWeekends, source }).check(
  z.superRefine(({ years: known, daysOff: off, workedWeekends: worked }, context) => {
    const seen = new Set<VietnamDay>();
    const refuse = (path: readonly PropertyKey[], message: ReturnType<typeof says>): void => {
      context.addIssue({ code: 'custom', path: [...path], message });
    };
    for (const [list, days] of Object.entries({ daysOff: off, workedWeekends: worked }))
      for (const [index, { on }] of days.entries()) {
        const path = [list, index, 'on'];
        if (!known.map(String).includes(yearOf(on))) refuse(path, says('not-in-these-years'));
        if (seen.has(on)) refuse(path, says('given-twice'));
        if (list === 'workedWeekends' && !isWeekend(on)) refuse(path, says('not-on-a-weekend'));
        seen.add(on);
      }
    for (const [index, year] of known.entries())
      if (known.indexOf(year) < index) refuse(['years', index], says('given-twice'));
  }),
);
