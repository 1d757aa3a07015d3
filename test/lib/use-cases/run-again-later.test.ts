import { expect, test } from 'vitest';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { runAgainLater } from '../../../lib/use-cases/run-again-later.ts';
import { openDoubtful, saturday, sunday } from './resolution-world.ts';

test('a day that has a run has another, and one that has none is left alone', async () => {
  const { world } = await openDoubtful();
  await runAgainLater(world, saturday);
  expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 2 });

  await expect(runAgainLater(world, sunday)).resolves.toBeUndefined();
});

test('a fault is told', async () => {
  const { world } = await openDoubtful();
  const store = { ...world.store, read: () => Promise.reject(new Error('gone')) };

  await expect(runAgainLater({ ...world, store }, saturday)).rejects.toThrow('gone');
});
