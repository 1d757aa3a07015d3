import { describe, expect, test } from 'vitest';
import { at, put } from '../../../lib/store/key-table.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { verifyOrder } from '../../../lib/use-cases/verify-order.ts';
import { makeEvidence, makeNotice } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { journalOf, make, openWorld, pay, read, sendPayer } from './sample-world.ts';

describe('an order', () => {
  test('that was paid and told of holds', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    await pay(world, order);
    await deliverWebhooks(world, order.id);

    expect(await verifyOrder(world, order.id)).toEqual({ orderId: order.id, events: 3, flaws: [] });
  });

  test('holds however long its journal is', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const { attempt } = await sendPayer(world, order);
    for (let count = 0; count < 120; count += 1) {
      const result = count % 2 === 0 ? 'in-doubt' : 'failed';
      const movementKey = `m${count}`;
      await receiveNotice(world, makeNotice(attempt, { result, movementKey }), makeEvidence({ raw: movementKey }));
    }

    expect(await verifyOrder(world, order.id)).toEqual({ orderId: order.id, events: 122, flaws: [] });
  });

  test('whose status somebody changed in the table does not', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const now = await read(world, order);
    await world.store.commit([put(at.order(order.id), { ...now, version: now.version + 1, status: 'paid' })]);

    expect((await verifyOrder(world, order.id)).flaws).toEqual([
      '/status: the head says "paid", the journal "awaiting"',
    ]);
  });

  test('whose fact somebody changed in the table does not', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    await pay(world, order);
    const [created] = await journalOf(world, order);
    const forged = { ...created!, version: 2, fact: { ...created!.fact, note: 'nothing that a schema reads' } };
    await world.store.commit([put(at.event(order.id, 1), forged)]);

    expect((await verifyOrder(world, order.id)).flaws).toEqual(['event 1 is not what it was when event 2 was written']);
  });

  test('to which something happens meanwhile is proved as it then is', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const others = [() => pay(world, order)];
    const store = {
      ...world.store,
      list: async (...of: Parameters<typeof world.store.list>) => {
        await others.shift()?.();
        return world.store.list(...of);
      },
    };

    expect(await verifyOrder({ ...world, store }, order.id)).toEqual({ orderId: order.id, events: 3, flaws: [] });
  });

  test('that is not there cannot be proved', async () => {
    expect(await refusalOf(verifyOrder(await openWorld(), 'LP0000000000'))).toEqual({ code: 'order-not-found' });
  });
});
