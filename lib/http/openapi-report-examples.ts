import { merchantAccountSchema } from '../domain/merchant-account.ts';
import { vietnamDay } from '../domain/time.ts';
import { collectionSchema } from '../reports/collections.ts';
import { makeDetailRow } from '../reports/detail.ts';
import { discrepancyRowSchema } from '../reports/discrepancies.ts';
import { overviewRowSchema } from '../reports/overview.ts';
import { made, paidAt } from './openapi-examples.ts';

const accountId = merchantAccountSchema.shape.id.parse('ea-kao-vnpay');
const on = vietnamDay(paidAt);
const bankCode = made.order.beneficiaryAccount.bankCode;
const amountVnd = made.order.totalAmountVnd;

const payment = {
  name: `vnpay:EAKAO001:${made.order.id}A1`,
  class: 'matched' as const,
  open: false,
  statementVnd: amountVnd,
  lephiVnd: amountVnd,
  entry: {
    key: `vnpay:EAKAO001:${made.order.id}A1`,
    direction: 'in' as const,
    amountVnd,
    state: 'paid' as const,
    paidAt,
    paidOn: on,
    reference: `${made.order.id}A1`,
    transactionId: '14422574',
    orderId: made.order.id,
    origin: 'of-day' as const,
  },
  line: { bookedOn: on, direction: 'in' as const, amountVnd, status: 'paid' as const, transactionId: '14422574' },
};

/** Examples of the rows of reports, of one day. */
export const reportExamples = {
  overview: {
    items: [
      overviewRowSchema.parse({
        accountId,
        side: 'provider',
        on,
        statement: { name: 'vnpay-20261121.csv', receivedOn: on },
        run: 1,
        status: 'differs',
        count: 2,
        amountVnd: amountVnd + 100_000,
        bank: { state: 'not-found', run: 1, matched: 1, surplus: 0, notes: ['not-found'] },
        treasury: { state: 'not-reconciled', matched: 0, surplus: 0, notes: [] },
      }),
    ],
  },
  detail: { items: [makeDetailRow({ accountId, on, run: 1, bankCode }, { bank: payment })] },
  collections: {
    items: [
      collectionSchema.parse({
        paidOn: on,
        agencyCode: made.order.agencyCode,
        procedureCode: '1.004194',
        feeKind: 'le-phi',
        budgetCode: '2801',
        bankCode,
        channel: 'online',
        count: 1,
        grossVnd: 115_000,
        feeVnd: 1_150,
        refundedVnd: 0,
        reversedVnd: 0,
      }),
    ],
  },
  discrepancies: {
    items: [
      discrepancyRowSchema.parse({
        id: 'a4f1c6e07b2d4d5e9c8b7a6f5e4d3c2b',
        class: 'missing-at-provider',
        accountId,
        side: 'provider',
        on,
        ageWorkingDays: 2,
        agencyCode: made.order.agencyCode,
        bankCode,
        transactionId: '14422591',
        statementVnd: 0,
        amountVnd: 100_000,
        correction: 'carry-on',
      }),
    ],
  },
};
