import type { Calendar } from '../domain/calendar.ts';
import { newCalendarSchema } from '../domain/calendar-changes.ts';
import { parseOrRefuse } from '../domain/field-errors.ts';
import { find } from '../store/read.ts';
import { addItem, changeItem, type Configuring, subject } from './configure.ts';

/**
 * Sets the working calendar. Runs that have begun keep the calendar that they began with.
 *
 * @param input as `newCalendarSchema` reads it
 * @throws Refusal validation-failed
 */
export const setCalendar = async (parts: Configuring, input: unknown): Promise<Calendar> => {
  const said = parseOrRefuse(newCalendarSchema, input);
  if ((await find(parts.store, subject.calendar.key)) === undefined)
    return addItem(parts, subject.calendar, async () => ({ after: { ...said, version: 0, changedAt: parts.now() } }));
  return changeItem(parts, subject.calendar, ({ version, changedAt }) => ({
    after: { ...said, version, changedAt },
    action: 'changed',
  }));
};
