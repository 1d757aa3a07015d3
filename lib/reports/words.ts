import type { Result, ResultClass } from '../domain/result.ts';
import type { Side } from '../domain/statement-source.ts';

/** The classes of results as officers read them. */
export const classWords: Readonly<Record<ResultClass, string>> = {
  matched: 'Khớp',
  'amount-differs': 'Lệch số tiền',
  'missing-at-provider': 'Có ở Lephi, không có trên sao kê',
  'missing-at-lephi': 'Có trên sao kê, không có ở Lephi',
  'unknown-reference': 'Không rõ nội dung nộp',
  'duplicate-line': 'Dòng sao kê trùng',
  'failed-line': 'Giao dịch không thành công',
  reversed: 'Giao dịch bị đảo',
  'carried-over': 'Giao dịch của ngày khác',
  'refund-paid': 'Chi hoàn phí',
  'bank-charge': 'Phí ngân hàng',
  sweep: 'Kết chuyển về kho bạc',
  'not-ours': 'Không thuộc Lephi',
};

/** What would close a discrepancy. */
export const correctionWords: Readonly<Record<NonNullable<Result['correction']>, string>> = {
  'take-line': 'Ghi nhận theo sao kê',
  'propose-line': 'Đề nghị ghi nhận theo sao kê (hai cán bộ)',
  'carry-on': 'Theo dõi trên sao kê các ngày sau',
  'ask-provider': 'Hỏi lại bên cung ứng số tiền đúng',
  'force-match': 'Ghép dòng sao kê với giao dịch (hai cán bộ)',
  accept: 'Chấp nhận và ghi lý do',
};

/** Whose list a merchant account is reconciled with. */
export const sideWords: Readonly<Record<Side, string>> = {
  provider: 'Trung gian thanh toán',
  bank: 'Ngân hàng',
  treasury: 'Kho bạc',
};
