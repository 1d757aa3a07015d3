import { expect, test } from 'vitest';
import { dayMs } from '../../../lib/domain/time.ts';
import { isSuccessorPaid } from '../../../lib/use-cases/find-successor.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { addMs } from '../../../lib/domain/time.ts';
import { start } from '../../samples.ts';
import { make, openWorld, pay, read } from './sample-world.ts';

test('an order that expired has a paid successor once another for its fees is paid', async () => {
  const world = await openWorld();
  const { order: first } = await make(world, { expiresAt: addMs(start, dayMs) });
  expect(await isSuccessorPaid(world.store, first)).toBe(false);

  world.moveClock(dayMs);
  await settleOrder(world, first.id);
  const { order: second } = await make(world, {}, 'key-2');
  expect(await isSuccessorPaid(world.store, await read(world, first))).toBe(false);

  await pay(world, second);
  expect(await isSuccessorPaid(world.store, await read(world, first))).toBe(true);
  expect(await isSuccessorPaid(world.store, await read(world, second))).toBe(false);
});

test('one that nobody succeeded costs no read', async () => {
  const world = await openWorld();
  const { order } = await make(world);
  world.requests.length = 0;

  expect(await isSuccessorPaid(world.store, { ...order, status: 'expired' })).toBe(false);
  expect(world.requests).toEqual([]);
});
