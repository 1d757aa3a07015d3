import * as z from 'zod';
import { toBankTime } from './bank-time.ts';
import { endings, type Outcome, outcomes } from './outcome.ts';
import { type Fields, signQuery } from './signature.ts';

/** A payment as the bank keeps it. It is open until it has an ending; then its money has moved or never will. */
export const paymentSchema = z.object({
  /** VNPAY's own number. */
  transactionNo: z.int(),
  tmnCode: z.string(),
  txnRef: z.string(),
  createDate: z.string(),
  expireDate: z.string(),
  amountVnd: z.int(),
  orderInfo: z.string(),
  bankCode: z.string(),
  locale: z.enum(['vn', 'en']),
  returnUrl: z.string(),
  signature: z.string(),
  openedAt: z.string(),
  endedAt: z.string().nullable(),
  ending: z.enum(endings).nullable(),
  /** `due` until the merchant said 00 or 02, or was called too often. */
  callback: z.enum(['none', 'due', 'confirmed', 'given-up', 'lost']),
  callbackDueAt: z.string().nullable(),
});

export type Payment = z.infer<typeof paymentSchema>;
export type EndedPayment = Payment & { ending: NonNullable<Payment['ending']>; endedAt: string };

export function isEnded(payment: Payment): payment is EndedPayment {
  return payment.ending !== null && payment.endedAt !== null;
}

/** What the bank says of a payment: 01 is a payment that is not finished. */
export function statusOf({ ending }: Pick<Payment, 'ending'>): Omit<Outcome, 'callback'> {
  return ending === null ? { responseCode: '', transactionStatus: '01', takesMoney: false } : outcomes[ending];
}

const methods = ['VNPAYQR', 'VNBANK', 'INTCARD'];

/** The bank that the money came from: NCB where the merchant named only a method. */
export function payerBank({ bankCode }: Payment): string {
  return methods.includes(bankCode) ? 'NCB' : bankCode;
}

/** The query string that the merchant's server (IPN) and the payer's browser (Return URL) bring, signed. */
export function resultQuery(payment: EndedPayment, secret: string): string {
  return signQuery({ ...resultFields(payment), ...moneyFields(payment) }, secret);
}

function resultFields(payment: EndedPayment): Fields {
  const { responseCode, transactionStatus } = outcomes[payment.ending];
  return {
    vnp_TmnCode: payment.tmnCode,
    vnp_Amount: `${payment.amountVnd}00`,
    vnp_OrderInfo: payment.orderInfo,
    vnp_PayDate: toBankTime(Date.parse(payment.endedAt)),
    vnp_ResponseCode: responseCode,
    vnp_TransactionStatus: transactionStatus,
    vnp_TxnRef: payment.txnRef,
  };
}

/** A payer who cancels, or is too late, never came to a bank: there is no number, and VNPAY names itself. */
function moneyFields(payment: EndedPayment): Fields {
  const cardType = payment.bankCode === 'VNPAYQR' ? 'QRCODE' : 'ATM';
  if (payment.ending === 'cancelled' || payment.ending === 'expired') {
    return { vnp_BankCode: 'VNPAY', vnp_CardType: 'QRCODE', vnp_TransactionNo: '0' };
  }
  const number = {
    vnp_BankCode: payerBank(payment),
    vnp_CardType: cardType,
    vnp_TransactionNo: `${payment.transactionNo}`,
  };
  return outcomes[payment.ending].takesMoney ? { ...number, vnp_BankTranNo: `VNP${payment.transactionNo}` } : number;
}
