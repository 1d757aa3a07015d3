import { expect, test } from 'vitest';
import { hourMs } from '../../../lib/domain/time.ts';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { getDiscrepancy, listDiscrepancies } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  dayNamed,
  bring,
  close,
  countedClasses,
  listOf,
  nextMorning,
  openReconciliation,
  payUntold,
  reconcileList,
  source,
  sweep,
  tell,
  waiting,
} from './reconciliation-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

test('what a closed day showed as a line without a movement is explained by the day that the movement is booked into', async () => {
  const world = await openReconciliation();
  const [closed, open] = [saturday, sunday].map((day) => ({ ...day, side: 'bank' as const }));
  if (!closed || !open) return expect.unreachable();
  // The bank knows movements by numbers of its own: from its statement nothing is healed.
  const rules = { ...source.rules, rules: [{ id: 'id', by: 'transaction-id' as const }] };
  await world.store.commit([put(reconciled.source(closed.accountId, 'bank'), { ...source, side: 'bank', rules })]);
  const lost = await payUntold(world, 1);
  nextMorning(world, closed);
  await reconcileList(world, closed, listOf({ ...lost, reference: '', transactionId: '14422574' }));
  await close(world, closed);
  const lines = await listDiscrepancies(world.store, { class: 'line-of-unknown-reference' }, { limit: 10 });
  expect(lines.items).toMatchObject([{ of: closed, result: { correction: 'propose-line' } }]);

  world.moveClock(hourMs);
  await tell(world, lost, { transactionId: '14422574' });
  nextMorning(world, open);
  await bring(world, open, listOf());
  await sweep(world);
  expect(await countedClasses(world, open)).toEqual({ [lost.reference]: 'carried-over' });
  expect(await getDiscrepancy(world.store, lines.items[0]?.id ?? '')).toMatchObject({
    status: 'ended',
    end: { by: 'run', on: open.on, run: 1 },
  });
  expect(await waiting(world)).toEqual([]);
});
