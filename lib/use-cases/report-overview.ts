import type { BankDay } from '../domain/bank-day.ts';
import type { Side } from '../domain/statement-source.ts';
import type { VietnamDay } from '../domain/time.ts';
import { type CountedDay, makeOverviewRow, type OverviewRow } from '../reports/overview.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';
import { findDays, findMany, openReport, type ReportQuery } from './report-days.ts';

/** The bank days of one side, each with the run that counts. */
const findCounted = async (
  store: Store,
  query: ReportQuery,
  side: Side,
): Promise<ReadonlyMap<VietnamDay, CountedDay>> => {
  const found = await findDays(store, { accountId: query.accountId, side }, query);
  const counted = [...found.values()].flatMap((day) => (day.counted ? [{ day, number: day.counted.run }] : []));
  const runs = await findMany(
    store,
    counted.map(({ day, number }) => reconciled.run(day, number)),
  );
  const runOf = new Map<BankDay, CountedDay['run']>(counted.map(({ day }, index) => [day, runs[index]]));
  return new Map([...found].map(([on, day]) => [on, { day, run: runOf.get(day) }]));
};

/**
 * How reconciliation stands, day by day: the days of which something came.
 *
 * @throws Refusal not-found when there is no such merchant account; validation-failed when the days are too many
 */
export const listOverview = async (store: Store, query: ReportQuery): Promise<readonly OverviewRow[]> => {
  const { side } = await openReport(store, query);
  const { accountId } = query;
  const bank = await findCounted(store, query, side);
  const treasury = await findCounted(store, query, 'treasury');
  return [...new Set([...bank.keys(), ...treasury.keys()])]
    .toSorted()
    .map((on) => makeOverviewRow({ accountId, side, on }, { bank: bank.get(on), treasury: treasury.get(on) }));
};
