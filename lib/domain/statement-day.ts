import { addDays, type Calendar, isWorkingDay, nextWorkingDay } from './calendar.ts';
import type { Rules } from './rules.ts';
import type { Period } from './run.ts';
import { type Instant, instantSchema, toVietnamText, type VietnamDay, vietnamDay } from './time.ts';

/** What tells on which day a source shows what. */
export type SourceDays = {
  readonly rules: Pick<Rules, 'cutOff' | 'days' | 'settlementDays'>;
  readonly calendar: Pick<Calendar, 'years' | 'daysOff' | 'workedWeekends'>;
};

const nextDay = (on: VietnamDay, { rules, calendar }: SourceDays): VietnamDay =>
  rules.days === 'every-day' ? addDays(on, 1) : nextWorkingDay(calendar, on);

/** The source's day that takes what is paid then: from the cut-off on it is the next one. */
const takenOn = (paidAt: Instant, { rules, calendar }: SourceDays): VietnamDay => {
  const paidOn = vietnamDay(paidAt);
  const isLate = rules.cutOff !== undefined && toVietnamText(paidAt).slice(-5) >= rules.cutOff;
  const on = isLate ? addDays(paidOn, 1) : paidOn;
  return rules.days === 'every-day' || isWorkingDay(calendar, on) ? on : nextWorkingDay(calendar, on);
};

/**
 * The day of the source's statement that is to show a payment: that of its instant in Viet Nam, or the next when it was
 * paid from the cut-off on, or on a day that the source takes with the next; then the settlement days.
 *
 * @throws Refusal calendar-year-missing when working days count and the calendar does not know the year
 */
export const statementDayOf = (paidAt: Instant, source: SourceDays): VietnamDay => {
  let on = takenOn(paidAt, source);
  for (let left = source.rules.settlementDays; left > 0; left -= 1) on = nextDay(on, source);
  return on;
};

/**
 * The days in Viet Nam, in order, of which some payments at least are due on the statements of a period. Which of their
 * payments are, {@link statementDayOf} tells.
 *
 * @throws Refusal calendar-year-missing when working days count and the calendar does not know the year
 */
export const paymentDaysOf = ({ from, to }: Period, source: SourceDays): readonly VietnamDay[] => {
  const days: VietnamDay[] = [];
  const isDue = (due: VietnamDay): boolean => due >= from && due <= to;
  for (let on = to; ; on = addDays(on, -1)) {
    const first = statementDayOf(instantSchema.parse(`${on}T00:00:00+07:00`), source);
    // All payments of a day are due with its first or, after the cut-off, with its last.
    const last = statementDayOf(instantSchema.parse(`${on}T23:59:59.999+07:00`), source);
    if (last < from) return days.toReversed();
    if (isDue(first) || isDue(last)) days.push(on);
  }
};
