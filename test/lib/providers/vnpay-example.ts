import { createHmac } from 'node:crypto';
import { type Attempt, attemptSchema } from '../../../lib/domain/attempt.ts';
import {
  type MerchantAccount,
  merchantAccountSchema,
  type MerchantKeys,
} from '../../../lib/domain/merchant-account.ts';
import type { CallbackRequest, OpenAccount } from '../../../lib/providers/provider.ts';
import { openAccount } from '../../../lib/providers/registry.ts';

/** What the VNPAY tests share: an account, an attempt, and a signer that has nothing of the plug-in's. */
export type Fields = Readonly<Record<string, string>>;

export const secret = 'test_secret';
export const tmnCode = 'TMNCODE1';

export const account: MerchantAccount = merchantAccountSchema.parse({
  version: 1,
  id: 'ubnd-quan-1-vnpay',
  agencyCode: 'H29.01',
  provider: 'vnpay',
  beneficiaryAccount: { bankCode: '970436', accountNumber: '0011001234567' },
  options: {
    tmnCode,
    paymentUrl: 'https://sandbox.vnpayment.vn/paymentv2/vpcpay.html',
    apiUrl: 'https://sandbox.vnpayment.vn/merchant_webapi/api/transaction',
  },
  enabled: true,
  changedAt: '2026-11-01T00:00:00Z',
});

export const keys: MerchantKeys = { current: { id: 'key-2', secret } };

/** The account open, with other options or keys where a test says so. */
export const open = (options: Record<string, unknown> = {}, keysHeld = keys): OpenAccount =>
  openAccount({ ...account, options: { ...account.options, ...options } }, keysHeld);

/** An attempt that began on 21 November 2026 at 09:30 in Viet Nam. */
export const makeAttempt = (changes: Partial<Record<keyof Attempt, unknown>> = {}): Attempt =>
  attemptSchema.parse({
    number: 1,
    accountId: account.id,
    provider: 'vnpay',
    reference: 'TXN0001',
    amountVnd: 135_000,
    status: 'under-way',
    startedAt: '2026-11-21T02:30:00Z',
    expiresAt: '2026-11-21T02:45:00Z',
    asked: 0,
    payerIp: '203.0.113.10',
    ...changes,
  });

/** The documented form encoding, written byte by byte. */
const formEncode = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z0-9*\-._]/.test(character)) return character;
    return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

export const hmacHex = (text: string, key = secret): string =>
  createHmac('sha512', key).update(text, 'utf8').digest('hex');

/** The text that VNPAY signs: names in order of code units, empty values left out. */
export const signedText = (fields: Fields): string =>
  Object.keys(fields)
    .filter((name) => fields[name] !== '')
    .sort((one, other) => (one < other ? -1 : 1))
    .map((name) => `${formEncode(name)}=${formEncode(fields[name] ?? '')}`)
    .join('&');

/** A query string as VNPAY sends it. */
export const signQuery = (fields: Fields, key = secret): string =>
  `${signedText(fields)}&vnp_SecureHash=${hmacHex(signedText(fields), key)}`;

/** The parameters of a callback for a payment that came to a good end. */
export const paidFields: Fields = {
  vnp_Amount: '13500000',
  vnp_BankCode: 'NCB',
  vnp_BankTranNo: 'VNP14422574',
  vnp_CardType: 'ATM',
  vnp_OrderInfo: 'Nop le phi ho so H29.01-261121-0001',
  vnp_PayDate: '20261121093412',
  vnp_ResponseCode: '00',
  vnp_TmnCode: tmnCode,
  vnp_TransactionNo: '14422574',
  vnp_TransactionStatus: '00',
  vnp_TxnRef: 'TXN0001',
};

export const get = (rawQueryString: string): CallbackRequest => ({
  method: 'GET',
  rawQueryString,
  headers: {},
  body: '',
});
