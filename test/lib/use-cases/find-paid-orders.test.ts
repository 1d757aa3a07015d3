import { expect, test } from 'vitest';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { findPaidOrders, ordersPaidBy } from '../../../lib/use-cases/find-paid-orders.ts';
import { binh, makeNotice } from '../../samples.ts';
import { countingRequests } from '../../world.ts';
import { askApplication, movementOf, openAwaiting, openPaid, putAside, tell } from './desk-world.ts';

test('a payment pays its order, also when it was reversed', async () => {
  const { world, order, attempt } = await openPaid();
  const notice = makeNotice(attempt, { transactionId: '14422574' });

  expect(ordersPaidBy(await movementOf(world, notice.movementKey))).toEqual([order.id]);
  await tell(world, { ...notice, result: 'reversed' });
  expect(ordersPaidBy(await movementOf(world, notice.movementKey))).toEqual([order.id]);
});

test('an unapplied item pays what two officers applied it to, and nothing before', async () => {
  const opened = await openAwaiting();
  const { world, order } = opened;
  const [one, other] = [await putAside(opened, 100_000), await putAside(opened, 50_000)];

  expect(ordersPaidBy(await movementOf(world, one))).toEqual([]);
  expect((await findPaidOrders(world.store, [order.id])).size).toBe(0);
  const proposal = await askApplication(world, order.id, { [one]: 100_000, [other]: 35_000 });
  await approveProposal(world, binh, proposal.id);

  expect(ordersPaidBy(await movementOf(world, other))).toEqual([order.id]);
  expect((await findPaidOrders(world.store, [order.id])).get(order.id)).toMatchObject({
    order: { id: order.id, status: 'paid' },
    details: { procedureCode: '1.004194' },
    shares: [
      { movementKey: one, amountVnd: 100_000 },
      { movementKey: other, amountVnd: 35_000 },
    ],
  });
});

test('orders are found together: one request for heads, one for what they are for', async () => {
  const { world, order } = await openPaid();
  const { store, requests } = countingRequests(world.store);
  const found = await findPaidOrders(store, [order.id, order.id]);

  expect([...found.values()].map(({ shares }) => shares)).toMatchObject([[{ amountVnd: 135_000 }]]);
  expect(requests.map(({ items }) => items)).toEqual([1, 1]);
});
