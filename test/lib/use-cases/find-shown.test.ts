import { expect, test } from 'vitest';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  dayNamed,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
  resultsOf,
  sweep,
} from './reconciliation-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

test('a line that two days show is one movement and a repeat', async () => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf(paid));
  nextMorning(world, sunday);
  const run = await reconcileList(world, sunday, listOf({ ...paid, at: instantOn(sunday, '08:00') }));

  const found = (await resultsOf(world, sunday, 1)).map(({ class: of, open, lephiVnd }) => [of, open, lephiVnd]);
  expect(found).toContainEqual(['duplicate-line', true, 0]);
  expect(run).toMatchObject({ status: 'done', summary: { balanced: true, open: 1 } });
  expect(run.healed).toBeUndefined();
  await sweep(world);
  expect((await getBankDay(world.store, sunday)).runs).toBe(1);
});
