import { expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import { put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { type DiscrepanciesQuery, listDiscrepancyRows } from '../../../lib/use-cases/report-discrepancies.ts';
import { refusalOf } from './configuring.ts';
import {
  calendar,
  dayNamed,
  days,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
  source,
} from './reconciliation-world.ts';
import { readAll } from './sample-bank-day.ts';

const query: DiscrepanciesQuery = { from: days[0]!, to: days[3]! };

/** A day of which one payment is missing, one has another amount, and one line is of nothing that Lephi knows. */
const openDay = async () => {
  const world = await openReconciliation({ store: makeMemoryStore() });
  const [one, , other] = [await payTold(world, 1), await payTold(world, 2), await payTold(world, 3)];
  nextMorning(world, dayNamed(0));
  await reconcileList(
    world,
    dayNamed(0),
    listOf({ ...one, amountVnd: 134_000 }, other, { reference: 'KHONG RO', amountVnd: 16_000, at: one.at }),
  );
  return world;
};

const rowsOf = async (world: Awaited<ReturnType<typeof openDay>>, wanted: DiscrepanciesQuery) =>
  (await readAll((after) => listDiscrepancyRows(world, { ...wanted, after }))).flat();

test('what is open comes class by class, with its age in working days', async () => {
  const world = await openDay();
  nextMorning(world, dayNamed(3));
  const rows = await rowsOf(world, query);

  expect(rows.map((row) => [row.class, row.statementVnd, row.amountVnd])).toEqual([
    ['amount-differs', 134_000, 135_000],
    ['missing-at-provider', 0, 135_000],
    ['missing-at-lephi', 16_000, 0],
  ]);
  // From Saturday, the 21st, to Wednesday, the 25th: Tuesday, the 24th, is a holiday.
  expect(rows[0]).toMatchObject({ ageWorkingDays: 2, bankCode: '970436', on: '2026-11-21', side: 'provider' });
});

test('of other days, accounts and sides there is nothing', async () => {
  const world = await openDay();

  expect(await rowsOf(world, { ...query, from: addDays(days[0]!, 1) })).toEqual([]);
  expect(await rowsOf(world, { ...query, accountId: 'another' })).toEqual([]);
  expect(await rowsOf(world, { ...query, side: 'treasury' })).toEqual([]);
  expect(await rowsOf(world, { ...query, accountId: source.accountId, side: 'provider' })).toHaveLength(3);
});

test('ages that the calendar cannot tell are refused, not guessed', async () => {
  const world = await openDay();
  await world.store.commit([put(reconciled.calendar, { ...calendar, version: 2, years: [2030] })]);

  expect((await refusalOf(rowsOf(world, query))).code).toBe('calendar-year-missing');
});

test.each(['', 'proposals', 'nothing\n2026'])('the cursor %j is refused', async (after) => {
  const world = await openReconciliation();

  expect((await refusalOf(listDiscrepancyRows(world, { ...query, after }))).code).toBe('validation-failed');
});
