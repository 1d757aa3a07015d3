import { toBankTime } from '../domain/time.ts';
import type { ProviderRequest, QueryReading, Question } from './provider.ts';
import {
  type Answer,
  type Command,
  commonAnswerFields,
  doneCode,
  findAnswerKey,
  isAnswerTo,
  makeRequest,
  parseAnswer,
  transactionType,
  why,
} from './vnpay-api.ts';
import { toIpAddr, type VnpayAccount, vnpVersion } from './vnpay-fields.ts';
import { notCompletedStatus, readQueryFields } from './vnpay-notice.ts';

/** VNPAY's question after a payment or a refund of it. */
export const querydr: Command = {
  name: 'querydr',
  answerFields: [...commonAnswerFields, 'vnp_PromotionCode', 'vnp_PromotionAmount'],
};

/** Asks what became of an attempt, or of a refund of what came by it: VNPAY has one question for both. */
export const makeQueryRequest = (
  { attempt, requestId, now }: Pick<Question, 'attempt' | 'requestId' | 'now'>,
  account: VnpayAccount,
): ProviderRequest =>
  makeRequest(
    {
      vnp_RequestId: requestId,
      vnp_Version: vnpVersion,
      vnp_Command: querydr.name,
      vnp_TmnCode: account.options.tmnCode,
      vnp_TxnRef: attempt.reference,
      vnp_TransactionDate: toBankTime(attempt.startedAt),
      vnp_CreateDate: toBankTime(now),
      vnp_IpAddr: toIpAddr(attempt.payerIp),
      vnp_OrderInfo: `Truy van GD ${attempt.reference}`,
    },
    account,
  );

const notFoundCode = '91';

/** An answer about money that goes back says nothing of the money that came. */
const isOfRefund = ({ vnp_TransactionType: type }: Answer): boolean =>
  type === transactionType.fullRefund || type === transactionType.partRefund;

/**
 * Reads the answer to a question. Its `vnp_ResponseCode` is of the question alone, its status of the payment; with a
 * code that tells nothing of the payment it need not be signed, because it changes nothing.
 */
export const readQueryAnswer = (body: string, { attempt }: Question, account: VnpayAccount): QueryReading => {
  const answer = parseAnswer(body, querydr);
  if (!answer) return { type: 'unreadable', why: why.notReadable };
  const code = answer.vnp_ResponseCode;
  if (code !== doneCode && code !== notFoundCode) return { type: 'no-answer', why: why.code(answer) };
  const key = findAnswerKey(answer, querydr, account);
  if (!key) return { type: 'bad-signature', why: why.notSigned };
  const isAnswered = isAnswerTo(answer, { command: querydr, reference: attempt.reference }, account);
  if (!isAnswered || isOfRefund(answer)) return { type: 'unreadable', why: why.notAsked };
  if (code === notFoundCode || answer.vnp_TransactionStatus === notCompletedStatus) return { type: 'unknown' };
  const reading = readQueryFields(answer, account);
  return 'why' in reading
    ? { type: 'unreadable', why: reading.why }
    : { type: 'notice', keyId: key.id, raw: body, notice: reading.notice };
};
