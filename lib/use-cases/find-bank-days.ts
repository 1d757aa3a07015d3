import type { BankDay } from '../domain/bank-day.ts';
import { addDays } from '../domain/calendar.ts';
import type { BankDayName } from '../domain/run.ts';
import type { VietnamDay } from '../domain/time.ts';
import { findAll } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';

/** A payment is looked for, and a day followed up, over so many days; one request reads as many twice over. */
export const lookAroundDays = 30;

/** A bank day whose latest finished run counts. */
export type CountedDay = BankDay & { readonly counted: NonNullable<BankDay['counted']> };

/** Whether a run of a bank day counts. */
export const isCounted = (bankDay: BankDay): bankDay is CountedDay => bankDay.counted !== undefined;

/** The bank days of one account and side that exist among so many days from a day on, the earliest first. */
export const findBankDays = (
  store: Store,
  of: Pick<BankDayName, 'accountId' | 'side'>,
  { from, days }: { readonly from: VietnamDay; readonly days: number },
): Promise<readonly BankDay[]> => {
  const names = Array.from({ length: days }, (_, index) => ({ ...of, on: addDays(from, index) }));
  return findAll(store, names.map(reconciled.bankDay));
};

/** The bank days of the 30 days before a day that have a run that counts, the earliest first. */
export const findCountedBefore = async (store: Store, of: BankDayName): Promise<readonly CountedDay[]> => {
  const around = { from: addDays(of.on, -lookAroundDays), days: lookAroundDays };
  return (await findBankDays(store, of, around)).filter(isCounted);
};

/** The first bank day of the 30 after a day that has a run that counts. */
export const findCountedAfter = async (store: Store, of: BankDayName): Promise<CountedDay | undefined> => {
  const around = { from: addDays(of.on, 1), days: lookAroundDays };
  return (await findBankDays(store, of, around)).find(isCounted);
};
