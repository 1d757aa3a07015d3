import { expect, test } from 'vitest';
import {
  dayNamed,
  bring,
  close,
  countedClasses,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
  sweep,
  waiting,
} from './reconciliation-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

test.each([false, true])(
  'a payment whose line another file takes back, on which its own day leaned, is looked for again (own day closed: %s)',
  async (isClosed) => {
    const world = await openReconciliation();
    const late = await payTold(world, 1);
    nextMorning(world, sunday);
    await reconcileList(world, sunday, listOf({ ...late, at: instantOn(sunday, '08:00') }));
    await reconcileList(world, saturday, listOf());
    expect(await countedClasses(world, saturday)).toEqual({ [late.reference]: 'carried-over' });
    if (isClosed) await close(world, saturday);
    await bring(world, sunday, listOf());
    await sweep(world);

    const own = isClosed ? 'carried-over' : 'missing-at-provider, open';
    expect(await countedClasses(world, saturday)).toEqual({ [late.reference]: own });
    expect(await countedClasses(world, sunday)).toEqual({ [late.reference]: 'missing-at-provider, open' });
    expect(await waiting(world)).toMatchObject([{ status: 'open', latestOn: sunday.on }]);
  },
);
