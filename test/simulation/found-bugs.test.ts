import { expect, test } from 'vitest';
import type { Attempt } from '../../lib/domain/attempt.ts';
import type { Order } from '../../lib/domain/order.ts';
import { addMs, minuteMs } from '../../lib/domain/time.ts';
import { receiveNotice } from '../../lib/use-cases/receive-notice.ts';
import { settleOrder } from '../../lib/use-cases/settle-order.ts';
import { make, openWorld, read, type SampleWorld, sendPayer, storyOf } from '../lib/use-cases/sample-world.ts';
import { makeEvidence, makeNotice } from '../samples.ts';

/** Bugs that the simulation has found in Lephi, each in as few steps as show it. */

type Result = 'paid' | 'failed' | 'in-doubt';

/** The bank tells of an attempt; the same result is told in the same bytes. */
const tell = (world: SampleWorld, attempt: Attempt, result: Result) =>
  receiveNotice(world, makeNotice(attempt, { result }), makeEvidence({ raw: `${attempt.reference} ${result}` }));

test('a message that comes again after later ones changes nothing', async () => {
  const world = await openWorld();
  const { order } = await make(world);
  const { attempt } = await sendPayer(world, order);
  await tell(world, attempt, 'in-doubt');
  await tell(world, attempt, 'failed');

  expect(await tell(world, attempt, 'in-doubt')).toBe('already-confirmed');
  expect((await read(world, order)).attempts[0]?.status).toBe('failed');

  await tell(world, attempt, 'paid');
  expect(await tell(world, attempt, 'failed')).toBe('already-confirmed');
  expect(await storyOf(world, order)).not.toContain('notice.contradicted');
});

/** An order for the same fees whose payer failed, and which has expired. */
const makeExpired = async (world: SampleWorld, key: string): Promise<{ order: Order; attempt: Attempt }> => {
  const { order } = await make(world, { expiresAt: addMs(world.now(), 2 * minuteMs) }, key);
  const { attempt } = await sendPayer(world, order);
  await tell(world, attempt, 'failed');
  world.moveClock(3 * minuteMs);
  await settleOrder(world, order.id);
  return { order, attempt };
};

test('late money finds that a successor is paid, though another order was made after that one too', async () => {
  const world = await openWorld();
  const first = await makeExpired(world, 'first');
  const second = await makeExpired(world, 'second');
  await make(world, {}, 'third');

  expect(await tell(world, second.attempt, 'paid')).toBe('accepted');
  expect(await tell(world, first.attempt, 'paid')).toBe('already-confirmed');
  expect((await read(world, first.order)).status).toBe('expired');
});
