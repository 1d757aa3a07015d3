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

/** The newest payments, the newest first, and their money. */
export function listTransactions(ledger: Ledger): Overview {
  const transactions = ledger.listRecent(shownMax).map((payment) => describeTransaction(payment, ledger));
  return {
    moneyTakenVnd: sum(transactions.map((transaction) => transaction.moneyTakenVnd)),
    moneyRefundedVnd: sum(transactions.map((transaction) => transaction.moneyRefundedVnd)),
    transactions,
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
    moneyRefundedVnd: sum(refunds.map((refund) => refund.amountVnd)),
    callbacks: ledger.listCalls(payment.transactionNo),
    refunds,
  };
}

function sum(amountsVnd: readonly number[]): number {
  return amountsVnd.reduce((total, amountVnd) => total + amountVnd, 0);
}
