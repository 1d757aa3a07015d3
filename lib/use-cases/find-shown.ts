import { discrepancyIdOf } from '../domain/discrepancy-changes.ts';
import type { Entry } from '../domain/entry.ts';
import type { BankDayName } from '../domain/run.ts';
import { statementDayOf } from '../domain/statement-day.ts';
import type { VietnamDay } from '../domain/time.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import { find } from '../store/read.ts';
import type { Store } from '../store/store.ts';
import { type CountedDay, findBankDays, isCounted, lookAroundDays } from './find-bank-days.ts';
import { findResult } from './find-result.ts';
import { findMany } from './look-up.ts';
import type { ReadySource } from './ready-source.ts';

/** A file of several days is known by its last: it is at most so many days later. */
const periodLookDays = lookAroundDays + 1;

/** The bank day whose statement is to show a day of the source, when it has a run that counts. */
export const findCountedDayOf = async (store: Store, of: BankDayName): Promise<CountedDay | undefined> => {
  const days = await findBankDays(store, of, { from: of.on, days: periodLookDays });
  return days.filter(isCounted).find(({ on, period }) => (period?.from ?? on) <= of.on);
};

/** Whether a bank day's report that counts has a line for an entry. */
const showsLine = async (store: Store, day: CountedDay | undefined, key: string): Promise<boolean> => {
  const result = day && (await findResult(store, { of: day, run: day.counted.run }, key));
  return result?.line !== undefined;
};

/**
 * On which other day's statement the line of some entries was, of those that a day has no line for: as the reports that
 * count now show it.
 */
export const findShown = async (
  store: Store,
  of: BankDayName,
  keys: readonly string[],
): Promise<ReadonlyMap<string, VietnamDay>> => {
  const ids = keys.map((key) => discrepancyIdOf(of, key));
  const known = await findMany(store, ids.map(reconciled.discrepancy));
  const shown = new Map<string, VietnamDay>();
  for (const [index, key] of keys.entries()) {
    const end = known[index]?.end;
    if (end?.by !== 'run' || end.on === of.on) continue;
    const day = await find(store, reconciled.bankDay({ ...of, on: end.on }));
    if (day && isCounted(day) && (await showsLine(store, day, key))) shown.set(key, end.on);
  }
  return shown;
};

/** The day of an entry itself, when that is another than the one that names it and its report has a line for it already. */
export const findShownOnOwnDay = async (
  store: Store,
  { of, source, calendar }: Pick<ReadySource, 'source' | 'calendar'> & { readonly of: BankDayName },
  { key, paidAt }: Entry,
): Promise<VietnamDay | undefined> => {
  const on = statementDayOf(paidAt, { rules: source.rules, calendar });
  const own = await findCountedDayOf(store, { ...of, on });
  return own?.on !== of.on && (await showsLine(store, own, key)) ? own?.on : undefined;
};
