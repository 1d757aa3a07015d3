import { describe, expect, test } from 'vitest';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { advanceRun } from '../../../lib/use-cases/advance-run.ts';
import { getBankDay, listBankDayEvents } from '../../../lib/use-cases/read-reconciliation.ts';
import { vnd } from '../../samples.ts';
import {
  bring,
  countedClasses,
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  payUntold,
  reconcileList,
  type ReconciliationWorld,
  resultsOf,
  runOf,
  sweep,
  tell,
  unhurried,
} from './reconciliation-world.ts';
import { read } from './sample-world.ts';

const saturday = dayNamed(0);

const openMorning = async () => {
  const world = await openReconciliation();
  const untold = await payUntold(world, 1);
  nextMorning(world, saturday);
  return { world, untold };
};

const healed = async ({ store }: ReconciliationWorld): Promise<string[]> =>
  (await listBankDayEvents(store, saturday, { limit: 50 })).items.flatMap(({ fact }) =>
    fact.type === 'line.healed' ? [fact.movementKey] : [],
  );

describe('a line whose movement is certain and not with us', () => {
  test('is taken with the line as its evidence', async () => {
    const { world, untold } = await openMorning();
    const run = await reconcileList(world, saturday, listOf(untold));
    const key = `vnpay:EAKAO001:${untold.reference}`;
    const movement = await find(world.store, at.movement(key));
    expect(movement).toMatchObject({
      place: { type: 'applied', orderId: untold.order.id },
      evidence: [{ source: 'statement', keyId: run.statement.sha256 }],
    });
    const [result] = await resultsOf(world, saturday, 1);
    expect(JSON.parse(movement?.evidence[0]?.raw ?? '')).toEqual(result?.line);
    expect(await healed(world)).toEqual([key]);
  });

  test('of another amount than the order’s becomes an unapplied item, as a callback would', async () => {
    const { world, untold } = await openMorning();
    await reconcileList(world, saturday, listOf({ ...untold, amountVnd: vnd(1000) }));
    await sweep(world);
    expect(await read(world, untold.order)).toMatchObject({ status: 'awaiting', unapplied: 1 });
    expect(await countedClasses(world, saturday)).toEqual({ [untold.reference]: 'matched' });
  });

  test('is not healed when its callback came in the meantime: the next run sees that', async () => {
    const { world, untold } = await openMorning();
    const { number } = runOf(await bring(world, saturday, listOf(untold)));
    let left = 4;
    const stored = await advanceRun(world, saturday, number, { isTimeLeft: () => (left -= 1) >= 0 });
    expect(stored.status).toBe('matched');
    world.moveClock(1000);
    await tell(world, untold);
    expect(await advanceRun(world, saturday, number, unhurried)).toMatchObject({ status: 'done', healed: 1 });
    expect(await healed(world)).toEqual([]);
    await sweep(world);
    expect(await countedClasses(world, saturday)).toEqual({ [untold.reference]: 'matched' });
  });

  test('is not believed when another file has come for the day', async () => {
    const { world, untold } = await openMorning();
    await bring(world, saturday, listOf(untold));
    await bring(world, saturday, listOf());
    await sweep(world);
    expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 2, counted: { run: 2 } });
    expect(await read(world, untold.order)).toMatchObject({ status: 'awaiting' });
    expect(await healed(world)).toEqual([]);
  });

  test('that says that no money moved is not taken', async () => {
    const { world, untold } = await openMorning();
    await reconcileList(world, saturday, listOf({ ...untold, code: '24' }));
    expect(await countedClasses(world, saturday)).toEqual({ [untold.reference]: 'failed-line' });
    expect(await healed(world)).toEqual([]);
  });
});
