import * as z from 'zod/mini';
import { type MerchantKey, type ProviderRequest, rawCharactersMax } from './provider.ts';
import type { VnpayAccount } from './vnpay-fields.ts';
import { findSigningKey, sign } from './vnpay-signature.ts';

/**
 * VNPAY's interface for questions and refunds: JSON both ways, signed over values joined with `|`.
 *
 * @see https://sandbox.vnpayment.vn/apis/docs/truy-van-hoan-tien/querydr&refund.html
 */
export type Command = {
  /** `vnp_Command`. */
  readonly name: 'querydr' | 'refund';
  /** The fields of its answer, in the order in which they are signed. */
  readonly answerFields: readonly string[];
};

/** The fields that every answer has, in the order in which they are signed. */
export const commonAnswerFields = [
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

/** `vnp_TransactionType`. A payment's own is 01, and left out where nothing was paid. */
export const transactionType = { fullRefund: '02', partRefund: '03' } as const;

/** A request of fields that stand in the order in which they are signed, with the current key. */
export const makeRequest = (
  fields: Readonly<Record<string, string>>,
  { options, keys: [key] }: VnpayAccount,
): ProviderRequest => ({
  method: 'POST',
  url: options.apiUrl,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ...fields, vnp_SecureHash: sign(Object.values(fields).join('|'), key) }),
});

/** The fields of an answer; what it leaves out is empty. */
export type Answer = Readonly<Record<string, string>>;

/** A `|` inside a value would let one signature stand for several answers. */
const valueSchema = z.pipe(
  z.nullish(z.union([z.string().check(z.regex(/^[^|]*$/)), z.pipe(z.int(), z.transform(String))])),
  z.transform((value) => value ?? ''),
);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** An answer as it came, its signature not looked at yet; nothing when it is no JSON object of texts, or is too long. */
export const parseAnswer = (body: string, { answerFields }: Command): Answer | undefined => {
  if (body.length > rawCharactersMax) return undefined;
  const shape = Object.fromEntries([...answerFields, 'vnp_SecureHash'].map((name) => [name, valueSchema]));
  return z.object(shape).safeParse(parseJson(body)).data;
};

/** Which of the account's keys signed an answer. */
export const findAnswerKey = (
  answer: Answer,
  { answerFields }: Command,
  { keys }: VnpayAccount,
): MerchantKey | undefined =>
  findSigningKey(answerFields.map((name) => answer[name] ?? '').join('|'), answer.vnp_SecureHash ?? '', keys);

/** What an answer must speak of to be the one that was asked for. */
type Asked = { readonly command: Command; readonly reference: string };

/** Whether an answer speaks of what was asked: an old answer to another question is genuine too. */
export const isAnswerTo = (answer: Answer, { command, reference }: Asked, { options }: VnpayAccount): boolean =>
  answer.vnp_Command === command.name && answer.vnp_TmnCode === options.tmnCode && answer.vnp_TxnRef === reference;

/** `vnp_ResponseCode` of an answer to a request that was carried out. */
export const doneCode = '00';

/** Why an answer tells less than was hoped. */
export const why = {
  notReadable: 'it is not the JSON that VNPAY documents, or too long',
  notSigned: 'its signature is missing or does not hold',
  notAsked: 'it speaks of something else than was asked',
  code: ({ vnp_ResponseCode: code = '' }: Answer): string => `VNPAY answered with code ${code.slice(0, 8)}`,
} as const;
