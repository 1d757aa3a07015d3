import * as z from 'zod';
import { toBankTime } from '../domain/time.ts';
import type { ProviderRequest, QueryReading, Question, RefundOrder, RefundReading } from './provider.ts';
import { type MerchantKey, rawCharactersMax } from './provider.ts';
import { toIpAddr, toPlainText, toVnpAmount, type VnpayAccount, vnpVersion } from './vnpay-fields.ts';
import { notCompletedStatus, readQueryFields } from './vnpay-notice.ts';
import { findSigningKey, sign } from './vnpay-signature.ts';

/**
 * VNPAY's interface for questions and refunds (commands `querydr` and `refund`): JSON both ways, signed over values
 * joined with `|` in a documented order.
 *
 * @see https://sandbox.vnpayment.vn/apis/docs/truy-van-hoan-tien/querydr&refund.html
 */
const signedRequest = (
  fields: Readonly<Record<string, string>>,
  { options, keys: [key] }: VnpayAccount,
): ProviderRequest => ({
  url: options.apiUrl,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ...fields, vnp_SecureHash: sign(Object.values(fields).join('|'), key) }),
});

/** Asks after an attempt. Its fields stand in the order in which they are signed. */
export const makeQueryRequest = ({ attempt, requestId, now }: Question, account: VnpayAccount): ProviderRequest =>
  signedRequest(
    {
      vnp_RequestId: requestId,
      vnp_Version: vnpVersion,
      vnp_Command: 'querydr',
      vnp_TmnCode: account.options.tmnCode,
      vnp_TxnRef: attempt.reference,
      vnp_TransactionDate: toBankTime(attempt.startedAt),
      vnp_CreateDate: toBankTime(now),
      vnp_IpAddr: toIpAddr(attempt.payerIp),
      vnp_OrderInfo: `Truy van GD ${attempt.reference}`,
    },
    account,
  );

/** `vnp_TransactionType`. A payment's own is 01, and left out where nothing was paid. */
const fullRefund = '02';
const partRefund = '03';

/** Asks for money to go back. Its fields stand in the order in which they are signed. */
export const makeRefundRequest = (refund: RefundOrder, account: VnpayAccount): ProviderRequest => {
  const { attempt, amountVnd, transactionId, requestId, by, now } = refund;
  return signedRequest(
    {
      vnp_RequestId: requestId,
      vnp_Version: vnpVersion,
      vnp_Command: 'refund',
      vnp_TmnCode: account.options.tmnCode,
      vnp_TransactionType: amountVnd === attempt.amountVnd ? fullRefund : partRefund,
      vnp_TxnRef: attempt.reference,
      vnp_Amount: toVnpAmount(amountVnd),
      vnp_TransactionNo: transactionId ?? '',
      vnp_TransactionDate: toBankTime(attempt.startedAt),
      vnp_CreateBy: toPlainText(by, 245),
      vnp_CreateDate: toBankTime(now),
      vnp_IpAddr: toIpAddr(attempt.payerIp),
      vnp_OrderInfo: `Hoan phi ${attempt.reference}`,
    },
    account,
  );
};

/** The fields of an answer to a refund, in the order in which they are signed. */
const refundAnswerFields = [
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
] as const;

/** The fields of an answer to a question, in the order in which they are signed. */
const queryAnswerFields = [...refundAnswerFields, 'vnp_PromotionCode', 'vnp_PromotionAmount'] as const;

/** A `|` inside a value would let one signature stand for several answers. */
const valueSchema = z
  .union([z.string().regex(/^[^|]*$/), z.int().transform(String)])
  .nullish()
  .transform((value) => value ?? '');

type Answer = Readonly<Record<string, string>>;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** An answer's fields, absent ones empty; nothing when it is no JSON object of texts, or too long to be evidence. */
const findAnswer = (body: string, names: readonly string[]): Answer | undefined => {
  if (body.length > rawCharactersMax) return undefined;
  const shape = Object.fromEntries([...names, 'vnp_SecureHash'].map((name) => [name, valueSchema]));
  return z.object(shape).safeParse(parseJson(body)).data;
};

const findAnswerKey = (answer: Answer, names: readonly string[], { keys }: VnpayAccount): MerchantKey | undefined =>
  findSigningKey(names.map((name) => answer[name] ?? '').join('|'), answer.vnp_SecureHash ?? '', keys);

type Asked = { readonly command: 'querydr' | 'refund'; readonly reference: string };

const isAnswerTo = (answer: Answer, { command, reference }: Asked, { options }: VnpayAccount): boolean =>
  answer.vnp_Command === command && answer.vnp_TmnCode === options.tmnCode && answer.vnp_TxnRef === reference;

/** An answer about money that goes back says nothing of the money that came. */
const isOfRefund = ({ vnp_TransactionType: type }: Answer): boolean => type === fullRefund || type === partRefund;

const notJson = 'it is not the JSON that VNPAY documents, or too long';
const notSigned = 'its signature is missing or does not hold';
const notAsked = 'it speaks of something else than was asked';
const answeredCode = (answer: Answer): string =>
  `VNPAY answered with code ${answer.vnp_ResponseCode?.slice(0, 8) ?? ''}`;

const done = '00';
const notFound = '91';

/**
 * Reads the answer to a question. Its `vnp_ResponseCode` is of the question alone, its status of the payment; an
 * answer that tells nothing of the payment need not be signed, because it changes nothing.
 */
export const readQueryAnswer = (body: string, { attempt }: Question, account: VnpayAccount): QueryReading => {
  const answer = findAnswer(body, queryAnswerFields);
  if (!answer) return { type: 'unreadable', why: notJson };
  const code = answer.vnp_ResponseCode;
  if (code !== done && code !== notFound) return { type: 'no-answer', why: answeredCode(answer) };
  const key = findAnswerKey(answer, queryAnswerFields, account);
  if (!key) return { type: 'bad-signature', why: notSigned };
  const isAnswered = isAnswerTo(answer, { command: 'querydr', reference: attempt.reference }, account);
  if (!isAnswered || isOfRefund(answer)) return { type: 'unreadable', why: notAsked };
  if (code === notFound || answer.vnp_TransactionStatus === notCompletedStatus) return { type: 'unknown' };
  const reading = readQueryFields(answer, account);
  if ('why' in reading) return { type: 'unreadable', why: reading.why };
  return { type: 'notice', keyId: key.id, raw: body, notice: reading.notice };
};

/** Nothing was begun: the terminal or form is wrong, there is no such payment, it had failed, or our signature is wrong. */
const refusedCodes: readonly (string | undefined)[] = ['02', '03', '91', '95', '97'];

/** Reads the answer to a refund. Whatever is not a plain yes or no leaves it in doubt: it may have been begun. */
export const readRefundAnswer = (body: string, refund: RefundOrder, account: VnpayAccount): RefundReading => {
  const answer = findAnswer(body, refundAnswerFields);
  if (!answer) return { type: 'in-doubt', why: notJson };
  if (!findAnswerKey(answer, refundAnswerFields, account)) return { type: 'in-doubt', why: notSigned };
  const isAnswered = isAnswerTo(answer, { command: 'refund', reference: refund.attempt.reference }, account);
  if (!isAnswered) return { type: 'in-doubt', why: notAsked };
  if (refusedCodes.includes(answer.vnp_ResponseCode)) return { type: 'refused', why: answeredCode(answer) };
  if (answer.vnp_ResponseCode !== done) return { type: 'in-doubt', why: answeredCode(answer) };
  return answer.vnp_Amount === toVnpAmount(refund.amountVnd) ? { type: 'taken' } : { type: 'in-doubt', why: notAsked };
};
