import { type MerchantAccount, merchantAccountSchema } from '../lib/domain/merchant-account.ts';
import { at, put } from '../lib/store/key-table.ts';
import type { Store } from '../lib/store/store.ts';
import { agency, agencyCode, beneficiaryAccount, merchantAccount, start } from './samples.ts';

/** A merchant account of the sample agency that is paid by transfer. */
export const transferAccount: MerchantAccount = merchantAccountSchema.parse({
  version: 1,
  id: 'ea-kao-vietqr',
  agencyCode,
  provider: 'sepay',
  beneficiaryAccount,
  options: {
    accountNumber: beneficiaryAccount.accountNumber,
    listUrl: 'https://my.sepay.vn/userapi/transactions/list',
  },
  keyIds: { current: 'key-1' },
  enabled: true,
  changedAt: start,
});

/** Puts it into a store beside the samples: payers of the sample agency can choose. */
export const addTransferAccount = async (store: Store): Promise<void> => {
  const merchantAccountIds = [merchantAccount.id, transferAccount.id];
  await store.commit([
    put(at.merchantAccount(transferAccount.id), transferAccount),
    put(at.agency(agency.code), { ...agency, version: 2, merchantAccountIds }),
  ]);
};
