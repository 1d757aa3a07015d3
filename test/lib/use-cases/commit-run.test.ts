import { expect, test } from 'vitest';
import { advanceRun } from '../../../lib/use-cases/advance-run.ts';
import { getBankDay, listBankDayEvents } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  dayNamed,
  bring,
  countedClasses,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  runOf,
  sweep,
  unhurried,
} from './reconciliation-world.ts';

const saturday = dayNamed(0);

test('two workers on one run write the records of one', async () => {
  const world = await openReconciliation();
  const [one, untold] = [await payTold(world, 1), await payUntold(world, 2)];
  nextMorning(world, saturday);
  const { number } = runOf(await bring(world, saturday, listOf(one, untold)));
  await Promise.all([1, 2, 3].map(() => advanceRun(world, saturday, number, unhurried)));
  await sweep(world);

  expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 2, counted: { run: 2 } });
  const { items } = await listBankDayEvents(world.store, saturday, { limit: 20 });
  const told = ['run.started', 'run.counted', 'line.healed', 'run.started', 'run.counted'];
  expect(items.map(({ fact }) => fact.type)).toEqual(told);
  expect(await countedClasses(world, saturday)).toEqual({
    [one.reference]: 'matched',
    [untold.reference]: 'matched',
  });
});
