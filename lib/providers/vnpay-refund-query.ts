import type { RefundQueryReading, RefundQuestion } from './provider.ts';
import { type Answer, doneCode, findAnswerKey, isAnswerTo, parseAnswer, transactionType, why } from './vnpay-api.ts';
import { toVnpAmount, type VnpayAccount } from './vnpay-fields.ts';
import { querydr } from './vnpay-query.ts';

/** What `vnp_TransactionStatus` says of a refund. What is not here says nothing for certain. */
const typeByStatus: Readonly<Record<string, 'done' | 'under-way' | 'rejected'>> = {
  '00': 'done',
  '05': 'under-way', // being processed
  '06': 'under-way', // sent to the bank
  '09': 'rejected',
};

/** Whether an answer speaks of this refund: it names the payment, so only type and amount tell it from others. */
const isOfRefund = (answer: Answer, { paidVnd, amountVnd }: RefundQuestion): boolean => {
  const type = amountVnd === paidVnd ? transactionType.fullRefund : transactionType.partRefund;
  return answer.vnp_TransactionType === type && answer.vnp_Amount === toVnpAmount(amountVnd);
};

/** Reads the answer to a question after a refund. */
export const readRefundQueryAnswer = (
  body: string,
  question: RefundQuestion,
  account: VnpayAccount,
): RefundQueryReading => {
  const answer = parseAnswer(body, querydr);
  if (!answer) return { type: 'no-answer', why: why.notReadable };
  if (answer.vnp_ResponseCode !== doneCode) return { type: 'no-answer', why: why.code(answer) };
  const key = findAnswerKey(answer, querydr, account);
  if (!key) return { type: 'no-answer', why: why.notSigned };
  const isAnswered = isAnswerTo(answer, { command: querydr, reference: question.attempt.reference }, account);
  if (!isAnswered || !isOfRefund(answer, question)) return { type: 'no-answer', why: why.notAsked };
  const type = typeByStatus[answer.vnp_TransactionStatus ?? ''];
  const signed = { keyId: key.id, raw: body };
  if (type === undefined) return { type: 'no-answer', why: 'its status says nothing of the refund' };
  return type === 'rejected' ? { type, why: 'VNPAY rejected the refund', ...signed } : { type, ...signed };
};
