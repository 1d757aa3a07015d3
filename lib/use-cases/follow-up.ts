import { afterExplanation, discrepancyIdOf } from '../domain/discrepancy-changes.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { find } from '../store/read.ts';
import { putDiscrepancyChange, reconciled } from '../store/reconciliation-keys.ts';
import { linkLate, listBookedInto } from './book-late.ts';
import { decideAgain } from './decide-again.ts';
import { type CountedDay, findCountedAfter, findCountedBefore, isCounted } from './find-bank-days.ts';
import { findLate, findLinesShown } from './find-late.ts';
import { findTakenBack } from './find-taken-back.ts';
import { lookUp } from './look-up.ts';
import type { ReconcileParts } from './parts.ts';
import { emptyCarry } from './read-run-files.ts';
import { getReadySource } from './ready-source.ts';
import { runAgain } from './run-again.ts';

/** Whether a report was made with what the bank day before leaves now; nothing to leave is as good as no such day. */
const isUpToDate = (frozenWith: string | undefined, left: string | undefined): boolean =>
  (frozenWith ?? emptyCarry) === (left ?? emptyCarry);

/** Begins a run of a day whose latest run counts; one that is under way looks after itself when it is done. */
const again = async (parts: ReconcileParts, day: CountedDay): Promise<void> => {
  if (day.closed === undefined && day.counted.run === day.runs) await runAgain(parts, day, day.runs);
};

/** Days that are not closed, and of which something has become known since they were frozen. */
const listDaysWithNews = async (
  parts: ReconcileParts,
  days: readonly CountedDay[],
  of: BankDayName,
): Promise<readonly CountedDay[]> => {
  const ready = await getReadySource(parts.store, of);
  const withNews: CountedDay[] = [];
  let isNewsOfClosed = false;
  for (const day of days) {
    const isNews = (await findLate(parts.store, ready, day)).length > 0;
    if (day.closed) isNewsOfClosed ||= isNews;
    else {
      if (isNews || isNewsOfClosed) withNews.push(day);
      isNewsOfClosed = false;
    }
  }
  return withNews;
};

/** Ends what a closed day's report calls open of lines whose movements are booked into this one. */
const explainLines = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<void> => {
  const before = await findCountedBefore(parts.store, { ...of, on: run.period.from });
  for (const { day, keys } of await listBookedInto(parts, of, before)) {
    const { entries } = await lookUp(parts.store, of.accountId, { movementKeys: [...keys], orderIds: [] });
    const late = [...entries.values()].flatMap((entry) => entry ?? []);
    for (const name of (await findLinesShown(parts.files, day, late)).values())
      await decideAgain(parts, async () => {
        const known = await find(parts.store, reconciled.discrepancy(discrepancyIdOf(of, name)));
        const change = known && afterExplanation(known, { of, run: run.number }, parts.now());
        return change ? parts.store.commit(putDiscrepancyChange(change)) : 'ended';
      });
  }
};

/**
 * Payments that another file of this day no longer shows are looked for again: by their own days, or by this one when those
 * are closed. Gives back whether this one is to run again for it.
 */
const lookForTakenBack = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<boolean> => {
  const before = run.replaces === undefined ? undefined : await find(parts.store, reconciled.run(of, run.replaces));
  if (before === undefined) return false;
  const ready = await getReadySource(parts.store, of);
  let takesThem = false;
  for (const { key, own } of await findTakenBack(parts, ready, { of, run, before })) {
    if (own.closed) await linkLate(parts, own, { key, bookedInto: of.on });
    else await again(parts, own);
    takesThem ||= own.closed !== undefined;
  }
  return takesThem;
};

const isStale = (run: Run, before: CountedDay | undefined): boolean =>
  (run.healed ?? 0) > 0 || !isUpToDate(run.broughtForward, before?.counted.carry);

/**
 * Begins the runs that a run makes necessary: its own day's, when it healed something or the day before leaves something
 * else by now; the next day's, when that one was made with something else than this one leaves; and those of this and
 * earlier days that are not closed and of which something has become known. Safe to do twice.
 */
export const followUp = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<void> => {
  const { store } = parts;
  const bankDay = await find(store, reconciled.bankDay(of));
  if (bankDay === undefined || !isCounted(bankDay) || bankDay.counted.run !== run.number) return;
  const before = await findCountedBefore(store, { ...of, on: run.period.from });
  await explainLines(parts, of, run);
  for (const day of await listDaysWithNews(parts, [...before, bankDay], of)) await again(parts, day);
  const takesThem = await lookForTakenBack(parts, of, run);
  if (takesThem || isStale(run, before.at(-1))) await runAgain(parts, of, run.number);
  const next = await findCountedAfter(store, of);
  if (next && !isUpToDate(next.counted.broughtForward, run.hashes.carry)) await again(parts, next);
};
