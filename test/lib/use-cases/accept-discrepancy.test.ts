import { describe, expect, test } from 'vitest';
import { acceptDiscrepancy, undoAcceptance } from '../../../lib/use-cases/accept-discrepancy.ts';
import { binh, mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { classesOf, instantOn, listOf, nextMorning, reconcileList } from './reconciliation-world.ts';
import {
  now,
  openDoubtful,
  openOf,
  reason,
  saturday,
  storyOfDiscrepancy,
  sunday,
  unnamed,
} from './resolution-world.ts';

describe('accepting a discrepancy', () => {
  test('ends it for one officer, with a reason, and it waits and is due no more', async () => {
    const { world } = await openDoubtful();
    const missing = await openOf(world, 'missing-at-provider');
    await acceptDiscrepancy(world, { by: mai, id: missing.id, reason });

    const ended = await now(world, missing);
    expect(ended).toMatchObject({ status: 'ended', end: { by: 'acceptance', officer: mai, reason } });
    for (const marker of ['desk', 'dueAt']) expect(ended).not.toHaveProperty(marker);
    expect(await storyOfDiscrepancy(world, missing)).toEqual(['discrepancy.found', 'discrepancy.accepted']);
    expect((await refusalOf(acceptDiscrepancy(world, { by: binh, id: missing.id, reason }))).code).toBe('not-at-desk');
  });

  test('holds when a later run finds the same again, and not when it finds something else', async () => {
    const { world } = await openDoubtful(unnamed(50_000));
    const line = await openOf(world, 'line-of-unknown-reference');
    await acceptDiscrepancy(world, { by: mai, id: line.id, reason });
    await reconcileList(world, saturday, listOf(unnamed(50_000), unnamed(60_000, '10:00')));

    expect(await now(world, line)).toMatchObject({ status: 'ended', end: { by: 'acceptance' } });
    expect(await openOf(world, 'line-of-unknown-reference')).toMatchObject({ result: { statementVnd: 60_000 } });
  });

  test('of what is not there is not found', async () => {
    const { world } = await openDoubtful();

    expect((await refusalOf(acceptDiscrepancy(world, { by: mai, id: '0'.repeat(32), reason }))).code).toBe('not-found');
  });

  test('takes two officers where amounts differ', async () => {
    const { world, paid } = await openDoubtful();
    await reconcileList(world, saturday, listOf({ ...paid, amountVnd: 130_000 }));
    const { id } = await openOf(world, 'amount-differs');

    expect((await refusalOf(acceptDiscrepancy(world, { by: mai, id, reason }))).code).toBe(
      'discrepancy-not-resolvable',
    );
  });
});

describe('taking an acceptance back', () => {
  test('makes it wait as before, for any officer', async () => {
    const { world } = await openDoubtful();
    const missing = await openOf(world, 'missing-at-provider');
    await acceptDiscrepancy(world, { by: mai, id: missing.id, reason });
    await undoAcceptance(world, { by: binh, id: missing.id, reason: 'Nhầm' });

    expect(await now(world, missing)).toMatchObject({
      status: 'open',
      desk: missing.desk,
      dueAt: missing.dueAt,
      events: 3,
    });
    expect((await storyOfDiscrepancy(world, missing)).at(-1)).toBe('acceptance.undone');
    const again = { by: mai, id: missing.id, reason };
    expect((await refusalOf(undoAcceptance(world, again))).code).toBe('not-at-desk');
  });

  test('leaves it ended when a run has explained it since', async () => {
    const { world, paid } = await openDoubtful();
    const missing = await openOf(world, 'missing-at-provider');
    await acceptDiscrepancy(world, { by: mai, id: missing.id, reason });
    nextMorning(world, sunday);
    await reconcileList(world, sunday, listOf({ ...paid, at: instantOn(sunday, '08:00') }));
    expect(await classesOf(world, sunday, 1)).toEqual({ [paid.reference]: 'carried-over' });
    expect(await now(world, missing)).toMatchObject({
      end: { by: 'acceptance' },
      explained: { on: sunday.on, run: 1 },
    });

    await undoAcceptance(world, { by: mai, id: missing.id, reason: 'Nhầm' });
    expect(await now(world, missing)).toMatchObject({ status: 'ended', end: { by: 'run', on: sunday.on, run: 1 } });
  });
});
