import * as z from 'zod/mini';
import type { Result } from '../domain/result.ts';

/** What reconciliation with one side has come to, of a day or of one of its rows. */
export const sideStateSchema = z.enum(['not-reconciled', 'matched', 'amount-differs', 'not-found']);

export type SideState = z.infer<typeof sideStateSchema>;

/** The states with the numbers that treasury and portals know them by; 03 is what only one of both sides has. */
export const stateWords: Readonly<Record<SideState, string>> = {
  'not-reconciled': '00 Chưa đối soát',
  matched: '01 Khớp',
  'amount-differs': '02 Lệch số tiền',
  'not-found': '03 Không tìm thấy',
};

/** The state of one result: whatever needs nobody any more counts as matched. */
export const stateOf = (result: Pick<Result, 'class' | 'open'> | undefined): SideState => {
  if (result === undefined) return 'not-reconciled';
  if (!result.open) return 'matched';
  return result.class === 'amount-differs' ? 'amount-differs' : 'not-found';
};
