import { describe, expect, test } from 'vitest';
import { dayMs } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { getBankDay, getDiscrepancy, listDiscrepancyEvents } from '../../../lib/use-cases/read-reconciliation.ts';
import { reconcileDue } from '../../../lib/use-cases/reconcile-due.ts';
import {
  bring,
  countedClasses,
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
  type ReconciliationWorld,
  sweep,
  unhurried,
  waiting,
} from './reconciliation-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

const drop = (world: ReconciliationWorld, of: typeof saturday, text: string, name = 'vnpay.csv') =>
  world.files.write(`incoming/${of.accountId}/${of.side}/${of.on}/${name}`, [Buffer.from(text)]);

const incoming = async ({ files }: ReconciliationWorld) =>
  (await files.list('incoming/', { limit: 100 })).items.map(({ name }) => name);

describe('whatever is due', () => {
  test('files that were dropped are received in the order of their days, and run to the end, healing too', async () => {
    const world = await openReconciliation({ store: makeMemoryStore() });
    const [told, untold] = [await payTold(world, 1), await payUntold(world, 2)];
    nextMorning(world, sunday);
    await drop(world, sunday, listOf());
    await drop(world, saturday, listOf(told, untold));

    expect(await reconcileDue(world, unhurried)).toMatchObject({ failures: [] });
    expect(await incoming(world)).toEqual([]);
    expect(await countedClasses(world, saturday)).toEqual({
      [told.reference]: 'matched',
      [untold.reference]: 'matched',
    });
    expect([saturday, sunday].map(async (of) => (await getBankDay(world.store, of)).runs)).toHaveLength(2);
    expect(await reconcileDue(world, unhurried)).toEqual({ done: 0, failures: [] });
  });

  test('a file whose name does not say what it is of, or that nobody is set up for, stays and is told of', async () => {
    const world = await openReconciliation();
    nextMorning(world, saturday);
    await world.files.write('incoming/a.csv', [Buffer.from('x')]);
    await drop(world, { ...saturday, accountId: 'nobody' }, listOf());
    expect(await reconcileDue(world, unhurried)).toMatchObject({ failures: [] });
    expect(await incoming(world)).toHaveLength(2);
    expect(world.counted.filter((what) => what === 'StatementUnplaced')).toHaveLength(2);
  });

  test('a file that cannot be read now is left for the next time, and holds up no other', async () => {
    const world = await openReconciliation();
    nextMorning(world, sunday);
    await drop(world, saturday, listOf());
    await drop(world, sunday, listOf());
    const open: typeof world.files.open = (name, from) =>
      name.includes(saturday.on) ? Promise.reject(new Error('the bucket is away')) : world.files.open(name, from);
    const { failures } = await reconcileDue({ ...world, files: { ...world.files, open } }, unhurried);
    expect(failures.map(({ message }) => message)).toEqual(['the bucket is away']);
    expect(await incoming(world)).toHaveLength(1);
    await sweep(world);
    expect(await getBankDay(world.store, saturday)).toMatchObject({ counted: { run: 1 } });
  });

  test('a run that somebody is at is left to them, until they should be done', async () => {
    const world = await openReconciliation({ store: makeMemoryStore() });
    nextMorning(world, saturday);
    await bring(world, saturday, listOf());
    const files = { ...world.files, write: () => Promise.reject(new Error('killed')) };
    expect((await reconcileDue({ ...world, files }, unhurried)).failures).toHaveLength(1);
    await sweep(world);
    expect(await getBankDay(world.store, saturday)).not.toHaveProperty('counted');
    world.moveClock(15 * 60 * 1000);
    await sweep(world);
    expect(await getBankDay(world.store, saturday)).toMatchObject({ counted: { run: 1 } });
  });

  test('nothing is begun when the time is over', async () => {
    const world = await openReconciliation();
    nextMorning(world, saturday);
    await drop(world, saturday, listOf());
    expect(await reconcileDue(world, { isTimeLeft: () => false })).toEqual({ done: 0, failures: [] });
    expect(await incoming(world)).toHaveLength(1);
  });

  test('a payment that no statement shows is told of once when it is too old', async () => {
    const world = await openReconciliation({ store: makeMemoryStore() });
    await payTold(world, 1);
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf());
    const [discrepancy] = await waiting(world);
    // Three working days after Saturday: Monday, Wednesday (Tuesday is off) and Thursday.
    expect(discrepancy).toMatchObject({ dueAt: '2026-11-26T03:00:00.000Z' });
    world.moveClock(4 * dayMs);
    await sweep(world);
    expect(world.counted).not.toContain('DiscrepancyOverdue');
    world.moveClock(dayMs);
    await sweep(world);
    await sweep(world);
    expect(world.counted.filter((what) => what === 'DiscrepancyOverdue')).toHaveLength(1);
    const { id = '' } = discrepancy ?? {};
    expect(await getDiscrepancy(world.store, id)).toMatchObject({ status: 'open', overdue: true });
    const { items } = await listDiscrepancyEvents(world.store, id, { limit: 10 });
    expect(items.map(({ fact }) => fact.type)).toEqual(['discrepancy.found', 'discrepancy.overdue']);
  });
});
