import { expect, test } from 'vitest';
import { threeWaysSchema, toPublicThreeWays } from '../../../lib/http/public-three-ways.ts';
import { threeWays } from '../../../lib/use-cases/three-ways.ts';
import { openReconciledDay } from './reconciliation-calls.ts';

test('a payment is shown with what was said of it and what each side shows', async () => {
  const { world, of, shown } = await openReconciledDay();
  const payment = toPublicThreeWays(await threeWays(world.store, { orderId: shown.order.id }));

  expect(threeWaysSchema.safeParse(payment).success).toBe(true);
  expect(payment).toMatchObject({
    accountId: of.accountId,
    orderId: shown.order.id,
    amountVnd: 135_000,
    result: 'paid',
  });
  expect(payment.sides).toMatchObject([{ side: 'provider', on: of.on, run: 1, result: { class: 'matched' } }]);
});

test('a side that shows nothing yet says which it is', async () => {
  const { world, shown } = await openReconciledDay();
  const { movement } = await threeWays(world.store, { orderId: shown.order.id });

  expect(toPublicThreeWays({ movement, said: [], sides: [{ side: 'treasury' }] }).sides).toEqual([
    { side: 'treasury', on: undefined, run: undefined, frozenAt: undefined, result: undefined },
  ]);
});
