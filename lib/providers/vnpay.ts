import type { CallbackWord } from '../domain/notice.ts';
import type { Locale } from '../domain/order-details.ts';
import { toBankTime } from '../domain/time.ts';
import {
  type CallbackRequest,
  defineProvider,
  type ProtocolAnswer,
  type Reading,
  type RedirectPayment,
  type ReturnReading,
} from './provider.ts';
import {
  amounts,
  toIpAddr,
  toPlainText,
  toVnpAmount,
  type VnpayAccount,
  vnpayOptionsSchema,
  vnpVersion,
} from './vnpay-fields.ts';
import { failureReason, readCallbackFields, readVnpayLine, readVnpayLineKey, toMovementKey } from './vnpay-notice.ts';
import { makeQueryRequest, readQueryAnswer } from './vnpay-query.ts';
import { makeRefundRequest, readRefundAnswer } from './vnpay-refund.ts';
import { readRefundQueryAnswer } from './vnpay-refund-query.ts';
import { readSignedQuery, sign, toSignedQuery } from './vnpay-signature.ts';

const vnpLocale = { vi: 'vn', en: 'en' } as const satisfies Record<Locale, string>;

/** The address of VNPAY's page for one attempt: it must be paid as it stands, because VNPAY checks the signature. */
const makePaymentUrl = (payment: RedirectPayment, { options, keys: [key] }: VnpayAccount): string => {
  const { attempt, description, locale, returnUrl } = payment;
  const query = toSignedQuery({
    vnp_Version: vnpVersion,
    vnp_Command: 'pay',
    vnp_TmnCode: options.tmnCode,
    vnp_Amount: toVnpAmount(attempt.amountVnd),
    vnp_BankCode: options.bankCode ?? '',
    vnp_CreateDate: toBankTime(attempt.startedAt),
    vnp_CurrCode: 'VND',
    vnp_IpAddr: toIpAddr(attempt.payerIp),
    vnp_Locale: vnpLocale[locale],
    vnp_OrderInfo: toPlainText(description, 255) || attempt.reference,
    vnp_OrderType: options.orderType,
    vnp_ReturnUrl: returnUrl,
    vnp_ExpireDate: toBankTime(attempt.expiresAt),
    vnp_TxnRef: attempt.reference,
  });
  return `${options.paymentUrl}?${query}&vnp_SecureHash=${sign(query, key)}`;
};

const readReturn = (rawQueryString: string, account: VnpayAccount): ReturnReading => {
  const signed = readSignedQuery(rawQueryString, account.keys);
  const reading = readCallbackFields(signed?.fields ?? {}, account);
  if ('why' in reading || reading.notice.accountId !== account.id) return { type: 'bad-signature' };
  const { result, reference, reasonCode } = reading.notice;
  return { type: 'genuine', result, reference, reasonCode };
};

/** VNPAY calls with GET and signs the query string; nothing else of the request is signed, so nothing else is read. */
const readCallback = ({ method, rawQueryString: raw }: CallbackRequest, account: VnpayAccount): Reading => {
  const signed = method === 'GET' ? readSignedQuery(raw, account.keys) : undefined;
  if (!signed) return { type: 'bad-signature' };
  const { keyId, fields } = signed;
  const reading = readCallbackFields(fields, account);
  return 'why' in reading
    ? { type: 'unreadable', keyId, raw, why: reading.why }
    : { type: 'notice', keyId, raw, notice: reading.notice };
};

/** VNPAY repeats a callback at most ten times, every five minutes, after 01, 04, 97 and 99; after 00 and 02 it stops. */
const answers = {
  accepted: { RspCode: '00', Message: 'Confirm Success' },
  'order-not-found': { RspCode: '01', Message: 'Order not found' },
  'already-confirmed': { RspCode: '02', Message: 'Order already confirmed' },
  'wrong-amount': { RspCode: '04', Message: 'Invalid amount' },
  'bad-signature': { RspCode: '97', Message: 'Invalid signature' },
  'try-again': { RspCode: '99', Message: 'Unknown error' },
} as const satisfies Record<CallbackWord, { RspCode: string; Message: string }>;

const acknowledge = (word: CallbackWord): ProtocolAnswer => ({
  status: 200,
  contentType: 'application/json',
  body: JSON.stringify(answers[word]),
});

/** VNPAY's payment gateway, version 2.1.0: the payer is sent to its page, and it calls back with GET. */
export const vnpay = defineProvider({
  id: 'vnpay',
  name: { vi: 'VNPAY', en: 'VNPAY' },
  options: vnpayOptionsSchema,
  amounts: () => amounts,
  origins: ({ paymentUrl }) => [new URL(paymentUrl).origin],
  failureReason,
  acknowledge,
  readLine: readVnpayLine,
  readLineKey: readVnpayLineKey,
  open: (account) => ({
    pay: {
      kind: 'redirect',
      url: (payment) => makePaymentUrl(payment, account),
      readReturn: (rawQueryString) => readReturn(rawQueryString, account),
    },
    callback: { read: (request) => readCallback(request, account) },
    movementKey: (reference) => toMovementKey(account.options.tmnCode, reference),
    query: {
      request: (question) => makeQueryRequest(question, account),
      read: (body, question) => readQueryAnswer(body, question, account),
    },
    refund: {
      request: (refund) => makeRefundRequest(refund, account),
      read: (body, refund) => readRefundAnswer(body, refund, account),
      query: {
        request: (question) => makeQueryRequest(question, account),
        read: (body, question) => readRefundQueryAnswer(body, question, account),
      },
    },
  }),
});
