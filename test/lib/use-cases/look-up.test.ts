import { expect, test } from 'vitest';
import { at } from '../../../lib/store/key-table.ts';
import { findMany, isRefundEntry, lookUp } from '../../../lib/use-cases/look-up.ts';
import { merchantAccount } from '../../samples.ts';
import { openReconciliation, payTold, payUntold } from './reconciliation-world.ts';

test('movements and orders are read by key, a hundred with each request', async () => {
  const world = await openReconciliation();
  const [one, unpaid] = [await payTold(world, 1), await payUntold(world, 2)];
  const key = `vnpay:EAKAO001:${one.reference}`;
  const keys = [...Array.from({ length: 249 }, (_, index) => `none ${index}`), key];
  world.requests.length = 0;
  const found = await lookUp(world.store, merchantAccount.id, {
    movementKeys: keys,
    orderIds: [one.order.id, unpaid.order.id],
  });

  expect(world.requests.map(({ items }) => items)).toEqual([100, 100, 50, 2]);
  expect(found.entries.size).toBe(250);
  expect(found.entries.get(key)).toMatchObject({ reference: one.reference, orderId: one.order.id });
  expect(found.entries.get('none 0')).toBeUndefined();
  expect([found.orders, found.refunds]).toEqual([[one.order.id, unpaid.order.id], []]);
});

test('a movement of another account is none of this one', async () => {
  const world = await openReconciliation();
  const key = `vnpay:EAKAO001:${(await payTold(world, 1)).reference}`;
  const found = await lookUp(world.store, 'another', { movementKeys: [key], orderIds: [] });
  expect(found.entries).toEqual(new Map([[key, undefined]]));
});

test('what is not there keeps its place', async () => {
  const world = await openReconciliation();
  expect(await findMany(world.store, [])).toEqual([]);
  expect(await findMany(world.store, ['nobody', merchantAccount.id].map(at.merchantAccount))).toEqual([
    undefined,
    merchantAccount,
  ]);
  expect([isRefundEntry({ key: 'refund#DN' }), isRefundEntry({ key: 'vnpay:x' })]).toEqual([true, false]);
});
