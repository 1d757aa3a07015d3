import { expect, test } from 'vitest';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  dayNamed,
  bring,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  runOf,
  sweep,
} from './reconciliation-world.ts';

const saturday = dayNamed(0);

test('two who bring the same file begin one run, and two files for a day two', async () => {
  const world = await openReconciliation();
  const one = await payTold(world, 1);
  nextMorning(world, saturday);
  const same = await Promise.all([bring(world, saturday, listOf(one)), bring(world, saturday, listOf(one), 'x.csv')]);
  expect(same.map(({ type }) => type).sort()).toEqual(['known', 'run']);
  expect(same.map((received) => runOf(received).number)).toEqual([1, 1]);

  await Promise.all([bring(world, saturday, listOf()), bring(world, saturday, `${listOf(one)}\n`)]);
  await sweep(world);
  expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 3, counted: { run: 3 } });
});
