import {
  type Fields,
  isSignatureOf,
  isSignedQuery,
  signQuery,
  signValues,
} from '../../../local/sandbox-bank/signature.ts';
import { fromBankTime, toBankTime } from '../../../local/sandbox-bank/bank-time.ts';

/** What the bank can say of a payment: with which codes of its own, and what Lephi must make of them. */
export const bankStates = {
  open: { responseCode: '11', status: '01', means: 'in-doubt' },
  paid: { responseCode: '00', status: '00', means: 'paid' },
  failed: { responseCode: '24', status: '02', means: 'failed' },
  suspicious: { responseCode: '07', status: '07', means: 'in-doubt' },
} as const;

export type BankState = keyof typeof bankStates;

/** What a message tells. */
export type Told = {
  readonly tmnCode: string;
  readonly reference: string;
  readonly amountVnd: number;
  readonly state: BankState;
  /** When it came to this state. */
  readonly atMs: number;
  readonly transactionNo: number;
};

const fieldsOf = ({ tmnCode, reference, amountVnd, state, atMs, transactionNo }: Told): Fields => ({
  vnp_TmnCode: tmnCode,
  vnp_Amount: `${amountVnd}00`,
  vnp_BankCode: 'NCB',
  vnp_OrderInfo: reference,
  vnp_PayDate: toBankTime(atMs),
  vnp_TransactionNo: String(transactionNo),
  vnp_TransactionStatus: bankStates[state].status,
  vnp_TxnRef: reference,
});

/** A callback's query string. */
export const writeCallback = (told: Told, secret: string): string =>
  signQuery({ ...fieldsOf(told), vnp_ResponseCode: bankStates[told.state].responseCode }, secret);

/** A callback that is genuine and says nothing that anybody could read. */
export const writeUnreadable = (told: Told, secret: string): string =>
  signQuery({ ...fieldsOf(told), vnp_ResponseCode: '00', vnp_Amount: 'twelve' }, secret);

/** What a payer's browser brings to the bank. */
type Arrival = {
  readonly tmnCode: string;
  readonly reference: string;
  readonly amountVnd: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
};

/** Reads the address that a payer was sent to; nothing when the bank does not take it for its merchant's. */
export const readPaymentUrl = (url: string, secretsOf: (tmnCode: string) => readonly string[]): Arrival | undefined => {
  const fields: Record<string, string> = Object.fromEntries(new URL(url).searchParams);
  const { vnp_TmnCode: tmnCode = '', vnp_TxnRef: reference = '', vnp_Amount: amount = '' } = fields;
  if (!secretsOf(tmnCode).some((secret) => isSignedQuery(fields, secret))) return undefined;
  return {
    tmnCode,
    reference,
    amountVnd: Number(amount) / 100,
    createdAtMs: fromBankTime(fields.vnp_CreateDate ?? '')!,
    expiresAtMs: fromBankTime(fields.vnp_ExpireDate ?? '')!,
  };
};

const signedOf = {
  querydr: [
    'RequestId',
    'Version',
    'Command',
    'TmnCode',
    'TxnRef',
    'TransactionDate',
    'CreateDate',
    'IpAddr',
    'OrderInfo',
  ],
  refund: [
    ...['RequestId', 'Version', 'Command', 'TmnCode', 'TransactionType', 'TxnRef', 'Amount', 'TransactionNo'],
    ...['TransactionDate', 'CreateBy', 'CreateDate', 'IpAddr', 'OrderInfo'],
  ],
};

const signedOfAnswer = [
  ...['ResponseId', 'Command', 'ResponseCode', 'Message', 'TmnCode', 'TxnRef', 'Amount', 'BankCode', 'PayDate'],
  ...['TransactionNo', 'TransactionType', 'TransactionStatus', 'OrderInfo'],
];

const signedOfAnswerTo = {
  querydr: [...signedOfAnswer, 'PromotionCode', 'PromotionAmount'],
  refund: signedOfAnswer,
};

const valuesOf = (fields: Fields, names: readonly string[]): string[] =>
  names.map((name) => fields[`vnp_${name}`] ?? '');

/** What came: a question after a payment, or a request to give money back. */
export type Asked = {
  readonly command: keyof typeof signedOf;
  readonly requestId: string;
  readonly tmnCode: string;
  readonly reference: string;
  readonly amountVnd: number;
  readonly isGenuine: (secret: string) => boolean;
};

export const readQuestion = (body: string): Asked => {
  const fields = JSON.parse(body) as Record<string, string>;
  const command = fields.vnp_Command === 'refund' ? 'refund' : 'querydr';
  return {
    command,
    requestId: fields.vnp_RequestId ?? '',
    tmnCode: fields.vnp_TmnCode ?? '',
    reference: fields.vnp_TxnRef ?? '',
    amountVnd: Number(fields.vnp_Amount ?? '0') / 100,
    isGenuine: (secret) => isSignatureOf(fields.vnp_SecureHash ?? '', valuesOf(fields, signedOf[command]), secret),
  };
};

/** What is told of a refund. */
export type ToldRefund = {
  readonly amountVnd: number;
  readonly isWhole: boolean;
  readonly transactionNo: number;
  readonly status: string;
};

const refundFields = ({ amountVnd, isWhole, transactionNo, status }: ToldRefund): Fields => ({
  vnp_Amount: `${amountVnd}00`,
  vnp_TransactionType: isWhole ? '02' : '03',
  vnp_TransactionNo: String(transactionNo),
  vnp_TransactionStatus: status,
  vnp_BankCode: 'NCB',
  vnp_OrderInfo: 'refund',
});

/** What VNPAY says: a code, and perhaps of a payment or of a refund of it. */
export type Said = { readonly code: string; readonly told?: Told; readonly refund?: ToldRefund };

/** The answer to a question or a request. `number` tells one answer from another. */
export const writeAnswer = (
  { command, tmnCode, reference }: Pick<Asked, 'command' | 'tmnCode' | 'reference'>,
  said: Said & { readonly number: number },
  secret: string,
): string => {
  const fields: Fields = {
    ...(said.told ? { ...fieldsOf(said.told), vnp_TransactionType: '01' } : {}),
    ...(said.refund ? refundFields(said.refund) : {}),
    vnp_ResponseId: String(said.number),
    vnp_Command: command,
    vnp_ResponseCode: said.code,
    vnp_Message: 'message',
    vnp_TmnCode: tmnCode,
    vnp_TxnRef: reference,
  };
  return JSON.stringify({ ...fields, vnp_SecureHash: signValues(valuesOf(fields, signedOfAnswerTo[command]), secret) });
};
