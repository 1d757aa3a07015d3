import { expect, test } from 'vitest';
import { keepUnreadable } from '../../../lib/use-cases/keep-unreadable.ts';
import { makeEvidence } from '../../samples.ts';
import { interruptedBy } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { commitsIn, openWorld } from './sample-world.ts';

const unreadable = { provider: 'sepay', accountId: 'ea-kao-vietqr', why: 'is odd', evidence: makeEvidence() };

test('the same bytes are kept once, whatever brings them', async () => {
  const world = await openWorld();
  const otherwise = { ...unreadable, evidence: makeEvidence({ source: 'list' }) };

  expect(await keepUnreadable(world, unreadable)).toBe('new');
  expect(await keepUnreadable(world, otherwise)).toBe('known');
  expect(await keepUnreadable(world, { ...unreadable, evidence: makeEvidence({ raw: 'c=d' }) })).toBe('new');
  expect(commitsIn(world)).toEqual([1, 1]);
});

test('bytes that somebody keeps at the same moment are known', async () => {
  const world = await openWorld();
  const store = interruptedBy(world.store, () => keepUnreadable(world, unreadable));

  expect(await keepUnreadable({ ...world, store }, unreadable)).toBe('known');
});

test('bytes that could not be kept are never said to be', async () => {
  const world = await openWorld();
  const crowded = {
    ...world,
    store: { ...world.store, commit: async () => 'conflict' as const },
    sleep: async (ms: number) => void world.moveClock(ms),
  };

  expect(await refusalOf(keepUnreadable(crowded, unreadable))).toEqual({ code: 'busy' });
});
