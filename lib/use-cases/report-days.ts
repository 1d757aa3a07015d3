import type { BankDay } from '../domain/bank-day.ts';
import { addDays } from '../domain/calendar.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BankDayName } from '../domain/run.ts';
import type { Side } from '../domain/statement-source.ts';
import { type VietnamDay, vietnamDaySchema } from '../domain/time.ts';
import { at, type Key } from '../store/key-table.ts';
import { findBoth, findEach } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';
import { findBankDays } from './find-bank-days.ts';
import { bankDaysMax } from './read-reconciliation.ts';

/** Whose list can stand for the bank in a report. */
type BankSide = Exclude<Side, 'treasury'>;

/** What a report is wanted of: from a day to another, 100 days at most. */
export type ReportQuery = {
  readonly accountId: string;
  /** The statement of the account where there is a source of it, else the provider's list, when it is not said. */
  readonly side?: BankSide | undefined;
  readonly from: VietnamDay;
  readonly to: VietnamDay;
};

/**
 * The day in what a caller handed back to read on.
 *
 * @throws Refusal validation-failed when it is none
 */
export const readCursorDay = (text: string | undefined): VietnamDay => {
  const on = vietnamDaySchema.safeParse(text).data;
  if (on === undefined) throw new Refusal('validation-failed', { detail: 'The cursor is not one of this list.' });
  return on;
};

const batchMax = 100;

/** The records of any number of keys, a hundred a request. */
export const findMany = async <T>(store: Store, keys: readonly Key<T>[]): Promise<readonly (T | undefined)[]> => {
  const found: (T | undefined)[] = [];
  for (let from = 0; from < keys.length; from += batchMax)
    found.push(...(await findEach(store, keys.slice(from, from + batchMax))));
  return found;
};

const refuseOddPeriod = ({ from, to }: ReportQuery): void => {
  if (to < from)
    throw new Refusal('validation-failed', { detail: 'The last day is before the first.', pointer: '/to' });
  if (addDays(from, bankDaysMax - 1) < to)
    throw new Refusal('validation-failed', { detail: `A report is of ${bankDaysMax} days at most.`, pointer: '/to' });
};

/**
 * The merchant account of a report, and whose list stands for its bank.
 *
 * @throws Refusal not-found; validation-failed when the days are in the wrong order, or too many
 */
export const openReport = async (
  store: Store,
  query: ReportQuery,
): Promise<{ readonly account: MerchantAccount; readonly side: BankSide }> => {
  refuseOddPeriod(query);
  const { accountId, side } = query;
  const [account, bank] = await findBoth(store, at.merchantAccount(accountId), reconciled.source(accountId, 'bank'));
  if (account === undefined) throw new Refusal('not-found', { detail: 'There is no such merchant account.' });
  return { account, side: side ?? (bank === undefined ? 'provider' : 'bank') };
};

/** The bank days of an account and a side that there are, from a day to another. */
export const findDays = async (
  store: Store,
  of: Pick<BankDayName, 'accountId' | 'side'>,
  { from, to }: Pick<ReportQuery, 'from' | 'to'>,
): Promise<ReadonlyMap<VietnamDay, BankDay>> => {
  const found: (readonly [VietnamDay, BankDay])[] = [];
  for (let on = from; on <= to; on = addDays(on, bankDaysMax)) {
    const days = await findBankDays(store, of, { from: on, days: bankDaysMax });
    found.push(...days.filter((day) => day.on <= to).map((day) => [day.on, day] as const));
  }
  return new Map(found);
};
