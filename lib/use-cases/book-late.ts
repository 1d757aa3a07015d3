import { applyBankDayFact } from '../domain/bank-day-changes.ts';
import type { BankDayName, Period } from '../domain/run.ts';
import type { VietnamDay } from '../domain/time.ts';
import { find } from '../store/read.ts';
import { putBankDayChange, reconciled } from '../store/reconciliation-keys.ts';
import { decideAgain } from './decide-again.ts';
import { type CountedDay, findCountedBefore } from './find-bank-days.ts';
import { findLate, listBookedElsewhere } from './find-late.ts';
import type { ReconcileParts } from './parts.ts';
import type { ReadySource } from './ready-source.ts';

/** What is booked into a bank day of an earlier one that was closed when it became known. */
type BookedLate = { readonly day: CountedDay; readonly keys: ReadonlySet<string> };

/** The closed days right before a day: what is found of them belongs into it, the first that is not closed. */
const closedRightBefore = (before: readonly CountedDay[]): readonly CountedDay[] =>
  before.slice(before.findLastIndex(({ closed }) => closed === undefined) + 1);

/** Writes into a closed day's journal in which day a movement is booked, once. */
export const linkLate = (
  { store, now, ...parts }: ReconcileParts,
  of: BankDayName,
  fact: { key: string; bookedInto: VietnamDay },
): Promise<unknown> =>
  decideAgain({ now, ...parts }, async () => {
    const bankDay = await find(store, reconciled.bankDay(of));
    const elsewhere = await listBookedElsewhere(store, of);
    if (bankDay === undefined || elsewhere.has(fact.key)) return 'linked';
    return store.commit(putBankDayChange(applyBankDayFact(bankDay, { type: 'found.later', ...fact }, now())));
  });

/** What is booked into a bank day already of the days before it. */
export const listBookedInto = async (
  { store }: Pick<ReconcileParts, 'store'>,
  of: BankDayName,
  before: readonly CountedDay[],
): Promise<readonly BookedLate[]> => {
  const booked: BookedLate[] = [];
  for (const day of before) {
    const elsewhere = await listBookedElsewhere(store, day);
    const keys = [...elsewhere].flatMap(([key, into]) => (into === of.on ? [key] : []));
    if (keys.length > 0) booked.push({ day, keys: new Set(keys) });
  }
  return booked;
};

/**
 * Books what became known of the closed days right before a day into it, with a link in the journal of the day that it was
 * paid on; gives everything that is booked into it.
 */
export const bookLate = async (
  parts: ReconcileParts,
  ready: ReadySource,
  { of, period }: { readonly of: BankDayName; readonly period: Period },
): Promise<readonly BookedLate[]> => {
  const before = await findCountedBefore(parts.store, { ...of, on: period.from });
  for (const day of closedRightBefore(before))
    for (const { entry } of await findLate(parts.store, ready, day))
      await linkLate(parts, day, { key: entry.key, bookedInto: of.on });
  return listBookedInto(parts, of, before);
};
