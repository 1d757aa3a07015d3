import * as z from 'zod/mini';
import type { FailureReason } from '../domain/attempt.ts';
import type { Notice } from '../domain/notice.ts';
import type { KeyFacts, LineKey, StatementLine } from '../domain/statement.ts';
import type { Side } from '../domain/statement-source.ts';
import { tmnCodeSchema, type VnpayAccount, vnpAmountSchema, vnpTimeSchema } from './vnpay-fields.ts';

type Result = Notice['result'];

/**
 * The `vnp_ResponseCode`s of a callback or return that say that no money was taken, and what they tell a payer. One
 * that is neither here nor 00 says nothing for certain, 07 above all: debited, but suspected of fraud.
 */
const failureReasons: ReadonlyMap<string | undefined, FailureReason> = new Map([
  ['09', 'not-registered'],
  ['10', 'wrong-credentials'], // more than three times
  ['11', 'expired'],
  ['12', 'locked'],
  ['13', 'wrong-otp'],
  ['24', 'cancelled-by-payer'],
  ['51', 'insufficient-balance'],
  ['65', 'over-limit'],
  ['75', 'bank-maintenance'],
  ['79', 'wrong-credentials'], // the payment password, too many times
  ['99', 'other'],
]);

/** What the reason code of a notice tells a payer. */
export const failureReason = (reasonCode: string | undefined): FailureReason =>
  failureReasons.get(reasonCode) ?? 'other';

/** The status of a payment that nobody has completed (yet). */
export const notCompletedStatus = '01';

/** What `vnp_TransactionStatus` says of the money. What is not here says nothing for certain. */
const resultByStatus: ReadonlyMap<string, Result> = new Map([
  ['00', 'paid'],
  [notCompletedStatus, 'in-doubt'],
  ['02', 'failed'], // error
  ['04', 'in-doubt'], // reversed: debited at the bank, not successful at VNPAY
  ['05', 'in-doubt'], // its refund is being processed, so it was paid once
  ['06', 'in-doubt'], // its refund was sent to the bank
  ['07', 'in-doubt'], // suspected of fraud
  ['09', 'in-doubt'], // its refund was rejected
]);

const statusResult = (status: string): Result => resultByStatus.get(status) ?? 'in-doubt';

/** Paid or failed only when both codes say so: one alone, or a code that is not listed, leaves the money in doubt. */
const agreedResult = (responseCode: string, status: string): Result => {
  if (responseCode === '00' && status === '00') return 'paid';
  return failureReasons.has(responseCode) && statusResult(status) === 'failed' ? 'failed' : 'in-doubt';
};

const codeSchema = z.string().check(z.maxLength(8));

const movementSchema = z.object({
  vnp_TmnCode: tmnCodeSchema,
  vnp_TxnRef: z.string().check(z.maxLength(100)),
  vnp_Amount: vnpAmountSchema,
  vnp_TransactionStatus: codeSchema,
  vnp_TransactionNo: z.optional(z.string().check(z.regex(/^\d{1,20}$/, 'is not digits'))),
  vnp_BankCode: z.optional(z.string().check(z.maxLength(32))),
  vnp_PayDate: z.optional(vnpTimeSchema),
});

const callbackSchema = z.extend(movementSchema, { vnp_ResponseCode: codeSchema });

/** Names a movement for ever: VNPAY keeps references apart for each terminal, and Lephi uses none twice. */
export const toMovementKey = (tmnCode: string, reference: string): string => `vnpay:${tmnCode}:${reference}`;

/**
 * A genuine message can be of another terminal, where two share a key. Its notice then has an account id that no
 * account of ours can have (there is no colon in one), and so it is of another merchant account than any attempt.
 */
const accountIdOf = (tmnCode: string, account: VnpayAccount): string =>
  tmnCode === account.options.tmnCode ? account.id : `vnpay:${tmnCode}`;

/** Nor may such a message touch the movements of the other terminal's own account: its key is in ours (no slash is in a code). */
const terminalOf = (tmnCode: string, { options }: VnpayAccount): string =>
  tmnCode === options.tmnCode ? tmnCode : `${options.tmnCode}/${tmnCode}`;

