import type { Agency } from '../../lib/domain/agency.ts';
import type { Client } from '../../lib/domain/client.ts';
import type { MerchantAccount } from '../../lib/domain/merchant-account.ts';
import { at, put } from '../../lib/store/key-table.ts';
import type { Write } from '../../lib/store/store.ts';
import { agency, client, merchantAccount } from '../samples.ts';

/** Who is there when a simulation begins: two agencies, three merchant accounts at one bank, four portals. */

const makeAccount = (id: string, tmnCode: string, of: Agency): MerchantAccount => ({
  ...merchantAccount,
  id,
  agencyCode: of.code,
  beneficiaryAccount: { bankCode: '970436', accountNumber: of.beneficiaryAccounts[0]!.accountNumber },
  options: { ...merchantAccount.options, tmnCode },
});

const commune: Agency = { ...agency, merchantAccountIds: ['commune-one', 'commune-two'] };

const department: Agency = {
  ...agency,
  code: 'H15.12',
  beneficiaryAccounts: [{ ...agency.beneficiaryAccounts[0]!, accountNumber: '0011004999999' }],
  merchantAccountIds: ['department'],
};

export const agencies: readonly Agency[] = [commune, department];

export const accounts: readonly MerchantAccount[] = [
  makeAccount('commune-one', 'COMMUNE1', commune),
  makeAccount('commune-two', 'COMMUNE2', commune),
  makeAccount('department', 'DEPARTM1', department),
];

const makePortal = (id: string, agencyCodes: readonly string[]): Client => ({
  ...client,
  id,
  agencyCodes: [...agencyCodes],
  webhookUrl: `https://${id}.example.vn/lephi`,
});

const { webhookUrl: _none, ...silent } = makePortal('silent', [commune.code]);

/** The last one gave no address for webhooks. */
export const portals: readonly Client[] = [
  makePortal('province', [commune.code, department.code]),
  makePortal('one-stop', [commune.code]),
  makePortal('ministry', [department.code]),
  silent,
];

export const settingWrites = (): readonly Write[] => [
  ...agencies.map((one) => put(at.agency(one.code), one)),
  ...accounts.map((one) => put(at.merchantAccount(one.id), one)),
  ...portals.map((one) => put(at.client(one.id), one)),
];
