import type { Attempt } from '../../../lib/domain/attempt.ts';
import { toBankTime } from '../../../lib/domain/time.ts';
import type { CallbackRequest } from '../../../lib/providers/provider.ts';
import { merchantKeys, start } from '../../samples.ts';
import { type Fields, get, hmacHex, signQuery } from '../providers/vnpay-example.ts';

/** What VNPAY calls back with for an attempt that was paid through the sample merchant account. */
export const callbackFields = ({ reference, amountVnd }: Attempt): Fields => ({
  vnp_Amount: `${amountVnd}00`,
  vnp_BankCode: 'NCB',
  vnp_OrderInfo: 'Nop le phi',
  vnp_PayDate: toBankTime(start),
  vnp_ResponseCode: '00',
  vnp_TmnCode: 'EAKAO001',
  vnp_TransactionNo: '14422574',
  vnp_TransactionStatus: '00',
  vnp_TxnRef: reference,
});

/** A callback as it comes over the wire, signed with the sample account’s key unless a test has another. */
export const callback = (fields: Fields, secret = merchantKeys.current.secret): CallbackRequest =>
  get(signQuery(fields, secret));

/** The documented order in which the answer to a refund is signed, and the two fields more of a question's. */
const refundOrder =
  'ResponseId Command ResponseCode Message TmnCode TxnRef Amount BankCode PayDate TransactionNo TransactionType TransactionStatus OrderInfo';
const queryOrder = `${refundOrder} PromotionCode PromotionAmount`;

const signAnswer = (fields: Fields, order: string, secret: string): string => {
  const text = order.split(' ').map((name) => fields[`vnp_${name}`] ?? '');
  return JSON.stringify({ ...fields, vnp_SecureHash: hmacHex(text.join('|'), secret) });
};

/** What VNPAY answers when it is asked after an attempt: that it was paid, unless a test says otherwise. */
export const queryAnswer = (attempt: Attempt, changes: Fields = {}, secret = merchantKeys.current.secret): string =>
  signAnswer(
    {
      ...callbackFields(attempt),
      vnp_ResponseId: '282a3735af2c4eb782a753dafd007b25',
      vnp_Command: 'querydr',
      vnp_Message: 'QueryDR Success',
      vnp_TransactionType: '01',
      ...changes,
    },
    queryOrder,
    secret,
  );

/** What VNPAY answers to a refund of a part: that it was taken, unless a test says otherwise. */
export const refundAnswer = (attempt: Attempt, amountVnd: number, changes: Fields = {}): string =>
  signAnswer(
    {
      ...callbackFields(attempt),
      vnp_ResponseId: '9f0c5b1c1d6c4c3aa8a7c1b9b8f1a111',
      vnp_Command: 'refund',
      vnp_Message: 'Refund Success',
      vnp_Amount: `${amountVnd}00`,
      vnp_TransactionNo: '14422999',
      vnp_TransactionType: '03',
      vnp_TransactionStatus: '05',
      ...changes,
    },
    refundOrder,
    merchantKeys.current.secret,
  );

/** What VNPAY answers when it is asked after a refund of a part, by its status. */
export const refundQueryAnswer = (attempt: Attempt, amountVnd: number, status: string): string =>
  queryAnswer(attempt, {
    vnp_Amount: `${amountVnd}00`,
    vnp_TransactionNo: '14422999',
    vnp_TransactionType: '03',
    vnp_TransactionStatus: status,
  });
