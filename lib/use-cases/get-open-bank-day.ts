import type { BankDay } from '../domain/bank-day.ts';
import { refuseClosed } from '../domain/bank-day-decisions.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import type { BankDayName } from '../domain/run.ts';
import type { Store } from '../store/store.ts';
import { getBankDay } from './read-reconciliation.ts';

/** The bank day whose statement has the line of a discrepancy. */
export const dayOfLine = ({ of, latestOn }: Discrepancy): BankDayName => ({ ...of, on: latestOn });

/**
 * A bank day whose report can still change.
 *
 * @throws Refusal not-found
 * @throws Refusal day-closed
 */
export const getOpenBankDay = async (store: Store, of: BankDayName): Promise<BankDay> => {
  const bankDay = await getBankDay(store, of);
  refuseClosed(bankDay);
  return bankDay;
};
