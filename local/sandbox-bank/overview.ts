import type { CallbackCall, Ledger, Refund } from './ledger.ts';
import { type Payment, statusOf } from './payment.ts';
import type { WebhookCall } from './transfer-ledger.ts';
import type { Transfer } from './transfer.ts';

/** The newest payments, and the newest transfers, that the bank shows. */
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

/** A transfer as the bank shows it. */
export type ToldTransfer = Transfer & { webhooks: WebhookCall[] };

export type Overview = {
  moneyTakenVnd: number;
  moneyRefundedVnd: number;
  transactions: Transaction[];
  transferredInVnd: number;
  transferredOutVnd: number;
  transfers: ToldTransfer[];
};

/** The newest payments and transfers, the newest first, and the money of all. */
export function listTransactions(ledger: Ledger): Overview {
  const { transfers } = ledger;
  return {
    moneyTakenVnd: ledger.sumMoneyTakenVnd(),
    moneyRefundedVnd: ledger.sumMoneyRefundedVnd(),
    transactions: ledger.listRecent(shownMax).map((payment) => describeTransaction(payment, ledger)),
    transferredInVnd: transfers.sumVnd('in'),
    transferredOutVnd: transfers.sumVnd('out'),
    transfers: transfers.listRecent(shownMax).map((one) => ({ ...one, webhooks: transfers.listCalls(one.id) })),
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
