import type { Calendar } from '../domain/calendar.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BankDayName } from '../domain/run.ts';
import type { StatementSource } from '../domain/statement-source.ts';
import { type Profile, profileSchema } from '../statements/profile.ts';
import { at } from '../store/key-table.ts';
import { findThree } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';

/** By what the statements of an account and side are read and matched, as it is configured now. */
export type ReadySource = {
  readonly source: StatementSource;
  readonly profile: Profile;
  readonly account: MerchantAccount;
  readonly calendar: Calendar;
};

const required = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Refusal('not-found', { detail: `There is no ${what}.` });
  return found;
};

/**
 * Everything that a statement of an account and side is read by.
 *
 * @throws Refusal not-found when the account, its statement source or the working calendar is not there
 */
export const getReadySource = async (
  store: Store,
  { accountId, side }: Pick<BankDayName, 'accountId' | 'side'>,
): Promise<ReadySource> => {
  const keys = [at.merchantAccount(accountId), reconciled.source(accountId, side), reconciled.calendar] as const;
  const [account, source, calendar] = await findThree(store, ...keys);
  const found = required(source, `statement source for the ${side} side of ${accountId}`);
  return {
    source: found,
    profile: profileSchema.parse(found.profile),
    account: required(account, `merchant account ${accountId}`),
    calendar: required(calendar, 'working calendar'),
  };
};
