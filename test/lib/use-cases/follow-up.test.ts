import { expect, test } from 'vitest';
import { hourMs } from '../../../lib/domain/time.ts';
import { getBankDay } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  dayNamed,
  bring,
  countedClasses,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
  sweep,
  tell,
  waiting,
} from './reconciliation-world.ts';

const [saturday, sunday, monday] = [dayNamed(0), dayNamed(1), dayNamed(2)];

test('a list that comes after that of the next day takes back what the next day had to look up', async () => {
  const world = await openReconciliation();
  const [plain, late] = [await payTold(world, 1), await payTold(world, 2)];
  nextMorning(world, sunday);
  const lateLine = { ...late, at: instantOn(sunday, '08:00') };
  await reconcileList(world, sunday, listOf(lateLine));
  expect(await countedClasses(world, sunday)).toEqual({ [late.reference]: 'carried-over' });

  const run = await reconcileList(world, saturday, listOf(plain));
  await sweep(world);
  expect(run.summary).toMatchObject({ open: 0, balanced: true });
  expect(await countedClasses(world, saturday)).toEqual({
    [plain.reference]: 'matched',
    [late.reference]: 'carried-over',
  });
  expect(await countedClasses(world, sunday)).toEqual({ [late.reference]: 'carried-over' });
  expect(await waiting(world)).toEqual([]);
});

test('a day that leaves something else than before makes the next day run again, and so on until nothing changes', async () => {
  const world = await openReconciliation();
  const [one, two] = [await payTold(world, 1), await payTold(world, 2)];
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf(one, two));
  nextMorning(world, sunday);
  await reconcileList(world, sunday, listOf());
  nextMorning(world, monday);
  await reconcileList(world, monday, listOf());
  await bring(world, saturday, listOf(one));
  await sweep(world);

  const runs = await Promise.all(
    [saturday, sunday, monday].map(async (of) => (await getBankDay(world.store, of)).runs),
  );
  expect(runs).toEqual([2, 2, 2]);
  expect(await countedClasses(world, monday)).toEqual({ [two.reference]: 'missing-at-provider, open' });
  expect(await waiting(world)).toMatchObject([{ of: saturday, latestOn: monday.on }]);

  await bring(world, saturday, listOf(two, one));
  await sweep(world);
  expect(await countedClasses(world, monday)).toEqual({});
  expect(await waiting(world)).toEqual([]);
});

test('a line of the next day that a later file takes back is missing again', async () => {
  const world = await openReconciliation();
  const late = await payTold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  nextMorning(world, sunday);
  await reconcileList(world, sunday, listOf({ ...late, at: instantOn(sunday, '08:00') }));
  await bring(world, sunday, listOf());
  await sweep(world);

  expect(await countedClasses(world, sunday)).toEqual({ [late.reference]: 'missing-at-provider, open' });
  expect(await waiting(world)).toMatchObject([{ status: 'open', latestOn: sunday.on, latestRun: 2 }]);
});

test('a callback that comes late books into its own day while that is not closed', async () => {
  const world = await openReconciliation();
  const lost = await payUntold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  world.moveClock(2 * hourMs);
  await tell(world, lost);
  nextMorning(world, sunday);
  await bring(world, sunday, listOf());
  await sweep(world);

  expect(await countedClasses(world, saturday)).toEqual({ [lost.reference]: 'missing-at-provider, open' });
  expect(await countedClasses(world, sunday)).toEqual({ [lost.reference]: 'missing-at-provider, open' });
});
