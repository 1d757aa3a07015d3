import type { Agency } from '../domain/agency.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import type { AmountVnd } from '../domain/money.ts';
import { type BeneficiaryAccount, isSameAccount } from '../domain/order-details.ts';
import { findProvider } from '../providers/registry.ts';
import { at } from '../store/key-table.ts';
import { findAll } from '../store/read.ts';
import type { Store } from '../store/store.ts';

/** What has to be paid, and into which account. */
type Payable = { readonly totalAmountVnd: AmountVnd; readonly beneficiaryAccount: BeneficiaryAccount };

const carries = (account: MerchantAccount, { totalAmountVnd, beneficiaryAccount }: Payable): boolean => {
  const amounts = findProvider(account.provider)?.amounts(account);
  return (
    account.enabled &&
    isSameAccount(account.beneficiaryAccount, beneficiaryAccount) &&
    amounts !== undefined &&
    totalAmountVnd >= amounts.minVnd &&
    totalAmountVnd <= amounts.maxVnd
  );
};

/**
 * The merchant accounts of an agency through which a sum can be paid now, in the agency's order: switched on, reaching
 * the beneficiary account, and of a provider that carries such an amount.
 */
export const listWaysToPay = async (
  store: Store,
  agency: Agency,
  payable: Payable,
): Promise<readonly MerchantAccount[]> => {
  if (!agency.enabled) return [];
  const accounts = await findAll(store, agency.merchantAccountIds.map(at.merchantAccount));
  return accounts.filter((account) => carries(account, payable));
};
