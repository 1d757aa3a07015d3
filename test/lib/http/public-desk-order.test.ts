import { expect, test } from 'vitest';
import { deskOrderSchema, toDeskEvent, toDeskOrder } from '../../../lib/http/public-desk-order.ts';
import { makeNotice } from '../../samples.ts';
import { openPaid, refund, tell } from '../use-cases/desk-world.ts';
import { journalOf, read } from '../use-cases/sample-world.ts';

test('an order is shown with what of its payment can still go back', async () => {
  const { world, order, attempt } = await openPaid();
  await refund(world, { orderId: order.id }, 35_000);
  const paid = toDeskOrder(await read(world, order));
  await tell(world, makeNotice(attempt, { result: 'reversed' }));
  const reversed = toDeskOrder(await read(world, order));

  expect(deskOrderSchema.safeParse(paid).success).toBe(true);
  expect(paid).toMatchObject({ status: 'paid', leftVnd: 100_000, refunds: [{ amountVnd: 35_000 }] });
  expect(reversed).toMatchObject({ status: 'reversed', leftVnd: 0, refunds: [] });
});

test('a fact is shown with its place in the chain, without who owes and who pays', async () => {
  const { world, order } = await openPaid();
  const [created, started] = (await journalOf(world, order)).map(toDeskEvent);

  expect(created).toEqual({ sequence: 1, type: 'order.created', at: order.createdAt, data: {} });
  expect(started).toMatchObject({ sequence: 2, previousHash: expect.any(String), data: { attempt: 1 } });
  expect(started?.data).not.toHaveProperty('payerIp');
});
