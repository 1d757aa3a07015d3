import { expect, test } from 'vitest';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { threeWays } from '../../../lib/use-cases/three-ways.ts';
import {
  dayNamed,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
  source,
} from './reconciliation-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

test('a payment shows what was said of it and what each side’s statement showed, wherever its line was', async () => {
  const world = await openReconciliation();
  const rules = { ...source.rules, rules: [{ id: 'reference', by: 'reference' as const, workingDaysMax: 5 }] };
  const treasury = { ...source, side: 'treasury' as const, rules };
  await world.store.commit([put(reconciled.source(source.accountId, 'treasury'), treasury)]);
  const paid = await payTold(world, 1);
  const of = { orderId: paid.order.id };
  expect(await threeWays(world.store, of)).toMatchObject({
    said: [{ source: 'callback' }],
    sides: [{ side: 'provider' }, { side: 'treasury' }],
  });

  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf(paid));
  await reconcileList(world, { ...saturday, side: 'treasury' }, listOf());
  const nobodyYet = await threeWays(world.store, of);
  expect(nobodyYet.sides).toMatchObject([
    { side: 'provider', of: saturday, run: 1, frozenAt: world.now(), result: { class: 'matched' } },
    { side: 'treasury', result: { class: 'missing-at-provider' } },
  ]);

  nextMorning(world, sunday);
  await reconcileList(world, { ...sunday, side: 'treasury' }, listOf({ ...paid, at: instantOn(sunday, '09:00') }));
  const { movement, sides } = await threeWays(world.store, { movementKey: `vnpay:EAKAO001:${paid.reference}` });
  expect(movement.place).toEqual({ type: 'applied', orderId: paid.order.id });
  expect(sides).toMatchObject([
    { side: 'provider', of: saturday, result: { line: { reference: paid.reference } } },
    { side: 'treasury', of: { ...sunday, side: 'treasury' }, run: 1, result: { class: 'carried-over' } },
  ]);
});

test('an order that no one movement paid has none to show', async () => {
  const world = await openReconciliation();
  const { order } = await payUntold(world, 1);
  await expect(threeWays(world.store, { orderId: order.id })).rejects.toMatchObject({ code: 'not-found' });
  const nobody = { orderId: makeOrderId(new Uint8Array(9)) };
  await expect(threeWays(world.store, nobody)).rejects.toMatchObject({ code: 'order-not-found' });
});
