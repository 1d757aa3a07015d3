import { attemptsMax } from '../../../lib/domain/attempt.ts';
import { afterAsking, afterRefundLook, applyFact, type Order } from '../../../lib/domain/order.ts';
import { decideAttempt } from '../../../lib/domain/order-decisions.ts';
import { refundsMax } from '../../../lib/domain/refund.ts';
import { vietnamDay } from '../../../lib/domain/time.ts';
import { binh, makeSampleOrder, makeSampleProposalId, start, vnd } from '../../samples.ts';

/** An order with everything that can be on its head, at its longest. */
export const makeLongestOrder = (): Order => {
  const decisionNumber = 'Ợ'.repeat(64);
  const lines = [{ kind: 'phat', feeCode: 'F', name: 'Ợ', amountVnd: 9_999_999_999, budgetCode: '4255' }];
  const beneficiaryAccount = { bankCode: 'B'.repeat(20), accountNumber: '0'.repeat(30) };
  const agencyCode = `H15${'.999'.repeat(6)}`;
  const longest = makeSampleOrder({
    dossierCode: undefined,
    decisionNumber,
    lines,
    beneficiaryAccount,
    agencyCode,
  }).order;
  const by = { provider: 'vnpay', accountId: 'a'.repeat(40), payerIp: Array(8).fill('2001').join(':') };

  let order: Order = { ...longest, clientId: 'c'.repeat(40), succeeded: true };
  for (let number = 1; number <= attemptsMax; number += 1) {
    order = applyFact(order, decideAttempt(order, by, start), start).order;
    order = applyFact(order, { type: 'attempt.in-doubt', attempt: number, reasonCode: 'status-07' }, start).order;
  }
  const accountId = by.accountId;
  const transactionId = '9'.repeat(20);
  const movementKey = `sepay:${'0'.repeat(30)}:${'F'.repeat(64)}:in:9999999999`;
  const payment = {
    provider: 'vnpay',
    channel: 'online',
    amountVnd: order.totalAmountVnd,
    paidAt: start,
    receivedAt: start,
    paidOn: vietnamDay(start),
    late: false,
    movementKey,
    accountId,
    transactionId,
    payerBankCode: 'B'.repeat(20),
  } as const;
  order = applyFact(order, { type: 'order.paid', attempt: attemptsMax, payment }, start).order;
  for (let number = 1; number <= refundsMax; number += 1) {
    const one = { refundId: makeSampleProposalId(number), amountVnd: vnd(2_499_999_999) };
    order = applyFact(order, { type: 'refund.approved', ...one, way: 'provider', by: binh }, start).order;
    order = applyFact(order, { type: 'refund.sending', ...one }, start).order;
    for (let asked = 0; asked < 10; asked += 1) order = afterRefundLook(order, one.refundId);
  }
  // Nobody asks after the first attempt any more, so the order is at the desk.
  for (let asked = 0; asked < 12; asked += 1) order = afterAsking(order, 1);
  return { ...order, refundRejected: true, unapplied: 999 };
};
