import { applyBankDayFact, emptyBankDay } from '../domain/bank-day-changes.ts';
import type { BankDay } from '../domain/bank-day.ts';
import { addDays, type Calendar, isWorkingDay, nextWorkingDay } from '../domain/calendar.ts';
import type { BankDayName } from '../domain/run.ts';
import type { StatementSource } from '../domain/statement-source.ts';
import { addMs, type Instant, instantSchema, minuteMs, type VietnamDay, vietnamDay } from '../domain/time.ts';
import { at, put } from '../store/key-table.ts';
import { find, listAll } from '../store/read.ts';
import { putBankDayChange, reconciled } from '../store/reconciliation-keys.ts';
import { listItems, subject } from './configure.ts';
import { decideAgain } from './decide-again.ts';
import { findBankDays } from './find-bank-days.ts';
import type { Parts } from './parts.ts';

/** Days before today whose statements are looked for; a weekend and a long holiday are within. */
const lookBackDays = 14;

const dueHour = '10:00:00';

/** Whether the statement of a day should be here: by ten o'clock of the next working day. */
const isExpected = (
  { rules }: StatementSource,
  calendar: Calendar,
  { on, now }: { on: VietnamDay; now: Instant },
): boolean => {
  if (rules.days === 'working-days' && !isWorkingDay(calendar, on)) return false;
  return instantSchema.parse(`${nextWorkingDay(calendar, on)}T${dueHour}+07:00`) <= now;
};

/** Whether somebody has brought something of a day, or is told already that nobody has. */
const isAccountedFor = (on: VietnamDay, days: readonly BankDay[]): boolean =>
  days.some((day) => day.on === on || (day.period !== undefined && day.period.from <= on && on <= day.period.to));

/** Tells once that the statement of a day is missing. */
const tellMissing = async (parts: Parts, of: BankDayName): Promise<void> => {
  const told = await decideAgain(parts, async () => {
    const { store, now } = parts;
    if (await find(store, reconciled.bankDay(of))) return 'known';
    return store.commit(putBankDayChange(applyBankDayFact(emptyBankDay(of), { type: 'statement.missing' }, now())));
  });
  if (told === 'committed') parts.count('StatementMissing', { ...of });
};

/** The day since which statements are expected: that on which the source was set up. */
const firstDayOf = async ({ store }: Parts, source: StatementSource): Promise<VietnamDay> => {
  const first = await find(store, at.change(reconciled.source(source.accountId, source.side), 1));
  return vietnamDay(first?.at ?? source.changedAt);
};

const findMissingOf = async (parts: Parts, source: StatementSource, calendar: Calendar): Promise<number> => {
  const { accountId, side } = source;
  const now = parts.now();
  const from = addDays(vietnamDay(now), -lookBackDays);
  const since = await firstDayOf(parts, source);
  // A file for several days is known by its last.
  const days = await findBankDays(parts.store, { accountId, side }, { from, days: 2 * lookBackDays });
  let missing = 0;
  for (let on = from < since ? since : from; on < vietnamDay(now); on = addDays(on, 1))
    if (isExpected(source, calendar, { on, now }) && !isAccountedFor(on, days)) {
      await tellMissing(parts, { accountId, side, on });
      missing += 1;
    }
  return missing;
};

/** Every quarter of an hour is often enough. */
const lookEveryMs = 15 * minuteMs;

/** Whether it is time to look, and nobody else is about to. */
const claimLook = async ({ store, now }: Parts): Promise<boolean> => {
  const at = now();
  const watch = await find(store, reconciled.watch);
  if (watch && at < addMs(watch.lookedAt, lookEveryMs)) return false;
  const claim = put(reconciled.watch, { version: (watch?.version ?? 0) + 1, lookedAt: at });
  return (await store.commit([claim])) === 'committed';
};

/**
 * Tells once of each statement that should have come by ten o'clock of the next working day and did not, of every source
 * that is switched on; gives back of how many.
 */
export const findMissingStatements = async (parts: Parts): Promise<number> => {
  const { store } = parts;
  const calendar = await find(store, reconciled.calendar);
  if (calendar === undefined || !(await claimLook(parts))) return 0;
  const sources = await listAll((page) => listItems(store, subject.statementSource, page));
  let missing = 0;
  for (const source of sources.filter(({ enabled }) => enabled))
    missing += await findMissingOf(parts, source, calendar);
  return missing;
};
