import { type Calendar, addDays, nextWorkingDay } from '../domain/calendar.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import {
  afterExplanation,
  afterFinding,
  type DiscrepancyChange,
  discrepancyIdOf,
  type Finding,
  shownBefore,
} from '../domain/discrepancy-changes.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Result } from '../domain/result.ts';
import type { BankDayName } from '../domain/run.ts';
import { type Instant, instantSchema, type VietnamDay } from '../domain/time.ts';
import type { Terms } from '../reconciliation/terms.ts';
import { findEach } from '../store/read.ts';
import { putDiscrepancyChange, reconciled } from '../store/reconciliation-keys.ts';
import type { Store, Write } from '../store/store.ts';
import type { Task } from './page-results.ts';

/** Which run of which bank day settles discrepancies, and by what. */
export type Settling = {
  readonly of: BankDayName;
  readonly run: number;
  readonly terms: Terms;
  readonly agencyCode: Discrepancy['agencyCode'];
};

/** So many working days later; of a year that the calendar does not know yet, Saturdays and Sundays are off. */
const addWorkingDays = (calendar: Calendar, from: VietnamDay, count: number): VietnamDay => {
  let on = from;
  try {
    for (let left = count; left > 0; left -= 1) on = nextWorkingDay(calendar, on);
    return on;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return addDays(from, Math.ceil(count / 5) * 7);
  }
};

/** The hour at which people are told: they are at work then. */
const overdueAt = ({ rules, calendar }: Terms, { class: found, entry }: Result): Instant | undefined => {
  if (found !== 'missing-at-provider' || entry === undefined) return undefined;
  const on = addWorkingDays(calendar, entry.paidOn, rules.carryWorkingDaysMax);
  return instantSchema.parse(`${on}T10:00:00+07:00`);
};

const changeOf = (
  { of, run, terms, agencyCode }: Settling,
  { task, known }: { readonly task: Task; readonly known: Discrepancy | undefined },
  at: Instant,
): DiscrepancyChange | undefined => {
  if (task.type === 'explained') return known && afterExplanation(known, { of, run }, at);
  const { result } = task;
  const finding: Finding = { of, agencyCode, provider: terms.provider, result, run };
  if (task.type === 'found') return afterFinding(known, { ...finding, overdueAt: overdueAt(terms, result) }, at);
  return known ? afterExplanation(known, { of, run }, at) : shownBefore(finding, at);
};

/** What is written of the discrepancies of some results, as they are now. */
export const settleDiscrepancies = async (
  store: Store,
  settling: Settling,
  { tasks, at }: { readonly tasks: readonly Task[]; readonly at: Instant },
): Promise<readonly Write[]> => {
  const keys = tasks.map(({ name }) => reconciled.discrepancy(discrepancyIdOf(settling.of, name)));
  const known = await findEach(store, keys);
  return tasks
    .map((task, index) => changeOf(settling, { task, known: known[index] }, at))
    .flatMap((change) => (change ? putDiscrepancyChange(change) : []));
};
