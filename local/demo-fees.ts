import type { FeeLine } from '../lib/domain/order-details.ts';
import type { VietnamDay } from '../lib/domain/time.ts';

/** How a dossier is handed in, which some amounts depend on. */
type Channel = 'online' | 'counter';

/** A row of a tariff: what a procedure costs, by which law, and on which days. */
type DemoFee = Omit<FeeLine, 'amountVnd'> & {
  procedureCode: string;
  procedureName: string;
  amountVnd: number;
  /** Absent: however the dossier is handed in. */
  channel?: Channel;
  /** First and last day in Viet Nam; absent: not known to begin or to end. */
  effectiveFrom?: string;
  effectiveTo?: string;
  legalBasis: string;
  /** What in this row nobody has read in its source. Empty: nothing. */
  unverified: string;
};

const temporaryResidence = {
  procedureCode: '1.004194',
  procedureName: 'Đăng ký tạm trú',
  kind: 'le-phi',
  feeCode: 'LP-1.004194',
  name: 'Lệ phí đăng ký tạm trú',
  budgetCode: '2767',
  legalBasis: 'Thông tư 75/2022/TT-BTC',
  unverified: '',
} as const;

const permanentResidence = {
  procedureCode: '1.004222',
  procedureName: 'Đăng ký thường trú',
  kind: 'le-phi',
  feeCode: 'LP-1.004222',
  name: 'Lệ phí đăng ký thường trú',
  budgetCode: '2767',
  legalBasis: 'Thông tư 75/2022/TT-BTC',
  unverified: '',
} as const;

const drivingLicence = {
  procedureCode: '3.000347',
  procedureName: 'Đổi giấy phép lái xe',
  kind: 'le-phi',
  feeCode: 'LP-3.000347',
  name: 'Lệ phí cấp đổi giấy phép lái xe',
  budgetCode: '2827',
  legalBasis: 'Thông tư 37/2023/TT-BTC',
  unverified: 'budgetCode',
} as const;

/** Enough of a tariff for a sandbox portal. */
export const demoFees: readonly DemoFee[] = [
  { ...temporaryResidence, amountVnd: 15_000, channel: 'counter' },
  { ...temporaryResidence, amountVnd: 7_000, channel: 'online' },
  { ...permanentResidence, amountVnd: 20_000, channel: 'counter' },
  { ...permanentResidence, amountVnd: 10_000, channel: 'online' },
  { ...drivingLicence, amountVnd: 135_000, channel: 'counter' },
  {
    ...drivingLicence,
    amountVnd: 115_000,
    channel: 'online',
    effectiveFrom: '2023-12-01',
    effectiveTo: '2025-12-31',
  },
  { ...drivingLicence, amountVnd: 135_000, channel: 'online', effectiveFrom: '2026-01-01' },
  {
    procedureCode: '1.001612',
    procedureName: 'Đăng ký thành lập hộ kinh doanh',
    kind: 'le-phi',
    feeCode: 'LP-1.001612',
    name: 'Lệ phí đăng ký hộ kinh doanh',
    amountVnd: 100_000,
    budgetCode: '2851',
    legalBasis: 'Nghị quyết của Hội đồng nhân dân cấp tỉnh',
    unverified: '',
  },
  {
    procedureCode: '2.000488',
    procedureName: 'Cấp Phiếu lý lịch tư pháp',
    kind: 'phi',
    feeCode: 'PHI-2.000488',
    name: 'Phí cung cấp thông tin lý lịch tư pháp',
    amountVnd: 200_000,
    budgetCode: '2764',
    legalBasis: 'Thông tư 16/2025/TT-BTC',
    unverified: 'amountVnd, budgetCode, legalBasis',
  },
];

/** What is owed for a dossier handed in on a day: one row for each fee. */
export function listFeesInForce(on: VietnamDay, channel: Channel): DemoFee[] {
  return demoFees.filter(
    (fee) => (fee.channel ?? channel) === channel && (fee.effectiveFrom ?? on) <= on && on <= (fee.effectiveTo ?? on),
  );
}
