import papaparse from 'papaparse';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { writeCsv } from '../../../lib/reports/csv.ts';
import type { Table } from '../../../lib/reports/table.ts';
import { bytesOf } from './sample-table.ts';

/** What sample reports are of. */
export const reportOf = {
  accountIds: ['ea-kao-vnpay'],
  from: vietnamDaySchema.parse('2026-11-20'),
  to: vietnamDaySchema.parse('2026-11-21'),
};

/** The rows of a report as its CSV has them, by their headings; the totals are the last. */
export const writtenRows = async <Row>(table: Table<Row>): Promise<Record<string, string>[]> => {
  const text = (await bytesOf(writeCsv(table))).toString().slice(1);
  return papaparse.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
};
