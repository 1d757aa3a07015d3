import { expect, test } from 'vitest';
import { closeBankDay } from '../../../lib/use-cases/close-bank-day.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import { mai } from '../../samples.ts';
import { dayNamed, listOf, nextMorning, openReconciliation, reconcileList } from './reconciliation-world.ts';

const saturday = dayNamed(0);

test('two officers who close a day: one does, the other hears that it is closed', async () => {
  const world = await openReconciliation();
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  const body = (await getBankDay(world.store, saturday)).counted?.body ?? '';
  const by = [mai, { subject: 'somebody-else', name: 'Ai Đó' }];
  const closed = await Promise.allSettled(
    by.map((officer) => closeBankDay(world, { by: officer, of: saturday, body })),
  );
  expect(closed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(closed.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'day-closed' } });
});
