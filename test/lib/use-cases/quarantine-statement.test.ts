import { expect, test } from 'vitest';
import { getBankDay, listQuarantined } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  dayNamed,
  bring,
  close,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
  sweep,
} from './reconciliation-world.ts';

const saturday = dayNamed(0);

test('a file that comes for a closed day is quarantined when it was dropped, and refused when somebody brings it', async () => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf(paid));
  await close(world, saturday);
  await expect(bring(world, saturday, listOf())).rejects.toMatchObject({ code: 'day-closed' });
  expect(await bring(world, saturday, listOf(paid), 'again.csv')).toMatchObject({
    type: 'known',
    run: { number: 1 },
  });

  const path = `incoming/${saturday.accountId}/${saturday.side}/${saturday.on}/muộn 1.csv`;
  await world.files.write(path, [Buffer.from(listOf())]);
  await sweep(world);
  expect((await world.files.list('incoming/', { limit: 10 })).items).toEqual([]);
  expect((await listQuarantined(world.store, saturday, { limit: 10 })).items).toMatchObject([
    { name: 'muộn 1.csv', problems: [{ code: 'day-closed' }] },
  ]);
  expect((await getBankDay(world.store, saturday)).runs).toBe(1);
});
