import { randomUUID } from 'node:crypto';
import { QUERY_DR_RESPONSE_MAP, REFUND_RESPONSE_MAP } from 'vnpay/constants';
import { VnpLocale } from 'vnpay/enums';
import { getResponseByStatusCode } from 'vnpay/utils';
import * as z from 'zod';
import { type Account, findAccount } from './account.ts';
import { fromBankTime, toBankTime } from './bank-time.ts';
import type { Ledger, Refund } from './ledger.ts';
import { type Payment, payerBank, statusOf } from './payment.ts';
import { type Fields, isSignatureOf, signValues } from './signature.ts';

const bankTimeSchema = z.string().refine((text) => fromBankTime(text) !== undefined, 'is not a time yyyyMMddHHmmss');

const shared = {
  vnp_RequestId: z.string().regex(/^[0-9A-Za-z-]{1,36}$/),
  vnp_Version: z.literal('2.1.0'),
  vnp_TmnCode: z.string().regex(/^[0-9A-Za-z]{8}$/),
  vnp_TxnRef: z.string().min(1).max(100),
  vnp_OrderInfo: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  vnp_TransactionNo: z
    .string()
    .regex(/^\d{0,15}$/)
    .default(''),
  /** The `vnp_CreateDate` of the payment. */
  vnp_TransactionDate: bankTimeSchema,
  vnp_CreateDate: bankTimeSchema,
  vnp_IpAddr: z.string().min(7).max(45),
  vnp_SecureHash: z.string().regex(/^[0-9A-Fa-f]{128}$/),
};

const querySchema = z.object({ ...shared, vnp_Command: z.literal('querydr') });

const refundSchema = z.object({
  ...shared,
  vnp_Command: z.literal('refund'),
  vnp_TransactionType: z.enum(['02', '03']),
  vnp_Amount: z.string().regex(/^[1-9]\d{0,9}00$/),
  vnp_CreateBy: z.string().min(1).max(245),
});

const requestSchema = z.discriminatedUnion('vnp_Command', [querySchema, refundSchema]);

/** Merchants send numbers both as numbers and as text. */
const fieldsSchema = z.record(z.string(), z.union([z.string(), z.number().transform(String)]));

type RefundRequest = z.infer<typeof refundSchema>;
type MerchantRequest = z.infer<typeof requestSchema>;

/** What is signed of a request, in the order of the specification. */
function signedValues(request: MerchantRequest): string[] {
  const start = [request.vnp_RequestId, request.vnp_Version, request.vnp_Command, request.vnp_TmnCode];
  const end = [request.vnp_CreateDate, request.vnp_IpAddr, request.vnp_OrderInfo];
  if (request.vnp_Command === 'querydr') return [...start, request.vnp_TxnRef, request.vnp_TransactionDate, ...end];
  const { vnp_TransactionType, vnp_TxnRef, vnp_Amount, vnp_TransactionNo, vnp_TransactionDate, vnp_CreateBy } = request;
  const money = [vnp_TransactionType, vnp_TxnRef, vnp_Amount, vnp_TransactionNo, vnp_TransactionDate, vnp_CreateBy];
  return [...start, ...money, ...end];
}

const signedOfAnswer = [
  'vnp_ResponseId',
  'vnp_Command',
  'vnp_ResponseCode',
  'vnp_Message',
  'vnp_TmnCode',
  'vnp_TxnRef',
  'vnp_Amount',
  'vnp_BankCode',
  'vnp_PayDate',
  'vnp_TransactionNo',
  'vnp_TransactionType',
  'vnp_TransactionStatus',
  'vnp_OrderInfo',
];
const signedOfQueryAnswer = [...signedOfAnswer, 'vnp_PromotionCode', 'vnp_PromotionAmount'];

type Parts = { ledger: Ledger; accounts: readonly Account[]; now: () => number };

/** What a command found: a response code, and what is told of the payment when there is something to tell. */
type Result = { code: string; fields?: Fields };

/** Answers `querydr` and `refund`. An answer is signed whenever the bank knows who asked. */
export function answerMerchant(body: unknown, { ledger, accounts, now }: Parts): Fields {
  const parsed = requestSchema.safeParse(fieldsSchema.safeParse(body).data);
  if (!parsed.success) return answerTo(guessAsker(body, accounts), { code: '03' });
  const request = parsed.data;
  const account = findAccount(accounts, request.vnp_TmnCode);
  if (account === undefined) return answerTo({ command: request.vnp_Command }, { code: '02' });
  const asker = { command: request.vnp_Command, txnRef: request.vnp_TxnRef, account };
  if (!isSignatureOf(request.vnp_SecureHash, signedValues(request), account.secret))
    return answerTo(asker, { code: '97' });
  const isNew = ledger.takeRequestId(account.tmnCode, request.vnp_RequestId, toBankTime(now()).slice(0, 8));
  if (!isNew) return answerTo(asker, { code: '94' });
  const payment = findPayment(ledger, request);
  if (payment === undefined) return answerTo(asker, { code: '91' });
  return answerTo(
    asker,
    request.vnp_Command === 'querydr' ? describe(payment, { ledger, now }) : refund(payment, request, { ledger, now }),
  );
}

