import { createHmac } from 'node:crypto';
import { expect } from 'vitest';
import { type Attempt, attemptSchema } from '../../../lib/domain/attempt.ts';
import {
  type MerchantAccount,
  merchantAccountSchema,
  type MerchantKeys,
} from '../../../lib/domain/merchant-account.ts';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import type { CallbackRequest, OpenAccount } from '../../../lib/providers/provider.ts';
import { openAccount } from '../../../lib/providers/registry.ts';

export const secret = 'SECRET_TEST_KEY';
export const apiToken = { id: 'token-1', secret: 'a-token-of-sepay' };

/** A merchant account whose bank account SePay watches. */
export const sepayAccount: MerchantAccount = merchantAccountSchema.parse({
  version: 1,
  id: 'ubnd-quan-1-vietqr',
  agencyCode: 'H29.01',
  provider: 'sepay',
  beneficiaryAccount: { bankCode: '970436', accountNumber: '0123499999' },
  options: { accountNumber: '0123499999', listUrl: 'https://my.sepay.vn/userapi/transactions/list' },
  enabled: true,
  changedAt: '2026-11-01T00:00:00Z',
});

export const keys: MerchantKeys = { current: { id: 'key-2', secret }, apiToken };

/** The account open, with other options or keys where a test says so. */
export const open = (options: Record<string, unknown> = {}, keysHeld = keys): OpenAccount =>
  openAccount({ ...sepayAccount, options: { ...sepayAccount.options, ...options } }, keysHeld);

export const orderId = makeOrderId(Uint8Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8]));

/** An attempt that began on 21 November 2026 at 14:00 in Viet Nam. */
export const makeAttempt = (changes: Partial<Record<keyof Attempt, unknown>> = {}): Attempt =>
  attemptSchema.parse({
    number: 1,
    accountId: sepayAccount.id,
    provider: 'sepay',
    reference: `${orderId}A1`,
    amountVnd: 135_000,
    status: 'under-way',
    startedAt: '2026-11-21T07:00:00Z',
    expiresAt: '2026-11-21T07:15:00Z',
    asked: 0,
    payerIp: '203.0.113.10',
    ...changes,
  });

/** What SePay calls back with: the published example, but for day and text. */
export const transaction = {
  id: 92704,
  gateway: 'Vietcombank',
  transactionDate: '2026-11-21 14:02:37',
  accountNumber: '0123499999',
  code: null,
  content: 'HS 0001',
  transferType: 'in',
  transferAmount: 135000,
  accumulated: 19077000,
  subAccount: null,
  referenceCode: 'MBVCB.3278907687',
  description: '',
};

export const timestamp = '1795244557';

export const signatureOf = (body: string, at = timestamp, key = secret): string =>
  `sha256=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`;

/** A callback with a body, as SePay signs it, or with other headers where a test says so. */
export const post = (body: string, headers: CallbackRequest['headers'] = {}): CallbackRequest => ({
  method: 'POST',
  rawQueryString: '',
  headers: { 'x-sepay-timestamp': timestamp, 'x-sepay-signature': signatureOf(body), ...headers },
  body,
});

export const callBack = (changes: Record<string, unknown> = {}): CallbackRequest =>
  post(JSON.stringify({ ...transaction, ...changes }));

/** The same transaction as an entry of the list. */
export const listed = {
  id: '92704',
  bank_brand_name: 'Vietcombank',
  account_number: '0123499999',
  transaction_date: '2026-11-21 14:02:37',
  amount_out: '0.00',
  amount_in: '135000.00',
  accumulated: '19077000.00',
  transaction_content: 'HS 0001',
  reference_number: 'MBVCB.3278907687',
  code: null,
  sub_account: null,
  bank_account_id: '19',
};

export const answerList = (entries: readonly unknown[]): string =>
  JSON.stringify({ status: 200, error: null, messages: { success: true }, transactions: entries });

/** The account's list, which it has when there is a token. */
export const movementsOf = ({ movements }: OpenAccount): NonNullable<OpenAccount['movements']> =>
  movements ?? expect.unreachable();
