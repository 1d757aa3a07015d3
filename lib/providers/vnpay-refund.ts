import { toBankTime } from '../domain/time.ts';
import type { ProviderRequest, RefundOrder, RefundReading } from './provider.ts';
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
import { toIpAddr, toPlainText, toVnpAmount, type VnpayAccount, vnpVersion } from './vnpay-fields.ts';

const refundCommand: Command = { name: 'refund', answerFields: commonAnswerFields };

/** Asks for money to go back. */
export const makeRefundRequest = (refund: RefundOrder, account: VnpayAccount): ProviderRequest => {
  const { attempt, paidVnd, amountVnd, transactionId, requestId, by, now } = refund;
  const isWhole = amountVnd === paidVnd;
  return makeRequest(
    {
      vnp_RequestId: requestId,
      vnp_Version: vnpVersion,
      vnp_Command: refundCommand.name,
      vnp_TmnCode: account.options.tmnCode,
      vnp_TransactionType: isWhole ? transactionType.fullRefund : transactionType.partRefund,
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

/** Nothing was begun: wrong terminal or form, no such payment, a payment that had failed, or our signature is wrong. */
const refusedCodes: readonly (string | undefined)[] = ['02', '03', '91', '95', '97'];

/** A number that names a transaction: VNPAY has 0 where there is none. */
const transactionIdOf = ({ vnp_TransactionNo: number = '' }: Answer): string | undefined =>
  /^[1-9]\d{0,19}$/.test(number) ? number : undefined;

/** Reads the answer to a refund. Whatever is not a plain yes or no leaves it in doubt: it may have been begun. */
export const readRefundAnswer = (body: string, refund: RefundOrder, account: VnpayAccount): RefundReading => {
  const answer = parseAnswer(body, refundCommand);
  if (!answer) return { type: 'in-doubt', why: why.notReadable };
  const key = findAnswerKey(answer, refundCommand, account);
  if (!key) return { type: 'in-doubt', why: why.notSigned };
  const isAnswered = isAnswerTo(answer, { command: refundCommand, reference: refund.attempt.reference }, account);
  if (!isAnswered) return { type: 'in-doubt', why: why.notAsked };
  const signed = { keyId: key.id, raw: body };
  if (refusedCodes.includes(answer.vnp_ResponseCode)) return { type: 'refused', why: why.code(answer), ...signed };
  if (answer.vnp_ResponseCode !== doneCode) return { type: 'in-doubt', why: why.code(answer) };
  return answer.vnp_Amount === toVnpAmount(refund.amountVnd)
    ? { type: 'taken', transactionId: transactionIdOf(answer), ...signed }
    : { type: 'in-doubt', why: why.notAsked };
};
