import type { CallbackWord } from '../domain/notice.ts';
import {
  type CallbackRequest,
  defineProvider,
  type OpenAccount,
  type ProtocolAnswer,
  type Reading,
  type Transfer,
  type TransferPayment,
} from './provider.ts';
import { type SepayAccount, sepayAmounts, sepayBeneficiarySchema, sepayOptionsSchema } from './sepay-fields.ts';
import { makeListRequest, readListAnswer } from './sepay-list.ts';
import { readCallbackBody, readSepayLine, readSepayLineKey, toDebitKey } from './sepay-notice.ts';
import { readSignedCallback } from './sepay-signature.ts';
import { toVietQr } from './vietqr.ts';

/** What a payer must transfer: the order's id is the text that leads the money to it. */
const instruct = ({ attempt, orderId }: TransferPayment, { options, beneficiaryAccount }: SepayAccount): Transfer => {
  const { bankCode } = beneficiaryAccount;
  const accountNumber = options.subAccount ?? options.accountNumber;
  const { amountVnd } = attempt;
  return {
    qrPayload: toVietQr({ bankBin: bankCode, accountNumber, amountVnd, code: orderId }),
    bankCode,
    accountNumber,
    accountName: options.accountName,
    amountVnd,
    content: orderId,
  };
};

const readCallback = (request: CallbackRequest, account: SepayAccount): Reading => {
  const signed = readSignedCallback(request, account.keys);
  if (!signed) return { type: 'bad-signature' };
  const { signedAt, ...proof } = signed;
  const reading = readCallbackBody(proof.raw, account);
  return 'why' in reading
    ? { type: 'unreadable', ...proof, why: reading.why }
    : { type: 'notice', ...proof, notice: reading.notice, signedAt };
};

/** SePay stops after a 2xx with success, whatever became of the money; after anything else it calls up to seven times again. */
const statuses = {
  accepted: 200,
  'already-confirmed': 200,
  'order-not-found': 200,
  'wrong-amount': 200,
  'bad-signature': 401,
  'try-again': 503,
} as const satisfies Record<CallbackWord, number>;

const acknowledge = (word: CallbackWord): ProtocolAnswer => ({
  status: statuses[word],
  contentType: 'application/json',
  body: JSON.stringify({ success: statuses[word] === 200 }),
});

/** The list is for those who hold the account's API token. */
const movementsOf = (account: SepayAccount): Pick<OpenAccount, 'movements'> => {
  const { apiToken } = account;
  if (apiToken === undefined) return {};
  return {
    movements: {
      request: (place) => makeListRequest(place, account, apiToken),
      read: (body, place) => readListAnswer(body, { place, account, keyId: apiToken.id }),
    },
  };
};

/**
 * A transfer by VietQR into a bank account that SePay watches: it tells of what moved there by a callback, and lists it. It
 * knows nothing of attempts, and gives no money back.
 *
 * @see https://developer.sepay.vn/en/sepay-webhooks
 */
export const sepay = defineProvider({
  id: 'sepay',
  name: { vi: 'Chuyển khoản VietQR', en: 'VietQR bank transfer' },
  options: sepayOptionsSchema,
  beneficiaryAccount: sepayBeneficiarySchema,
  needsApiToken: true,
  amounts: sepayAmounts,
  origins: () => [],
  failureReason: () => 'other',
  acknowledge,
  readLine: readSepayLine,
  readLineKey: readSepayLineKey,
  open: (account) => ({
    pay: { kind: 'transfer', instruct: (payment) => instruct(payment, account) },
    callback: { read: (request) => readCallback(request, account) },
    debitKey: (debit) => toDebitKey(debit, account),
    ...movementsOf(account),
  }),
});
