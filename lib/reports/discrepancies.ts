import * as z from 'zod/mini';
import { bankName } from '../domain/bank-names.ts';
import { discrepancySchema, type Discrepancy } from '../domain/discrepancy.ts';
import { orderIdSchema } from '../domain/order-id.ts';
import { resultSchema } from '../domain/result.ts';
import { vietnamDaySchema } from '../domain/time.ts';
import { aboutLines, type ReportOf } from './about.ts';
import { type Column, rowNumber, type Table } from './table.ts';
import { classWords, correctionWords, sideWords } from './words.ts';

const { id, of, agencyCode } = discrepancySchema.shape;
const { class: resultClass, correction } = resultSchema.shape;

/** A discrepancy that is open. */
export const discrepancyRowSchema = z
  .object({
    id,
    class: resultClass,
    accountId: of.shape.accountId,
    side: of.shape.side,
    on: vietnamDaySchema,
    /** Working days since its bank day. */
    ageWorkingDays: z.int(),
    agencyCode,
    /** Of the account that the money reaches. */
    bankCode: z.optional(z.string()),
    orderId: z.optional(orderIdSchema),
    transactionId: z.optional(z.string()),
    /** What the statement says: in above zero, out below. */
    statementVnd: z.int(),
    /** What Lephi has. */
    amountVnd: z.int(),
    correction,
  })
  .register(z.globalRegistry, { id: 'DiscrepancyRow' });

export type DiscrepancyRow = z.infer<typeof discrepancyRowSchema>;

/** The row of a discrepancy. */
export const makeDiscrepancyRow = (
  discrepancy: Discrepancy,
  about: Pick<DiscrepancyRow, 'ageWorkingDays' | 'bankCode'>,
): DiscrepancyRow => {
  const { result } = discrepancy;
  const { entry, line } = result;
  const transactionId = entry?.transactionId ?? line?.transactionId;
  return {
    id: discrepancy.id,
    class: result.class,
    ...discrepancy.of,
    ...about,
    agencyCode: discrepancy.agencyCode,
    ...(entry?.orderId && { orderId: entry.orderId }),
    ...(transactionId !== undefined && { transactionId }),
    statementVnd: result.statementVnd,
    amountVnd: result.lephiVnd,
    ...(result.correction && { correction: result.correction }),
  };
};

const columns: readonly Column<DiscrepancyRow>[] = [
  rowNumber,
  { heading: 'Mã chênh lệch', kind: 'text', width: 36, value: (row) => row.id },
  { heading: 'Loại chênh lệch', kind: 'text', width: 34, value: (row) => classWords[row.class] },
  { heading: 'Ngày DS', kind: 'day', width: 12, value: ({ on }) => on },
  { heading: 'Tuổi (ngày làm việc)', kind: 'number', width: 11, value: ({ ageWorkingDays }) => ageWorkingDays },
  { heading: 'Tài khoản', kind: 'text', width: 24, value: ({ accountId }) => accountId },
  { heading: 'Bên đối soát', kind: 'text', width: 22, value: ({ side }) => sideWords[side] },
  { heading: 'Tổ chức thu', kind: 'text', width: 18, value: (row) => row.agencyCode },
  { heading: 'Ngân hàng', kind: 'text', width: 16, value: ({ bankCode = '' }) => bankName(bankCode) ?? bankCode },
  { heading: 'Mã thanh toán', kind: 'text', width: 16, value: ({ orderId }) => orderId },
  { heading: 'Trans ID', kind: 'text', width: 24, value: ({ transactionId }) => transactionId },
  { heading: 'Số tiền sao kê', kind: 'number', width: 16, total: true, value: ({ statementVnd }) => statementVnd },
  { heading: 'Số tiền Lephi', kind: 'number', width: 16, total: true, value: ({ amountVnd }) => amountVnd },
  {
    heading: 'Chênh lệch',
    kind: 'number',
    width: 16,
    total: true,
    value: ({ statementVnd, amountVnd }) => statementVnd - amountVnd,
  },
  {
    heading: 'Đề xuất xử lý',
    kind: 'text',
    width: 42,
    value: (row) => row.correction && correctionWords[row.correction],
  },
];

/** The discrepancies that are open. */
export const discrepanciesReport = (
  reportOf: ReportOf,
  rows: Table<DiscrepancyRow>['rows'],
): Table<DiscrepancyRow> => ({
  title: 'Chênh lệch chưa xử lý',
  about: aboutLines(reportOf),
  columns,
  rows,
});
