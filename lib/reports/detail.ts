import * as z from 'zod/mini';
import { bankName } from '../domain/bank-names.ts';
import { groupThousands } from '../domain/money.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { type Result, resultClassSchema } from '../domain/result.ts';
import { instantSchema, vietnamDaySchema } from '../domain/time.ts';
import { aboutLines, type ReportOf } from './about.ts';
import { sideStateSchema, stateOf, stateWords } from './side-state.ts';
import { type Column, rowNumber, type Table } from './table.ts';
import { classWords } from './words.ts';

const sideSchema = z.object({
  state: sideStateSchema,
  class: z.optional(resultClassSchema),
  /** What its line says: in above zero, out below. */
  amountVnd: z.optional(z.int()),
  /** What its line says less what Lephi has. */
  differenceVnd: z.optional(z.int()),
});

type SideOfRow = z.infer<typeof sideSchema>;

/** One payment, or one line of which Lephi has none, against the bank or provider and against the treasury. */
export const detailRowSchema = z
  .object({
    accountId: z.string(),
    on: vietnamDaySchema,
    run: z.optional(z.int()),
    treasuryRun: z.optional(z.int()),
    orderId: z.optional(orderIdSchema),
    paidAt: z.optional(instantSchema),
    /** What Lephi has: in above zero, out below. */
    amountVnd: z.optional(z.int()),
    transactionId: z.optional(z.string()),
    /** Of the account that the money reaches. */
    bankCode: z.string(),
    bank: sideSchema,
    treasury: sideSchema,
  })
  .register(z.globalRegistry, { id: 'DetailRow' });

export type DetailRow = z.infer<typeof detailRowSchema>;

const sideOf = (result: Result | undefined): SideOfRow => ({
  state: stateOf(result),
  ...(result && { class: result.class }),
  ...(result?.line && { amountVnd: result.statementVnd }),
  ...(result?.line && result.entry && { differenceVnd: result.statementVnd + (result.feeVnd ?? 0) - result.lephiVnd }),
});

type BothResults = { readonly bank?: Result | undefined; readonly treasury?: Result | undefined };

/** What Lephi has of the payment, where it has one. */
const entryOf = (result: Result | undefined): Pick<DetailRow, 'orderId' | 'paidAt' | 'amountVnd'> | undefined => {
  if (result?.entry === undefined) return undefined;
  const { orderId, paidAt } = result.entry;
  return { ...(orderId && { orderId }), paidAt, amountVnd: result.lephiVnd };
};

const transactionIdOf = (result: Result | undefined): string | undefined =>
  result?.entry?.transactionId ?? result?.line?.transactionId;

/** What the results of both sides say of one payment; or one of them alone, where the other side has none. */
export const makeDetailRow = (
  of: Pick<DetailRow, 'accountId' | 'on' | 'run' | 'treasuryRun' | 'bankCode'>,
  { bank, treasury }: BothResults,
): DetailRow => {
  const transactionId = transactionIdOf(bank) ?? transactionIdOf(treasury);
  return {
    ...of,
    ...(entryOf(bank) ?? entryOf(treasury)),
    ...(transactionId !== undefined && { transactionId }),
    bank: sideOf(bank),
    treasury: sideOf(treasury),
  };
};

const signed = (amount: number): string => `${amount > 0 ? '+' : '-'}${groupThousands(Math.abs(amount), '.')}`;

const noteOf = (name: string, { class: resultClass, differenceVnd = 0 }: SideOfRow): string[] => {
  if (resultClass === undefined) return [];
  if (resultClass === 'amount-differs') return [`${name}: Có lệch số tiền (${signed(differenceVnd)})`];
  if (resultClass === 'missing-at-provider') return [`${name}: Không tìm thấy giao dịch`];
  return resultClass === 'matched' ? [] : [`${name}: ${classWords[resultClass]}`];
};

const note = ({ bank, treasury }: DetailRow): string => {
  const notes = [...noteOf('NH', bank), ...noteOf('KB', treasury)];
  return notes.length === 0 ? 'Đối soát thành công' : notes.join('; ');
};

const columns: readonly Column<DetailRow>[] = [
  rowNumber,
  { heading: 'Tài khoản', kind: 'text', width: 24, value: ({ accountId }) => accountId },
  { heading: 'Ngày DS', kind: 'day', width: 12, value: ({ on }) => on },
  { heading: 'Lần DS NH', kind: 'number', width: 8, value: ({ run }) => run },
  { heading: 'Lần DS KB', kind: 'number', width: 8, value: ({ treasuryRun }) => treasuryRun },
  { heading: 'Mã thanh toán', kind: 'text', width: 16, value: ({ orderId }) => orderId },
  { heading: 'Thời điểm nộp', kind: 'instant', width: 20, value: ({ paidAt }) => paidAt },
  { heading: 'Số tiền NH', kind: 'number', width: 16, total: true, value: ({ bank }) => bank.amountVnd },
  { heading: 'Số tiền KB', kind: 'number', width: 16, total: true, value: ({ treasury }) => treasury.amountVnd },
  { heading: 'Tổng tiền phí', kind: 'number', width: 16, total: true, value: ({ amountVnd }) => amountVnd },
  { heading: 'Trans ID', kind: 'text', width: 24, value: ({ transactionId }) => transactionId },
  { heading: 'Ngân hàng', kind: 'text', width: 16, value: ({ bankCode }) => bankName(bankCode) ?? bankCode },
  { heading: 'NH DS', kind: 'text', width: 18, value: ({ bank }) => stateWords[bank.state] },
  { heading: 'KB DS', kind: 'text', width: 18, value: ({ treasury }) => stateWords[treasury.state] },
  { heading: 'Ghi chú', kind: 'text', width: 56, value: note },
];

/** Reconciliation payment by payment. */
export const detailReport = (of: ReportOf, rows: Table<DetailRow>['rows']): Table<DetailRow> => ({
  title: 'Chi tiết đối soát',
  about: aboutLines(of),
  columns,
  rows,
  inWords: 'Tổng tiền phí',
});
