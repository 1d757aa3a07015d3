import * as z from 'zod/mini';
import { Refusal } from './refusal.ts';
import { addMs, dayMs, instantSchema, type VietnamDay, vietnamDay, vietnamDaySchema } from './time.ts';

const namedDay = z.strictObject({ on: vietnamDaySchema, name: z.string().check(z.minLength(1), z.maxLength(200)) });

/**
 * Which days banks, the treasury and agencies work, year by year. Saturdays and Sundays are off unless they are swapped
 * in; other days work unless they are named.
 */
export const calendarSchema = z.object({
  version: z.int().check(z.positive()),
  /** Years of which every day off is known. Of any other year nothing can be said. */
  years: z.array(z.int().check(z.gte(2020), z.lte(2100))).check(z.minLength(1)),
  /** Public holidays and the days off in their place. */
  daysOff: z.array(namedDay),
  /** Saturdays and Sundays that are worked in exchange for another day. */
  workedWeekends: z.array(namedDay),
  /** The decrees that it is from. */
  source: z.string().check(z.minLength(1), z.maxLength(2000)),
  changedAt: instantSchema,
});

export type Calendar = z.infer<typeof calendarSchema>;

/** What days need of a calendar. */
type Days = Pick<Calendar, 'years' | 'daysOff' | 'workedWeekends'>;

const midnight = (on: VietnamDay) => instantSchema.parse(`${on}T00:00:00.000Z`);

/** The day so many calendar days later (earlier when negative). */
export const addDays = (on: VietnamDay, days: number): VietnamDay => vietnamDay(addMs(midnight(on), days * dayMs));

const isWeekend = (on: VietnamDay): boolean => [0, 6].includes(new Date(`${on}T00:00:00.000Z`).getUTCDay());

const isAmong = (days: Days['daysOff'], on: VietnamDay): boolean => days.some((day) => day.on === on);

/**
 * Whether banks, the treasury and agencies work on a day. A day off that is named outweighs a worked weekend.
 *
 * @throws Refusal calendar-year-missing when the calendar does not know the year
 */
export const isWorkingDay = ({ years, daysOff, workedWeekends }: Days, on: VietnamDay): boolean => {
  if (!years.some((year) => on.startsWith(`${year}-`)))
    throw new Refusal('calendar-year-missing', { detail: `The working calendar does not know ${on.slice(0, 4)}` });
  if (isAmong(daysOff, on)) return false;
  return !isWeekend(on) || isAmong(workedWeekends, on);
};

/** The first working day after a day. */
export const nextWorkingDay = (calendar: Days, after: VietnamDay): VietnamDay => {
  let on = addDays(after, 1);
  while (!isWorkingDay(calendar, on)) on = addDays(on, 1);
  return on;
};

/**
 * How many working days later one of two days is, whichever comes first: from Friday or Saturday to Monday it is one. The
 * earlier day itself does not count.
 */
export const workingDaysBetween = (calendar: Days, one: VietnamDay, other: VietnamDay): number => {
  const [from, to] = one < other ? [one, other] : [other, one];
  let days = 0;
  for (let on = from; on < to;) {
    on = addDays(on, 1);
    if (isWorkingDay(calendar, on)) days += 1;
  }
  return days;
};
