import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import { type Attempt, attemptSchema } from '../../../lib/domain/attempt.ts';
import {
  type MerchantAccount,
  merchantAccountSchema,
  type MerchantKeys,
} from '../../../lib/domain/merchant-account.ts';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { instantSchema } from '../../../lib/domain/time.ts';
import type { CallbackRequest, OpenAccount, Question, RefundOrder } from '../../../lib/providers/provider.ts';
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

/** How a payer pays by VNPAY. */
export const payOf = ({ pay }: OpenAccount): OpenAccount['pay'] & { kind: 'redirect' } =>
  pay.kind === 'redirect' ? pay : expect.unreachable();

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

/** The documented order in which an answer to a refund is signed, and the two fields more of a query's. */
const refundOrder =
  'ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo';
const queryOrder = `${refundOrder} PromotionCode PromotionAmount`;

type AnswerFields = Readonly<Record<string, unknown>>;

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

const signAnswer = (order: string, fields: AnswerFields, key: string): string => {
  const values = order.split(' ').map((name) => fields[`vnp_${name}`] ?? '');
  return JSON.stringify({ ...fields, vnp_SecureHash: hmacHex(values.map(asText).join('|'), key) });
};

/** The fields of a query's answer for a payment that came to a good end. */
export const queryAnswer: Fields = {
  vnp_ResponseId: '282a3735af2c4eb782a753dafd007b25',
  vnp_Command: 'querydr',
  vnp_ResponseCode: '00',
  vnp_Message: 'QueryDR Success',
  vnp_TmnCode: tmnCode,
  vnp_TxnRef: 'TXN0001',
  vnp_Amount: '13500000',
  vnp_OrderInfo: 'Nop le phi ho so H29.01-261121-0001',
  vnp_BankCode: 'NCB',
  vnp_PayDate: '20261121093412',
  vnp_TransactionNo: '14422574',
  vnp_TransactionType: '01',
  vnp_TransactionStatus: '00',
};

/** The body of a query's answer, signed. */
export const answerQuery = (changes: AnswerFields = {}, key = secret): string =>
  signAnswer(queryOrder, { ...queryAnswer, ...changes }, key);

/** The fields of the answer to a refund of 50,000 đ that was taken. */
export const refundAnswer: Fields = {
  ...queryAnswer,
  vnp_Command: 'refund',
  vnp_Message: 'Refund Success',
  vnp_Amount: '5000000',
  vnp_TransactionType: '03',
  vnp_TransactionStatus: '05',
  vnp_OrderInfo: 'Hoan phi TXN0001',
};

/** The body of an answer to a refund, signed. */
export const answerRefund = (changes: AnswerFields = {}, key = secret): string =>
  signAnswer(refundOrder, { ...refundAnswer, ...changes }, key);

/** Bodies of all kinds, many of them signed. */
export const anyAnswer = fc.oneof(
  fc.string(),
  fc.json(),
  ...[answerQuery, answerRefund].map((sign) =>
    fc
      .record(Object.fromEntries(Object.keys(queryAnswer).map((name) => [name, fc.jsonValue()])), { requiredKeys: [] })
      .map((changes) => sign(changes)),
  ),
);

/** A question after the attempt above, and a refund of a part of it. */
export const question: Question = {
  attempt: makeAttempt(),
  requestId: 'REQ0001',
  now: instantSchema.parse('2026-11-21T03:00:00Z'),
};
export const refund: RefundOrder = {
  attempt: makeAttempt(),
  paidVnd: makeAttempt().amountVnd,
  amountVnd: amountVndSchema.parse(50_000),
  transactionId: '14422574',
  requestId: 'REQ0002',
  by: 'canbo01',
  now: instantSchema.parse('2026-11-21T04:00:00Z'),
};

/** The account's questions and refunds, which VNPAY has. */
export const queryOf = ({ query }: OpenAccount): NonNullable<OpenAccount['query']> => query ?? expect.unreachable();
export const refundOf = ({ refund: part }: OpenAccount): NonNullable<OpenAccount['refund']> =>
  part ?? expect.unreachable();
