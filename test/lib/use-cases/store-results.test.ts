import { expect, test } from 'vitest';
import { advanceRun } from '../../../lib/use-cases/advance-run.ts';
import {
  getBankDay,
  listBankDayEvents,
  listDiscrepancies,
  listResults,
} from '../../../lib/use-cases/read-reconciliation.ts';
import { vnd } from '../../samples.ts';
import {
  bring,
  dayNamed,
  type ListedLine,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
  runOf,
  unhurried,
} from './reconciliation-world.ts';

const saturday = dayNamed(0);

/** A list of so many lines, of which nobody knows any. */
const bigList = (count: number, at: ListedLine): string =>
  listOf(
    ...Array.from({ length: count }, (_, index) => ({
      ...at,
      reference: `KHONG-RO-${index}`,
      amountVnd: vnd(1000 + index),
    })),
  );

test('results are stored piece by piece: a run that is stopped between them goes on where it was', async () => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  const { number } = runOf(await bring(world, saturday, bigList(170, paid)));
  const cursors: (number | undefined)[] = [];
  for (let tries = 0; ; tries += 1) {
    let left = 3;
    const run = await advanceRun(world, saturday, number, { isTimeLeft: () => (left -= 1) >= 0 });
    cursors.push(run.status === 'matched' ? run.cursor : undefined);
    if (run.status === 'done' || tries > 20) break;
  }
  const stored = cursors.filter((cursor) => cursor !== undefined);
  expect(stored.length).toBeGreaterThan(1);
  expect(stored).toEqual([...new Set(stored)].sort((one, other) => one - other));
  const { items } = await listBankDayEvents(world.store, saturday, { limit: 10 });
  expect(items.filter(({ fact }) => fact.type === 'run.counted')).toHaveLength(1);
  const open = await listDiscrepancies(world.store, { class: 'missing-at-lephi' }, { limit: 100 });
  const other = await listDiscrepancies(world.store, { class: 'line-of-unknown-reference' }, { limit: 100 });
  expect(open.items.length + other.items.length).toBeGreaterThanOrEqual(100);
  expect((await listResults(world.store, { of: saturday, run: number }, { limit: 100 })).items).toHaveLength(100);
});

test('a run counts only when all of it is stored, and the one before counts until then', async () => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  const { number } = runOf(await bring(world, saturday, listOf(paid)));
  let left = 4;
  await advanceRun(world, saturday, number, { isTimeLeft: () => (left -= 1) >= 0 });
  expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 2, counted: { run: 1 } });
  const run = await advanceRun(world, saturday, number, unhurried);
  expect(run).toMatchObject({ replaces: 1 });
  expect(await getBankDay(world.store, saturday)).toMatchObject({ counted: { run: 2, body: run.hashes.body } });
  expect(await listDiscrepancies(world.store, { class: 'missing-at-provider' }, { limit: 10 })).toMatchObject({
    items: [],
  });
});