function findPayment(ledger: Ledger, request: MerchantRequest): Payment | undefined {
  const payment = ledger.findOfDay(request.vnp_TmnCode, request.vnp_TxnRef, request.vnp_TransactionDate);
  const isThatNumber = ['', '0', `${payment?.transactionNo}`].includes(request.vnp_TransactionNo);
  return payment?.createDate === request.vnp_TransactionDate && isThatNumber ? payment : undefined;
}

/** A bank takes days to give money back; here a person is watching. */
const refundMs = 3_000;

/** Once money was given back, a question is answered with the latest refund: being processed (05), and then done (00). */
function describe(payment: Payment, { ledger, now }: Pick<Parts, 'ledger' | 'now'>): Result {
  const latest = ledger.listRefunds(payment.transactionNo).at(-1);
  if (latest !== undefined) {
    const { at } = latest;
    return { code: '00', fields: refundFields(payment, latest, now() < Date.parse(at) + refundMs ? '05' : '00') };
  }
  const fields = {
    vnp_Amount: `${payment.amountVnd}00`,
    vnp_OrderInfo: payment.orderInfo,
    vnp_BankCode: payerBank(payment),
    vnp_PayDate: payment.endedAt === null ? '' : toBankTime(Date.parse(payment.endedAt)),
    vnp_TransactionNo: `${payment.transactionNo}`,
    vnp_TransactionType: '01',
    vnp_TransactionStatus: statusOf(payment).transactionStatus,
  };
  return { code: '00', fields };
}

/** A refund is on its way (05) when it is accepted. Nothing can be given back twice, or beyond what was paid. */
function refund(payment: Payment, request: RefundRequest, { ledger, now }: Pick<Parts, 'ledger' | 'now'>): Result {
  if (statusOf(payment).transactionStatus !== '00') return { code: '95' };
  const amountVnd = Number(request.vnp_Amount) / 100;
  const earlier = ledger.listRefunds(payment.transactionNo);
  const refundedVnd = earlier.reduce((sum, one) => sum + one.amountVnd, 0);
  const isFull = request.vnp_TransactionType === '02';
  if (refundedVnd === payment.amountVnd || (isFull && refundedVnd > 0)) return { code: '94' };
  if (isFull ? amountVnd !== payment.amountVnd : amountVnd > payment.amountVnd - refundedVnd) return { code: '99' };
  const at = now();
  const recorded = {
    type: request.vnp_TransactionType,
    amountVnd,
    by: request.vnp_CreateBy,
    orderInfo: request.vnp_OrderInfo,
    at: new Date(at).toISOString(),
  };
  const refundNo = ledger.recordRefund(payment.transactionNo, recorded);
  return { code: '00', fields: refundFields(payment, { refundNo, ...recorded }, '05') };
}

const refundFields = (
  payment: Payment,
  { refundNo, type, amountVnd, orderInfo, at }: Refund,
  status: string,
): Fields => ({
  vnp_Amount: `${amountVnd}00`,
  vnp_OrderInfo: orderInfo,
  vnp_BankCode: payerBank(payment),
  vnp_PayDate: toBankTime(Date.parse(at)),
  vnp_TransactionNo: `${refundNo}`,
  vnp_TransactionType: type,
  vnp_TransactionStatus: status,
});

type Asker = { command: string; txnRef?: string; account?: Account | undefined };

/** Who sent a request that cannot be read as a whole. */
function guessAsker(body: unknown, accounts: readonly Account[]): Asker {
  const text = z.string().catch('');
  const asker = z.object({ vnp_Command: text, vnp_TmnCode: text, vnp_TxnRef: text }).safeParse(body);
  if (!asker.success) return { command: '' };
  const { vnp_Command: command, vnp_TxnRef: txnRef, vnp_TmnCode: tmnCode } = asker.data;
  return { command, txnRef, account: findAccount(accounts, tmnCode) };
}

function answerTo({ command, txnRef = '', account }: Asker, { code, fields = {} }: Result): Fields {
  const messages = command === 'refund' ? REFUND_RESPONSE_MAP : QUERY_DR_RESPONSE_MAP;
  const answer: Fields = {
    vnp_ResponseId: randomUUID().replaceAll('-', ''),
    vnp_Command: command,
    vnp_ResponseCode: code,
    vnp_Message: getResponseByStatusCode(code, VnpLocale.EN, messages),
    vnp_TmnCode: account?.tmnCode ?? '',
    vnp_TxnRef: txnRef,
    ...fields,
  };
  if (account === undefined) return answer;
  const signed = command === 'refund' ? signedOfAnswer : signedOfQueryAnswer;
  return {
    ...answer,
    vnp_SecureHash: signValues(
      signed.map((name) => answer[name] ?? ''),
      account.secret,
    ),
  };
}
