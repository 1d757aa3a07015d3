import { buffer } from 'node:stream/consumers';
import type { Instant, VietnamDay } from '../../../lib/domain/time.ts';
import { type Column, rowNumber, type Table } from '../../../lib/reports/table.ts';

export type SampleRow = Partial<Record<'code' | 'on' | 'at', string | undefined>> & { amountVnd?: number | undefined };

const columns: readonly Column<SampleRow>[] = [
  rowNumber,
  { heading: 'Mã', kind: 'text', width: 20, value: ({ code }) => code },
  { heading: 'Số tiền', kind: 'number', width: 18, total: true, value: ({ amountVnd }) => amountVnd },
  { heading: 'Ngày', kind: 'day', width: 12, value: ({ on }) => on as VietnamDay | undefined },
  { heading: 'Lúc', kind: 'instant', width: 20, value: ({ at }) => at as Instant | undefined },
];

/** A table of every kind of column. */
export const makeTable = (rows: Table<SampleRow>['rows']): Table<SampleRow> => ({
  title: 'Chi tiết đối soát',
  about: ['Tài khoản: ea-kao-vnpay', 'Ngày 23/11/2026'],
  columns,
  rows,
  inWords: 'Số tiền',
});

/** The whole of what is written. */
export const bytesOf = (written: AsyncIterable<Uint8Array>): Promise<Buffer> => buffer(written);
