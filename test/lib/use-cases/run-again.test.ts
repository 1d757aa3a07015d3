import { expect, test } from 'vitest';
import { runAgain } from '../../../lib/use-cases/run-again.ts';
import {
  bring,
  close,
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  reconcileList,
} from './reconciliation-world.ts';

const saturday = dayNamed(0);

test('a bank day runs again with the statement that it has, but not while a run has still to be frozen', async () => {
  const world = await openReconciliation();
  nextMorning(world, saturday);
  await expect(runAgain(world, saturday)).rejects.toMatchObject({ code: 'not-found' });
  await bring(world, saturday, listOf());
  expect(await runAgain(world, saturday)).toMatchObject({ number: 1 });
  const first = await reconcileList(world, saturday, listOf());
  const again = await runAgain(world, saturday);
  expect(again).toMatchObject({ number: 2, why: 'again', statement: first.statement, status: 'received' });
  expect(again).not.toHaveProperty('supersedes');
});

test('it does not when another has begun, nor when it is closed', async () => {
  const world = await openReconciliation();
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  expect(await Promise.all([runAgain(world, saturday, 1), runAgain(world, saturday, 1)])).toMatchObject([
    { number: 2 },
    { number: 2 },
  ]);
  const other = await openReconciliation();
  nextMorning(other, saturday);
  await reconcileList(other, saturday, listOf());
  await close(other, saturday);
  await expect(runAgain(other, saturday)).rejects.toMatchObject({ code: 'day-closed' });
});
