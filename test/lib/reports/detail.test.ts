import { expect, test } from 'vitest';
import { vietnamDaySchema } from '../../../lib/domain/time.ts';
import { detailReport, detailRowSchema, makeDetailRow } from '../../../lib/reports/detail.ts';
import { everyClass, makeResult } from './sample-day.ts';
import { reportOf, writtenRows } from './written.ts';

const of = {
  accountId: 'ea-kao-vnpay',
  on: vietnamDaySchema.parse('2026-11-20'),
  run: 2,
  treasuryRun: 1,
  bankCode: '970436',
};

const rows = everyClass.map((bank) => makeDetailRow(of, { bank }));

test('the last columns are those that agencies know', () => {
  const headings = detailReport(reportOf, []).columns.map(({ heading }) => heading);

  expect(headings.slice(-6)).toEqual(['Tổng tiền phí', 'Trans ID', 'Ngân hàng', 'NH DS', 'KB DS', 'Ghi chú']);
});

test('every class has its state and its note', async () => {
  const written = await writtenRows(detailReport(reportOf, rows));

  expect(
    written.map((row) =>
      [row['Số tiền NH'], row['Tổng tiền phí'], row['NH DS'], row['KB DS'], row['Ghi chú']].join(' | '),
    ),
  ).toMatchInlineSnapshot(`
    [
      "134000 | 135000 | 02 Lệch số tiền | 00 Chưa đối soát | NH: Có lệch số tiền (-1.000)",
      " | 50000 | 03 Không tìm thấy | 00 Chưa đối soát | NH: Không tìm thấy giao dịch",
      "135000 | 135000 | 01 Khớp | 00 Chưa đối soát | Đối soát thành công",
      "99000 | 100000 | 01 Khớp | 00 Chưa đối soát | Đối soát thành công",
      "20000 | 20000 | 01 Khớp | 00 Chưa đối soát | NH: Giao dịch của ngày khác",
      "-20000 | -20000 | 01 Khớp | 00 Chưa đối soát | NH: Chi hoàn phí",
      "70000 | 70000 | 01 Khớp | 00 Chưa đối soát | NH: Giao dịch bị đảo",
      "15000 |  | 03 Không tìm thấy | 00 Chưa đối soát | NH: Có trên sao kê, không có ở Lephi",
      "16000 |  | 03 Không tìm thấy | 00 Chưa đối soát | NH: Không rõ nội dung nộp",
      "135000 |  | 03 Không tìm thấy | 00 Chưa đối soát | NH: Dòng sao kê trùng",
      "0 |  | 01 Khớp | 00 Chưa đối soát | NH: Giao dịch không thành công",
      "-11000 |  | 01 Khớp | 00 Chưa đối soát | NH: Phí ngân hàng",
      "-500000 |  | 01 Khớp | 00 Chưa đối soát | NH: Kết chuyển về kho bạc",
      "1 |  | 01 Khớp | 00 Chưa đối soát | NH: Không thuộc Lephi",
      "93001 | 490000 |  |  | ",
    ]
  `);
});

test('a payment that both sides show is one row', async () => {
  const [bank, treasury] = [
    makeResult('c', 'matched', { statement: 135_000, lephi: 135_000 }),
    makeResult('c', 'amount-differs', { statement: 1_234_567, lephi: 135_000, open: true }),
  ];
  const [row] = await writtenRows(detailReport(reportOf, [makeDetailRow(of, { bank, treasury })]));

  expect(row).toMatchInlineSnapshot(`
    {
      "Ghi chú": "KB: Có lệch số tiền (+1.099.567)",
      "KB DS": "02 Lệch số tiền",
      "Lần DS KB": "1",
      "Lần DS NH": "2",
      "Mã thanh toán": "LP111111111J",
      "NH DS": "01 Khớp",
      "Ngày DS": "2026-11-20",
      "Ngân hàng": "Vietcombank",
      "STT": "1",
      "Số tiền KB": "1234567",
      "Số tiền NH": "135000",
      "Thời điểm nộp": "2026-11-20 09:30:00",
      "Trans ID": "T-c",
      "Tài khoản": "ea-kao-vnpay",
      "Tổng tiền phí": "135000",
    }
  `);
});

test('nothing in a row or in its file says who paid, or from which account', async () => {
  const written = JSON.stringify([rows, await writtenRows(detailReport(reportOf, rows))]);

  expect(written).not.toMatch(/TUYET|1901|chuyen tien/i);
});

test('a row survives its way as JSON', () => {
  for (const row of rows) expect(detailRowSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
});
