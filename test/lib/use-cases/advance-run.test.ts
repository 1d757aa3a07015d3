import { describe, expect, test } from 'vitest';
import { advanceRun } from '../../../lib/use-cases/advance-run.ts';
import {
  getBankDay,
  listBankDayEvents,
  listDiscrepancies,
  listRuns,
} from '../../../lib/use-cases/read-reconciliation.ts';
import {
  bring,
  classesOf,
  dayNamed,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
  runOf,
  tell,
  unhurried,
} from './reconciliation-world.ts';
import { read, storyOf } from './sample-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

describe('a run', () => {
  test('walks from the statement to the report that counts', async () => {
    const world = await openReconciliation();
    const [one, two] = [await payTold(world, 1), await payTold(world, 2)];
    nextMorning(world, saturday);
    const run = await reconcileList(world, saturday, listOf(one, two));

    expect(run).toMatchObject({ number: 1, status: 'done', summary: { balanced: true, open: 0, lines: 2 } });
    expect(run).not.toHaveProperty('dueAt');
    expect(await classesOf(world, saturday, 1)).toEqual({ [one.reference]: 'matched', [two.reference]: 'matched' });
    expect(await getBankDay(world.store, saturday)).toMatchObject({
      runs: 1,
      counted: { run: 1, body: run.hashes.body },
    });
    const { items } = await listBankDayEvents(world.store, saturday, { limit: 10 });
    expect(items.map(({ fact }) => fact.type)).toEqual(['run.started', 'run.counted']);
  });

  test('heals a payment of which nobody was told: the order is paid, the portal told, the next run shows it', async () => {
    const world = await openReconciliation();
    const untold = await payUntold(world, 1);
    nextMorning(world, saturday);
    const run = await reconcileList(world, saturday, listOf(untold));

    expect(run).toMatchObject({ status: 'done', healed: 1, summary: { open: 1 } });
    expect(await classesOf(world, saturday, 1)).toEqual({ [untold.reference]: 'missing-at-lephi, open' });
    expect(await read(world, untold.order)).toMatchObject({ status: 'paid', payment: { paidAt: untold.at } });
    expect(await storyOf(world, untold.order)).toEqual(['order.created', 'attempt.started', 'order.paid']);

    const again = await advanceRun(world, saturday, 2, unhurried);
    expect(again).toMatchObject({ why: 'again', status: 'done', summary: { open: 0 } });
    expect(await classesOf(world, saturday, 2)).toEqual({ [untold.reference]: 'matched' });
    expect((await listRuns(world.store, saturday, { limit: 10 })).items).toHaveLength(2);
    expect(await listDiscrepancies(world.store, { class: 'missing-at-lephi' }, { limit: 10 })).toMatchObject({
      items: [],
    });

    expect(await tell(world, untold)).toBe('already-confirmed');
    expect(await storyOf(world, untold.order)).toEqual(['order.created', 'attempt.started', 'order.paid']);
  });

  test('carries a payment on that no line shows, and shows it on the day that does', async () => {
    const world = await openReconciliation();
    const late = await payTold(world, 1);
    nextMorning(world, saturday);
    const first = await reconcileList(world, saturday, listOf());
    expect(await classesOf(world, saturday, 1)).toEqual({ [late.reference]: 'missing-at-provider, open' });
    expect(first.summary).toMatchObject({ balanced: true, open: 1 });
    const waiting = await listDiscrepancies(world.store, { class: 'missing-at-provider' }, { limit: 10 });
    expect(waiting.items).toMatchObject([{ status: 'open', dueAt: expect.any(String) as string }]);

    nextMorning(world, sunday);
    await reconcileList(world, sunday, listOf({ ...late, at: instantOn(sunday, '08:00') }));
    expect(await classesOf(world, sunday, 1)).toEqual({ [late.reference]: 'carried-over' });
    expect(await listDiscrepancies(world.store, { class: 'missing-at-provider' }, { limit: 10 })).toMatchObject({
      items: [],
    });
  });

  test('gives back a run half done when the time is over, and goes on from there', async () => {
    const world = await openReconciliation();
    const paid = await payTold(world, 1);
    nextMorning(world, saturday);
    const { number } = runOf(await bring(world, saturday, listOf(paid)));
    let steps = 0;
    const hurried = { isTimeLeft: () => (steps += 1) <= 2 };
    expect(await advanceRun(world, saturday, number, hurried)).toMatchObject({ status: 'frozen', dueAt: world.now() });
    expect(await advanceRun(world, saturday, number, unhurried)).toMatchObject({ status: 'done' });
  });
});
