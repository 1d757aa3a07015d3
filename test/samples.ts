import { agencySchema } from '../lib/domain/agency.ts';
import type { Attempt } from '../lib/domain/attempt.ts';
import { clientSchema } from '../lib/domain/client.ts';
import { makeFeed } from '../lib/domain/feed.ts';
import { type MerchantKeys, merchantAccountSchema } from '../lib/domain/merchant-account.ts';
import { type AmountVnd, amountVndSchema } from '../lib/domain/money.ts';
import { type Evidence, evidenceSchema, type Notice, noticeSchema } from '../lib/domain/notice.ts';
import type { Officer } from '../lib/domain/officer.ts';
import type { Order, OrderChange } from '../lib/domain/order.ts';
import { makeOrder } from '../lib/domain/order-decisions.ts';
import { makeOrderId } from '../lib/domain/order-id.ts';
import { decideDetails, type OrderRequest, orderRequestSchema } from '../lib/domain/order-request.ts';
import { makeProposalId, type ProposalId } from '../lib/domain/proposal-id.ts';
import { instantSchema } from '../lib/domain/time.ts';
import { at, put } from '../lib/store/key-table.ts';
import type { Store } from '../lib/store/store.ts';

/** Saturday, 21 November 2026, 09:30 in Viet Nam: when every test world begins. */
export const start = instantSchema.parse('2026-11-21T02:30:00Z');

export const agencyCode = 'H15.50.05.13';
export const dossierCode = 'H15.50.05.13-261121-0975';
export const beneficiaryAccount = { bankCode: '970436', accountNumber: '0011004123456' };

export const agency = agencySchema.parse({
  version: 1,
  code: agencyCode,
  name: 'Ủy ban nhân dân xã Ea Kao',
  beneficiaryAccounts: [{ ...beneficiaryAccount, name: 'Kho bạc Nhà nước Đắk Lắk' }],
  merchantAccountIds: ['ea-kao-vnpay'],
  enabled: true,
  changedAt: start,
});

export const client = clientSchema.parse({
  version: 1,
  id: 'dak-lak-portal',
  name: 'Cổng dịch vụ công Đắk Lắk',
  agencyCodes: [agencyCode],
  webhookUrl: 'https://dichvucong.example.vn/lephi',
  webhookKey: { number: 1 },
  enabled: true,
  changedAt: start,
});

export const merchantAccount = merchantAccountSchema.parse({
  version: 1,
  id: 'ea-kao-vnpay',
  agencyCode,
  provider: 'vnpay',
  beneficiaryAccount,
  options: {
    tmnCode: 'EAKAO001',
    paymentUrl: 'https://sandbox.vnpayment.vn/paymentv2/vpcpay.html',
    apiUrl: 'https://sandbox.vnpayment.vn/merchant_webapi/api/transaction',
  },
  keyIds: { current: 'key-1' },
  enabled: true,
  changedAt: start,
});

/** The same agency's account for transfers, which SePay watches. */
export const transferAccount = merchantAccountSchema.parse({
  version: 1,
  id: 'ea-kao-vietqr',
  agencyCode,
  provider: 'sepay',
  beneficiaryAccount,
  options: {
    accountNumber: beneficiaryAccount.accountNumber,
    listUrl: 'https://my.sepay.vn/userapi/transactions/list',
  },
  keyIds: { current: 'key-1', apiToken: 'token-1' },
  enabled: true,
  changedAt: start,
});

export const merchantKeys: MerchantKeys = {
  current: { id: 'key-1', secret: 'ea-kao-secret' },
  apiToken: { id: 'token-1', secret: 'ea-kao-token' },
};

/** Puts the sample agency, client and merchant account into a store. */
export const addSamples = async (store: Store): Promise<void> => {
  await store.commit([
    put(at.agency(agency.code), agency),
    put(at.client(client.id), client),
    put(at.merchantAccount(merchantAccount.id), merchantAccount),
  ]);
};

/** Adds the account for transfers to the samples: payers of the sample agency can choose. */
export const addTransferAccount = async (store: Store): Promise<void> => {
  const merchantAccountIds = [merchantAccount.id, transferAccount.id];
  await store.commit([
    put(at.agency(agency.code), { ...agency, version: 2, merchantAccountIds }),
    put(at.merchantAccount(transferAccount.id), transferAccount),
    put(at.feed(transferAccount.id), makeFeed(start)),
  ]);
};

/** What a portal sends for the exchange of a driving licence: 135.000 đ, as parsed from JSON. */
export const orderBody = {
  agencyCode,
  dossierCode,
  procedureCode: '1.004194',
  obligor: { name: 'Nguyễn Thị Ánh Tuyết', idNumber: '066190001234' },
  lines: [
    {
      kind: 'le-phi',
      feeCode: 'DOI-GPLX',
      name: 'Lệ phí đổi giấy phép lái xe',
      amountVnd: 115_000,
      budgetCode: '2801',
    },
    { kind: 'phi', feeCode: 'CHUNG-THUC', name: 'Phí chứng thực bản sao', amountVnd: 20_000, budgetCode: '2716' },
  ],
  beneficiaryAccount,
  metadata: { ticket: 'A-17' },
};

/** The request of {@link orderBody}, with other fields where a test says so. */
export const makeRequest = (changes: Record<string, unknown> = {}): OrderRequest =>
  orderRequestSchema.parse({ ...orderBody, ...changes });

/** A new order of the sample client; another number gives it another id. */
export const makeSampleOrder = (changes: Record<string, unknown> = {}, number = 0): OrderChange =>
  makeOrder(
    {
      id: makeOrderId(new Uint8Array(9).fill(number)),
      clientId: client.id,
      checkoutSecret: 'x7Rk2mQf9LsWb4TzHc1NvA',
      details: decideDetails(makeRequest(changes), start),
    },
    start,
  );

/** What a provider says of an attempt: paid, unless a test says otherwise. */
export const makeNotice = (
  { reference, amountVnd }: Pick<Attempt, 'reference' | 'amountVnd'>,
  changes: Partial<Record<keyof Notice, unknown>> = {},
): Notice =>
  noticeSchema.parse({
    movementKey: `vnpay:EAKAO001:${reference}`,
    provider: 'vnpay',
    accountId: merchantAccount.id,
    reference,
    direction: 'in',
    result: 'paid',
    amountVnd,
    ...changes,
  });

/** Bytes that a notice was read from. */
export const makeEvidence = (changes: Partial<Record<keyof Evidence, unknown>> = {}): Evidence =>
  evidenceSchema.parse({ source: 'callback', receivedAt: start, raw: 'a=b', keyId: 'key-1', ...changes });

/** The latest attempt of an order. */
export const latestAttempt = ({ attempts }: Order): Attempt => {
  const attempt = attempts.at(-1);
  if (attempt === undefined) throw new Error('the order has no attempt');
  return attempt;
};

/** Officers: Mai asks, Bình approves. */
export const mai: Officer = { subject: 'https://issuer.example.vn|mai', name: 'Trần Thị Mai' };
export const binh: Officer = { subject: 'https://issuer.example.vn|binh', name: 'Lê Văn Bình' };

/** The id of a proposal, and so of a refund; another number gives another. */
export const makeSampleProposalId = (number = 0): ProposalId => makeProposalId(new Uint8Array(9).fill(number));

/** An amount, as anybody but a test would have parsed it. */
export const vnd = (amount: number): AmountVnd => amountVndSchema.parse(amount);
