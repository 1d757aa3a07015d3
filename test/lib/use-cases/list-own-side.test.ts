import { expect, test } from 'vitest';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { listOwnSide } from '../../../lib/use-cases/list-own-side.ts';
import { getReadySource } from '../../../lib/use-cases/ready-source.ts';
import { makeSampleRun } from '../domain/sample-bank-day.ts';
import {
  close,
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
  tell,
} from './reconciliation-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

test('our side of a day is its payments, what the day before left, and what came late of closed days', async () => {
  const world = await openReconciliation({ store: makeMemoryStore() });
  const [left, lost] = [await payTold(world, 1), await payUntold(world, 2)];
  nextMorning(world, saturday);
  const before = await reconcileList(world, saturday, listOf());
  await close(world, saturday);
  world.moveClock(1000);
  await tell(world, lost);
  const ofDay = await payTold(world, 3);
  nextMorning(world, sunday);

  const run = makeSampleRun({ period: { from: sunday.on, to: sunday.on } });
  const freezing = { of: sunday, run, ready: await getReadySource(world.store, sunday) };
  const { entries, broughtForward } = await listOwnSide(world, freezing);
  expect([...entries.values()].map(({ reference, origin }) => [reference, origin])).toEqual([
    [ofDay.reference, 'of-day'],
    [left.reference, 'brought-forward'],
    [lost.reference, 'booked-late'],
  ]);
  expect(broughtForward).toBe(before.hashes.carry);
  expect((await listOwnSide(world, freezing)).entries).toEqual(entries);
});