type Outcome = { readonly result: Result; readonly reasonCode: string };

const toNotice = (
  movement: z.infer<typeof movementSchema>,
  { result, reasonCode }: Outcome,
  account: VnpayAccount,
): Notice => ({
  movementKey: toMovementKey(terminalOf(movement.vnp_TmnCode, account), movement.vnp_TxnRef),
  provider: 'vnpay',
  accountId: accountIdOf(movement.vnp_TmnCode, account),
  reference: movement.vnp_TxnRef,
  direction: 'in',
  result,
  amountVnd: movement.vnp_Amount,
  paidAt: movement.vnp_PayDate,
  reasonCode: result === 'paid' ? undefined : reasonCode,
  // A payment that never reached a bank has the number 0, which names nothing.
  transactionId: movement.vnp_TransactionNo === '0' ? undefined : movement.vnp_TransactionNo,
  payerBankCode: movement.vnp_BankCode,
});

/** A movement in our words, or why a genuine message cannot be read. */
type NoticeReading = { readonly notice: Notice } | { readonly why: string };

type Fields = Readonly<Record<string, string>>;

/** To VNPAY an empty value is as good as none. */
const withoutBlanks = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

/** Names the fields that are wrong and why, never what they say: that may be personal. */
const whyNot = ({ issues }: z.core.$ZodError): { why: string } => ({
  why: issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
});

const statusReason = (status: string): string => `status-${status}`;

/** The notice of a callback or return whose signature held. */
export const readCallbackFields = (fields: Fields, account: VnpayAccount): NoticeReading => {
  const { data, error } = callbackSchema.safeParse(withoutBlanks(fields));
  if (error) return whyNot(error);
  const { vnp_ResponseCode: responseCode, vnp_TransactionStatus: status } = data;
  const reasonCode = responseCode === '00' ? statusReason(status) : responseCode;
  return { notice: toNotice(data, { result: agreedResult(responseCode, status), reasonCode }, account) };
};

/** The notice of a query's answer whose signature held: only its status speaks of the money. */
export const readQueryFields = (fields: Fields, account: VnpayAccount): NoticeReading => {
  const { data, error } = movementSchema.safeParse(withoutBlanks(fields));
  if (error) return whyNot(error);
  const { vnp_TransactionStatus: status } = data;
  return { notice: toNotice(data, { result: statusResult(status), reasonCode: statusReason(status) }, account) };
};

/** What can stand in `vnp_TxnRef`. */
const txnRefSchema = movementSchema.shape.vnp_TxnRef.check(z.minLength(1));

/**
 * The key of a line of VNPAY's own list: its reference is `vnp_TxnRef`, which with the terminal is the whole key. A refund is
 * listed under the reference of what it gives back, so money out tells no key.
 */
export const readVnpayLineKey = (
  { options }: Pick<VnpayAccount, 'options'>,
  { direction, reference, status }: KeyFacts,
  side: Side,
): LineKey | undefined => {
  if (side !== 'provider' || direction === 'out' || reference === undefined) return undefined;
  if (!txnRefSchema.safeParse(reference).success) return undefined;
  return { key: toMovementKey(options.tmnCode, reference), isOfUndone: status === 'reversed' };
};

/** The notice that a line of VNPAY's own list amounts to, where it has a key. */
export const readVnpayLine = (
  account: Pick<VnpayAccount, 'id' | 'options'>,
  line: StatementLine,
  side: Side,
): Notice | undefined => {
  const movementKey = readVnpayLineKey(account, line, side)?.key;
  const { direction, reference, transactionId, status, amountVnd, at } = line;
  if (movementKey === undefined || reference === undefined) return undefined;
  return {
    movementKey,
    provider: 'vnpay',
    accountId: account.id,
    reference,
    direction,
    result: status,
    amountVnd,
    paidAt: at,
    transactionId: transactionId?.slice(0, 64),
  };
};
