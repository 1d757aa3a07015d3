import * as z from 'zod/mini';

/** An instant in UTC with milliseconds, `2026-11-21T02:30:00.000Z`: as text it sorts in order of time. */
export const instantSchema = z.pipe(
  z.pipe(
    z.iso.datetime({ offset: true }),
    z.transform((text) => new Date(text).toISOString()),
  ),
  z.iso.datetime({ precision: 3 }).brand<'Instant'>(),
);

/** An instant in UTC; see {@link instantSchema}. */
export type Instant = z.infer<typeof instantSchema>;

/** A calendar day in Viet Nam, `2026-11-21`. */
export const vietnamDaySchema = z.iso.date().brand<'VietnamDay'>();

/** A calendar day in Viet Nam; see {@link vietnamDaySchema}. */
export type VietnamDay = z.infer<typeof vietnamDaySchema>;

/** A minute in milliseconds. */
export const minuteMs = 60 * 1000;
/** An hour in milliseconds. */
export const hourMs = 60 * minuteMs;
/** Twenty-four hours in milliseconds: a whole day in Viet Nam, which keeps no summer time. */
export const dayMs = 24 * hourMs;

/** Viet Nam has kept GMT+7 without summer time since 1975, so its clock is UTC and seven hours. */
const vietnamOffsetMs = 7 * hourMs;

/** The instant of a count of milliseconds since 1970. */
export const instantFromMs = (epochMs: number): Instant => instantSchema.parse(new Date(epochMs).toISOString());

/** Milliseconds since 1970. */
export const instantToMs = (instant: Instant): number => Date.parse(instant);

/** The instant so many milliseconds later (earlier when negative). */
export const addMs = (instant: Instant, ms: number): Instant => instantFromMs(instantToMs(instant) + ms);

/** The sooner of some instants. */
export const soonest = (first: Instant, ...rest: readonly Instant[]): Instant =>
  rest.reduce((found, instant) => (instant < found ? instant : found), first);

const vietnamClock = (instant: Instant): string => new Date(instantToMs(instant) + vietnamOffsetMs).toISOString();

/** The calendar day on which an instant falls in Viet Nam. */
export const vietnamDay = (instant: Instant): VietnamDay => vietnamDaySchema.parse(vietnamClock(instant).slice(0, 10));

/** An instant as Vietnamese banks write it: `yyyyMMddHHmmss`, GMT+7, 24-hour. */
export const toBankTime = (instant: Instant): string => vietnamClock(instant).replaceAll(/\D/g, '').slice(0, 14);

/**
 * The instant of a Vietnamese bank's `yyyyMMddHHmmss` (GMT+7, 24-hour), or nothing when it is no real time
 * (a 31st of February, an hour of 24).
 */
export const fromBankTime = (text: string): Instant | undefined => {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  const epochMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(epochMs)) return undefined;
  const instant = instantSchema.safeParse(new Date(epochMs - vietnamOffsetMs).toISOString()).data;
  return instant !== undefined && toBankTime(instant) === text ? instant : undefined;
};

/** An instant for a person in Viet Nam: `21/11/2026 09:30`. */
export const toVietnamText = (instant: Instant): string => {
  const clock = vietnamClock(instant);
  return `${clock.slice(8, 10)}/${clock.slice(5, 7)}/${clock.slice(0, 4)} ${clock.slice(11, 16)}`;
};

/** An instant on the Viet Nam clock as spreadsheets read it: `2026-11-21 09:30:00`. */
export const toVietnamTimestamp = (instant: Instant): string => vietnamClock(instant).slice(0, 19).replace('T', ' ');
