import type { BankDay } from './bank-day.ts';
import { isSameOfficer, type Officer } from './officer.ts';
import { Refusal } from './refusal.ts';
import type { Period, Run } from './run.ts';
import { dayMs, type VietnamDay } from './time.ts';

/**
 * Whether anything may still happen to a bank day.
 *
 * @throws Refusal day-closed
 */
export const refuseClosed = (bankDay: BankDay | undefined): void => {
  if (bankDay?.closed) throw new Refusal('day-closed');
};

const overlaps = (one: Period, other: Period): boolean => one.from <= other.to && other.from <= one.to;

/**
 * A day belongs to one bank day of its account and side, or its payments would be counted twice. A bank day for which no
 * statement has come has no days yet.
 *
 * @param others the bank days around the one that the period names
 * @throws Refusal periods-overlap
 */
export const refuseOverlap = (period: Period, others: readonly BankDay[]): void => {
  const other = others.find((one) => one.on !== period.to && one.period && overlaps(one.period, period));
  if (other)
    throw new Refusal('periods-overlap', { detail: `The bank day ${other.on} has some of these days already.` });
};

/** No file is of more days, and bank days are looked for no further from each other. */
const periodDaysMax = 31;

/**
 * Refuses days that no statement can be of.
 *
 * @throws Refusal validation-failed when they are in the wrong order, more than 31, or yet to come
 */
export const refuseOddPeriod = ({ from, to }: Period, today: VietnamDay): void => {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days >= 1 && days <= periodDaysMax && to <= today) return;
  throw new Refusal('validation-failed', {
    detail: `A statement is of 1 to ${periodDaysMax} days, none of them yet to come.`,
    pointer: '/period',
  });
};

/** Who wants to close a bank day, on which report. */
type Closing = { readonly by: Officer; readonly body: string };

const isUnderWay = (run: Run | undefined): boolean => run !== undefined && run.status !== 'done';

/**
 * Whether a bank day is to be closed now; not when this very officer has closed it on this very report.
 *
 * @param latest the latest run of the day
 * @throws Refusal day-closed, run-under-way, report-changed or not-balanced
 */
export const decideClose = (bankDay: BankDay, latest: Run | undefined, { by, body }: Closing): boolean => {
  const { closed, counted } = bankDay;
  if (closed?.body === body && isSameOfficer(closed.by, by)) return false;
  refuseClosed(bankDay);
  if (isUnderWay(latest)) throw new Refusal('run-under-way');
  if (counted?.body !== body) throw new Refusal('report-changed');
  if (!counted.summary.balanced) throw new Refusal('not-balanced');
  return true;
};
