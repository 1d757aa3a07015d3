import * as z from 'zod/mini';
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

/** The day so many calendar days later (earlier when negative). */
export const addDays = (on: VietnamDay, days: number): VietnamDay =>
  vietnamDay(addMs(instantSchema.parse(`${on}T00:00:00.000Z`), days * dayMs));
