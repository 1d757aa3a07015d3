import { amountVndSchema } from '../../../lib/domain/money.ts';
import type { Locale } from '../../../lib/domain/order-details.ts';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import { instantSchema } from '../../../lib/domain/time.ts';
import { toVietQr } from '../../../lib/providers/vietqr.ts';
import { type CheckoutView, renderCheckoutPage } from '../../../lib/web/checkout-page.ts';
import type { OrderSummary } from '../../../lib/web/order-summary.ts';
import type { Page } from '../../../lib/web/page.ts';
import type { PaymentResult } from '../../../lib/web/payment-result.ts';
import { renderProblemPage } from '../../../lib/web/problem-page.ts';
import { renderResultPage } from '../../../lib/web/result-page.ts';
import { renderTransferPage, type TransferView } from '../../../lib/web/transfer-page.ts';
import type { CitizenProblem } from '../../../lib/web/words.ts';

const path = '/pay/3fJq0Zl2bXw8';
const vnd = (amount: number) => amountVndSchema.parse(amount);
const startedAt = instantSchema.parse('2026-11-21T02:30:00Z');

/** An order for a residence registration, with all that a page shows of it. */
const summary: OrderSummary = {
  id: makeOrderId(new Uint8Array([7, 19, 3, 20, 9, 23, 2, 29, 28])),
  totalAmountVnd: vnd(135_000),
  dossierCode: 'H15.50.05.13-261121-0975',
  agencyName: 'Ủy ban nhân dân phường Tân Lập, tỉnh Đắk Lắk',
  obligorName: 'Nguyễn Thị Ánh Tuyết',
  lines: [
    { kind: 'le-phi', name: 'Lệ phí đổi giấy phép lái xe', amountVnd: vnd(115_000) },
    { kind: 'phi', name: 'Phí chứng thực bản sao từ bản chính', amountVnd: vnd(20_000) },
  ],
  expiresAt: instantSchema.parse('2026-11-30T10:00:00Z'),
  returnUrl: 'https://dichvucong.example.vn/ho-so/0975?a=1&b=2',
};

const checkout = (locale: Locale): CheckoutView => ({
  locale,
  path,
  order: summary,
  waysToPay: [{ accountId: 'tan-lap-vnpay', name: 'VNPAY', origins: ['https://sandbox.vnpayment.vn'] }],
  heldMoney: false,
  noMoreAttempts: false,
});

const checkoutVariants: Record<string, Partial<CheckoutView>> = {
  plain: {},
  'two-ways-to-pay': {
    waysToPay: [
      { accountId: 'tan-lap-vnpay', name: 'VNPAY', origins: ['https://sandbox.vnpayment.vn/paymentv2/'] },
      { accountId: 'tan-lap-momo', name: 'MoMo', origins: ['https://test-payment.momo.vn'] },
    ],
  },
  'under-way': { underWaySince: startedAt },
  'no-way-to-pay': { waysToPay: [] },
  'no-more-attempts': { noMoreAttempts: true },
  'held-money': { heldMoney: true },
  fine: {
    order: {
      ...summary,
      dossierCode: undefined,
      decisionNumber: '0012345/QĐ-XPHC',
      totalAmountVnd: vnd(5_000_000),
      lines: [{ kind: 'phat', name: 'Xử phạt vi phạm hành chính về giao thông đường bộ', amountVnd: vnd(5_000_000) }],
    },
  },
  'fifty-lines': {
    order: {
      ...summary,
      totalAmountVnd: vnd(50 * 199_999_999),
      lines: Array.from({ length: 50 }, () => ({ kind: 'thue', name: 'Ợ'.repeat(255), amountVnd: vnd(199_999_999) })),
    },
  },
};

const account = { bankBin: '970436', accountNumber: '0011004123456' };

/** The longest payload that the page must carry has the longest account number and amount. */
const longest = { bankBin: '970436', accountNumber: '9'.repeat(19), amountVnd: vnd(499_999_999), code: summary.id };

const transfer = (locale: Locale): TransferView => ({
  locale,
  path,
  order: summary,
  transfer: {
    qrPayload: toVietQr({ ...account, amountVnd: summary.totalAmountVnd, code: summary.id }),
    bankName: 'Vietcombank',
    accountNumber: account.accountNumber,
    accountName: 'KBNN Đắk Lắk',
    amountVnd: summary.totalAmountVnd,
    content: summary.id,
  },
  heldMoney: false,
});

const transferVariants: Record<string, Partial<TransferView>> = {
  plain: {},
  'held-money': { heldMoney: true },
  longest: {
    transfer: {
      qrPayload: toVietQr(longest),
      bankName: 'Ngân hàng có mã BIN 970436',
      accountNumber: longest.accountNumber,
      accountName: 'Ợ'.repeat(255),
      amountVnd: longest.amountVnd,
      content: summary.id,
    },
  },
};

const payment = { amountVnd: vnd(135_000), paidAt: startedAt, transactionId: '14226112', late: false };
const failed = { state: 'not-paid', startedAt, canTryAgain: true } as const;

const results: Record<string, PaymentResult & { heldMoney?: boolean; canShowTransfer?: boolean }> = {
  paid: { state: 'paid', payment },
  'paid-late': { state: 'paid', payment: { ...payment, late: true } },
  'paid-twice': { state: 'paid-twice', payment, heldMoney: true },
  confirming: { state: 'confirming', startedAt },
  'confirming-transfer': { state: 'confirming', startedAt, canShowTransfer: true },
  'not-paid': { ...failed, reason: 'insufficient-balance' },
  'not-paid-last': { ...failed, reason: 'cancelled-by-payer', canTryAgain: false },
  expired: { state: 'expired' },
  cancelled: { state: 'cancelled' },
  'cancelled-held-money': { state: 'cancelled', heldMoney: true },
  refunded: { state: 'refunded' },
  reversed: { state: 'reversed' },
};

const problems: readonly CitizenProblem[] = [
  'not-found',
  'way-to-pay-not-available',
  'order-not-payable',
  'too-many-attempts',
  'busy',
  'fault',
];

/** Every page for citizens, by name: an order with other texts or values can be tried on all of them. */
export const everyPage = (locale: Locale, order?: Partial<OrderSummary>): ReadonlyMap<string, Page> =>
  new Map([
    ...Object.entries(checkoutVariants).map(([name, variant]): [string, Page] => {
      const view = { ...checkout(locale), ...variant };
      return [`checkout-${name}`, renderCheckoutPage({ ...view, order: { ...view.order, ...order } })];
    }),
    ...Object.entries(results).map(([name, { heldMoney = false, canShowTransfer, ...result }]): [string, Page] => {
      const about = { order: { ...summary, ...order }, providerName: 'VNPAY' };
      return [`result-${name}`, renderResultPage({ locale, path, ...about, result, heldMoney, canShowTransfer })];
    }),
    ...Object.entries(transferVariants).map(([name, variant]): [string, Page] => {
      const view = { ...transfer(locale), ...variant };
      return [`transfer-${name}`, renderTransferPage({ ...view, order: { ...view.order, ...order } })];
    }),
    ...problems.map((problem): [string, Page] => {
      const checkoutPath = problem === 'not-found' ? undefined : path;
      const requestId = problem === 'fault' ? 'f3b1c6de-2c51-4f0e-9d1f-2a6a1c1a9b10' : undefined;
      return [`problem-${problem}`, renderProblemPage({ locale, path, problem, checkoutPath, requestId })];
    }),
  ]);
