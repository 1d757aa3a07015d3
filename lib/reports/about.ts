import type { VietnamDay } from '../domain/time.ts';

/** The days that a report is of, and of which merchant accounts; of all when none is named. */
export type ReportOf = {
  readonly accountIds: readonly string[];
  readonly from: VietnamDay;
  readonly to: VietnamDay;
};

const toText = (on: VietnamDay): string => on.split('-').toReversed().join('/');

/** What a report is of, as it stands under its title. */
export const aboutLines = ({ accountIds, from, to }: ReportOf): readonly string[] => [
  accountIds.length === 0 ? 'Mọi tài khoản' : `Tài khoản: ${accountIds.join(', ')}`,
  from === to ? `Ngày ${toText(from)}` : `Từ ngày ${toText(from)} đến ngày ${toText(to)}`,
];
