import type { Agency } from '../../lib/domain/agency.ts';
import type { Client } from '../../lib/domain/client.ts';
import { makeFeed } from '../../lib/domain/feed.ts';
import type { MerchantAccount } from '../../lib/domain/merchant-account.ts';
import { at, put } from '../../lib/store/key-table.ts';
import type { Write } from '../../lib/store/store.ts';
import { agency, client, merchantAccount, start } from '../samples.ts';

/** Who is there when a simulation begins: two agencies, three merchant accounts at VNPAY and two at SePay, four portals. */

const makeAccount = (id: string, of: Agency, changes: Partial<MerchantAccount>): MerchantAccount => ({
  ...merchantAccount,
  id,
  agencyCode: of.code,
  beneficiaryAccount: { bankCode: '970436', accountNumber: of.beneficiaryAccounts[0]!.accountNumber },
  ...changes,
});

/** Payers are sent to VNPAY's page. */
const atVnpay = (id: string, tmnCode: string, of: Agency): MerchantAccount =>
  makeAccount(id, of, { options: { ...merchantAccount.options, tmnCode } });

/** Payers transfer into the agency's own account, which SePay watches. */
const atSepay = (id: string, of: Agency): MerchantAccount =>
  makeAccount(id, of, {
    provider: 'sepay',
    options: {
      accountNumber: of.beneficiaryAccounts[0]!.accountNumber,
      listUrl: 'https://sepay.example.vn/userapi/transactions/list',
    },
    keyIds: { current: 'key-1', apiToken: 'token' },
  });

const commune: Agency = { ...agency, merchantAccountIds: ['commune-one', 'commune-two', 'commune-transfer'] };

const department: Agency = {
  ...agency,
  code: 'H15.12',
  beneficiaryAccounts: [{ ...agency.beneficiaryAccounts[0]!, accountNumber: '0011004999999' }],
  merchantAccountIds: ['department', 'department-transfer'],
};

export const agencies: readonly Agency[] = [commune, department];

export const accounts: readonly MerchantAccount[] = [
  atVnpay('commune-one', 'COMMUNE1', commune),
  atVnpay('commune-two', 'COMMUNE2', commune),
  atVnpay('department', 'DEPARTM1', department),
  atSepay('commune-transfer', commune),
  atSepay('department-transfer', department),
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
  ...accounts.flatMap(({ id, provider }) => (provider === 'sepay' ? [put(at.feed(id), makeFeed(start))] : [])),
  ...portals.map((one) => put(at.client(one.id), one)),
];
