import type { CallbackCall, Ledger, Refund } from './ledger.ts';
import { type Payment, statusOf } from './payment.ts';

/** The newest payments that the bank shows. */
const shownMax = 100;

/** A payment as the bank shows it: with what was said about it, but without its merchant's signature. */
export type Transaction = Omit<Payment, 'signature'> & {
  responseCode: string;
  transactionStatus: string;
  moneyTakenVnd: number;
  moneyRefundedVnd: number;
  callbacks: CallbackCall[];
  refunds: Refund[];
};

export type Overview = { moneyTakenVnd: number; moneyRefundedVnd: number; transactions: Transaction[] };

/** The newest payments, the newest first, and the money of all. */
export function listTransactions(ledger: Ledger): Overview {
  return {
    moneyTakenVnd: ledger.sumMoneyTakenVnd(),
    moneyRefundedVnd: ledger.sumMoneyRefundedVnd(),
    transactions: ledger.listRecent(shownMax).map((payment) => describeTransaction(payment, ledger)),
  };
}

function describeTransaction({ signature: _, ...payment }: Payment, ledger: Ledger): Transaction {
  const { responseCode, transactionStatus, takesMoney } = statusOf(payment);
  const refunds = ledger.listRefunds(payment.transactionNo);
  return {
    ...payment,
    responseCode,
    transactionStatus,
    moneyTakenVnd: takesMoney ? payment.amountVnd : 0,
    moneyRefundedVnd: refunds.reduce((sum, refund) => sum + refund.amountVnd, 0),
    callbacks: ledger.listCalls(payment.transactionNo),
    refunds,
  };
}
