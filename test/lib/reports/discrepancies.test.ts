import { expect, test } from 'vitest';
import { discrepancySchema } from '../../../lib/domain/discrepancy.ts';
import { discrepanciesReport, discrepancyRowSchema, makeDiscrepancyRow } from '../../../lib/reports/discrepancies.ts';
import { agencyCode, start } from '../../samples.ts';
import { everyClass } from './sample-day.ts';
import { reportOf, writtenRows } from './written.ts';

const rows = everyClass
  .filter(({ open }) => open)
  .map((result, index) =>
    makeDiscrepancyRow(
      discrepancySchema.parse({
        version: 1,
        id: String(index).padStart(32, '0'),
        of: { accountId: 'ea-kao-vnpay', side: 'treasury', on: '2026-11-20' },
        agencyCode,
        provider: 'vnpay',
        result,
        firstRun: 1,
        latestOn: '2026-11-20',
        latestRun: 1,
        foundAt: start,
        status: 'open',
        events: 1,
      }),
      { ageWorkingDays: index, bankCode: '970436' },
    ),
  );

test('each open class has its row: where, how old, how much, and what would close it', async () => {
  const written = await writtenRows(discrepanciesReport(reportOf, rows));

  expect(written[0]).toMatchInlineSnapshot(`
    {
      "Bên đối soát": "Kho bạc",
      "Chênh lệch": "-1000",
      "Loại chênh lệch": "Lệch số tiền",
      "Mã chênh lệch": "00000000000000000000000000000000",
      "Mã thanh toán": "LP111111111J",
      "Ngày DS": "2026-11-20",
      "Ngân hàng": "Vietcombank",
      "STT": "1",
      "Số tiền Lephi": "135000",
      "Số tiền sao kê": "134000",
      "Trans ID": "T-a-differs",
      "Tuổi (ngày làm việc)": "0",
      "Tài khoản": "ea-kao-vnpay",
      "Tổ chức thu": "H15.50.05.13",
      "Đề xuất xử lý": "Hỏi lại bên cung ứng số tiền đúng",
    }
  `);
  expect(
    written.map((row) =>
      ['Loại chênh lệch', 'Số tiền sao kê', 'Số tiền Lephi', 'Chênh lệch', 'Đề xuất xử lý']
        .map((name) => row[name])
        .join(' | '),
    ),
  ).toMatchInlineSnapshot(`
    [
      "Lệch số tiền | 134000 | 135000 | -1000 | Hỏi lại bên cung ứng số tiền đúng",
      "Có ở Lephi, không có trên sao kê | 0 | 50000 | -50000 | Theo dõi trên sao kê các ngày sau",
      "Có trên sao kê, không có ở Lephi | 15000 | 0 | 15000 | Ghi nhận theo sao kê",
      "Không rõ nội dung nộp | 16000 | 0 | 16000 | Đề nghị ghi nhận theo sao kê (hai cán bộ)",
      "Dòng sao kê trùng | 135000 | 0 | 135000 | Chấp nhận và ghi lý do",
      " | 300000 | 185000 | 115000 | ",
    ]
  `);
});

test('nothing in a row says who paid, or from which account', () => {
  expect(JSON.stringify(rows)).not.toMatch(/TUYET|1901|chuyen tien/i);
});

test('a row survives its way as JSON', () => {
  for (const row of rows) expect(discrepancyRowSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
});
