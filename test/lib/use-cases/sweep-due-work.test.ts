import { describe, expect, test } from 'vitest';
import type { Order } from '../../../lib/domain/order.ts';
import { addMs, dayMs, hourMs, instantToMs, minuteMs } from '../../../lib/domain/time.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import { makeOrderOnce } from '../../../lib/use-cases/make-order.ts';
import type { Call, Called } from '../../../lib/use-cases/parts.ts';
import { sweepDueWork } from '../../../lib/use-cases/sweep-due-work.ts';
import { client, makeRequest, start } from '../../samples.ts';
import { feedOf, openWithTransfer } from './sample-transfers.ts';
import { queryAnswer } from './sample-vnpay.ts';
import { make, openWorld, pay, read, type SampleWorld, sendPayer, storyOf } from './sample-world.ts';
import { accepted, broken, deliveriesOf, openPaidLate } from './webhook-world.ts';

/** Orders of dossiers of their own. */
const makeMany = async (world: SampleWorld, count: number, lifetimeMs = dayMs): Promise<Order[]> => {
  const orders: Order[] = [];
  for (let number = 1; number <= count; number += 1) {
    const dossierCode = `H15.50.05.13-261121-${String(number).padStart(4, '0')}`;
    orders.push((await make(world, { dossierCode, expiresAt: addMs(start, lifetimeMs) }, `key-${number}`)).order);
  }
  return orders;
};

const statusesOf = (world: SampleWorld, orders: readonly Order[]) =>
  Promise.all(orders.map(async (order) => (await read(world, order)).status));

describe('a sweep', () => {
  test('does each thing that is due: tells portals, asks after attempts, lets orders expire', async () => {
    const world = await openWorld({ answer: ({ url }) => answerTo(url) });
    const [paid, asked, over] = await makeMany(world, 3);
    if (!paid || !asked || !over) return expect.unreachable();
    await pay(world, paid);
    const { attempt } = await sendPayer(world, asked);
    const answerTo = (url: string) => ({
      type: 'answered' as const,
      status: 200,
      body: url.includes('merchant_webapi') ? queryAnswer(attempt) : '',
    });
    world.moveClock(dayMs);

    expect(await sweepDueWork(world)).toEqual({ done: 3, failures: [] });
    expect(await storyOf(world, asked)).toEqual(['order.created', 'attempt.started', 'order.paid']);
    expect(await statusesOf(world, [paid, asked, over])).toEqual(['paid', 'paid', 'expired']);
    expect(world.calls).toHaveLength(2);

    expect(await sweepDueWork(world)).toEqual({ done: 2, failures: [] });
    expect(world.calls).toHaveLength(4);
    expect(await sweepDueWork(world)).toEqual({ done: 0, failures: [] });
  });

  test('reads lists of movements before it looks after orders, so that what came is not missed', async () => {
    const { world, order, list } = await openWithTransfer();
    list.transfers.push({ id: 1, text: order.id });
    world.moveClock(2 * dayMs);

    expect(await sweepDueWork(world)).toEqual({ done: 1, failures: [] });
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'order.paid']);
    expect(await feedOf(world)).toMatchObject({ readUntilAt: addMs(start, 2 * dayMs) });
  });

  test('does nothing when nothing is due', async () => {
    const world = await openWorld();
    await makeMany(world, 1);
    world.requests.length = 0;

    expect(await sweepDueWork(world)).toEqual({ done: 0, failures: [] });
    expect(world.requests.map(({ request }) => request)).toEqual(Array(4).fill('listDue'));
  });

  test('goes on when one thing fails, and tells of it', async () => {
    const world = await openWorld();
    const orders = await makeMany(world, 15);
    world.moveClock(dayMs);
    const broken = orders[3] ?? expect.unreachable();
    const store = {
      ...world.store,
      commit: (writes: Parameters<typeof world.store.commit>[0]) =>
        writes.some(({ pk }) => pk === `ORDER#${broken.id}`)
          ? Promise.reject(new Error('the table does not like it'))
          : world.store.commit(writes),
    };
    const { done, failures } = await sweepDueWork({ ...world, store });

    expect([done, failures.map(({ message }) => message)]).toEqual([15, ['the table does not like it']]);
    const expected = orders.map((order) => (order === broken ? 'awaiting' : 'expired'));
    expect(await statusesOf(world, orders)).toEqual(expected);
  });

  test('comes to what is behind hundreds that always fail', async () => {
    const world = await openWorld();
    const orders = await makeMany(world, 1);
    world.moveClock(dayMs);
    const strays = Array.from({ length: 250 }, (_, index) => ({ pk: `ORDER#LP${index}`, sk: 'ORDER', dueAt: start }));
    const asked: number[] = [];
    const listDue: typeof world.store.listDue = async (work, until, limit) => {
      const due = await world.store.listDue(work, until, limit);
      return work === 'order' && asked.push(limit) > 0 ? [...strays, ...due].slice(0, limit) : due;
    };
    expect((await sweepDueWork({ ...world, store: { ...world.store, listDue } })).failures).toHaveLength(250);
    expect(await statusesOf(world, orders)).toEqual(['expired']);
    expect(asked).toEqual([100, 200, 300, 350]);
  });

  test('goes on when an index lists what is no order', async () => {
    const world = await openWorld();
    const [order] = await makeMany(world, 1);
    world.moveClock(dayMs);
    const stray = { pk: 'ORDER#LP', sk: 'ORDER', dueAt: start };
    const store = {
      ...world.store,
      listDue: async (...of: Parameters<typeof world.store.listDue>) => [stray, ...(await world.store.listDue(...of))],
    };
    const { failures } = await sweepDueWork({ ...world, store });

    expect(failures).toHaveLength(2);
    expect(await statusesOf(world, order ? [order] : [])).toEqual(['expired']);
  });

  test('finds in vain what an index that lags still lists', async () => {
    const world = await openWorld({ store: makeMemoryStore({ indexLag: 2 }) });
    const orders = await makeMany(world, 3);
    world.moveClock(dayMs);
    await sweepDueWork(world);
    await sweepDueWork(world);
    await sweepDueWork(world);

    expect(await statusesOf(world, orders)).toEqual(['expired', 'expired', 'expired']);
    for (const order of orders) expect(await storyOf(world, order)).toEqual(['order.created', 'order.expired']);
  });

  test('run five times at once does each thing once', async () => {
    const world = await openWorld();
    const orders = await makeMany(world, 5);
    for (const order of orders.slice(0, 2)) await pay(world, order);
    world.moveClock(dayMs);
    await Promise.all(Array.from({ length: 5 }, () => sweepDueWork(world)));

    const ids = world.calls.map(({ headers }) => headers['webhook-id']);
    expect(ids.length).toBeGreaterThanOrEqual(2);
    expect(new Set(ids).size).toBe(ids.length);
    for (const order of orders.slice(2))
      expect(await storyOf(world, order)).toEqual(['order.created', 'order.expired']);
  });

  test('goes on until nothing is due', async () => {
    const world = await openWorld();
    const orders = await makeMany(world, 230);
    world.moveClock(dayMs);

    expect(await sweepDueWork(world)).toMatchObject({ done: 230 });
    expect(new Set(await statusesOf(world, orders))).toEqual(new Set(['expired']));
  });

  test('stops taking new work after forty seconds', async () => {
    const world = await openWorld();
    await makeMany(world, 60);
    world.moveClock(dayMs);
    const slow = {
      ...world.store,
      commit: async (writes: Parameters<typeof world.store.commit>[0]) => {
        world.moveClock(1000);
        return world.store.commit(writes);
      },
    };
    const { done } = await sweepDueWork({ ...world, store: slow });

    expect(done).toBeGreaterThanOrEqual(40);
    expect(done).toBeLessThan(60);
  });

  test('says how late the longest due thing is', async () => {
    const world = await openWorld();
    await makeMany(world, 2);
    const late: [string, number | undefined][] = [];
    world.moveClock(dayMs + 5 * minuteMs);
    await sweepDueWork({ ...world, count: (what, about) => void late.push([what, about?.value]) });

    expect(late).toEqual([['DueWorkLateSeconds', 300]]);
  });
});

describe('a stream that is stopped for two days', () => {
  const payMany = async () => {
    const world = await openWorld();
    const orders = await makeMany(world, 48, 3 * dayMs);
    for (const order of orders) {
      await pay(world, order);
      world.moveClock(hourMs);
    }
    return { world, orders };
  };
  const idsSent = (world: SampleWorld) => world.calls.map(({ headers }) => headers['webhook-id']);

  test('loses nothing: the sweep sends each webhook once, the longest due first', async () => {
    const { world, orders } = await payMany();
    const latest = orders.map(({ id }) => `msg_${id}_3`);
    await sweepDueWork(world);
    await sweepDueWork(world);

    expect(idsSent(world).toSorted()).toEqual(latest.toSorted());
    expect(idsSent(world).slice(0, 10).toSorted()).toEqual(latest.slice(0, 10).toSorted());
  });

  test('and then tells of everything late disturbs nothing', async () => {
    const { world, orders } = await payMany();
    await sweepDueWork(world);
    for (const { id } of [...orders, ...orders]) await deliverWebhooks(world, id);

    expect(new Set(idsSent(world)).size).toBe(orders.length);
    expect(world.calls).toHaveLength(orders.length);
  });
});

describe('a receiver that behaves badly harms no other:', () => {
  /** Portals at whose receivers a call takes so long, and comes to this. */
  const portals: Record<string, readonly [takesMs: number, answer: Called]> = {
    hanging: [3000, { type: 'failed', why: 'there was no whole answer in 3000 ms' }],
    'hanging-too': [3000, { type: 'failed', why: 'there was no whole answer in 3000 ms' }],
    slow: [2900, accepted],
    failing: [10, broken],
    lying: [10, { type: 'failed', why: 'Parse Error: Expected HTTP/' }],
    healthy: [50, accepted],
  };

  /** Each portal has as many webhooks due, the healthy one's last of all. */
  const openMany = async (count: number) => {
    let isMended = false;
    const inner = await openWorld();
    const world = {
      ...inner,
      call: async (call: Call) => {
        const [takesMs, answer] = portals[new URL(call.url).hostname.split('.')[0]!]!;
        const endsAt = addMs(inner.now(), isMended ? 10 : takesMs);
        const called = isMended ? accepted : answer;
        // Others go first; what was begun at the same instant takes its time side by side.
        await inner.sleep(0);
        if (inner.now() < endsAt) inner.moveClock(instantToMs(endsAt) - instantToMs(inner.now()));
        await inner.call(call);
        return called;
      },
    };
    const orders: Order[] = [];
    for (const [index, id] of Object.keys(portals).entries()) {
      const portal = { ...client, id, webhookUrl: `https://${id}.example.vn/lephi` };
      await world.store.commit([put(at.client(id), portal)]);
      for (let number = 1; number <= count; number += 1) {
        const dossierCode = `H15.50.05.13-261121-${index}${String(number).padStart(3, '0')}`;
        const request = makeRequest({ dossierCode, expiresAt: addMs(start, 9 * dayMs) });
        const { order } = await makeOrderOnce(world, { client: portal, idempotencyKey: `key-${number}`, request });
        await pay(world, order);
        orders.push(order);
      }
      world.moveClock(1000);
    }
    return { world, orders, mend: () => (isMended = true) };
  };

  const callsTo = (world: SampleWorld, portal: string) => world.calls.filter(({ url }) => url.includes(`//${portal}.`));

  test('in one sweep the healthy one hears of everything, and the others take no more than their share', async () => {
    const { world } = await openMany(100);
    const begunAt = world.now();
    await sweepDueWork(world);

    expect(callsTo(world, 'healthy')).toHaveLength(100);
    expect(instantToMs(world.now()) - instantToMs(begunAt)).toBeLessThan(40_000);
    for (const portal of ['hanging', 'hanging-too', 'slow'])
      expect(callsTo(world, portal).length, portal).toBeLessThanOrEqual(20);
    expect(await world.store.listDue('webhook', world.now(), 10)).toEqual([]);
  });

  test('what stands behind a webhook that is put off is put off with it', async () => {
    const { world, order } = await openPaidLate(() => accepted);
    const patience = { isSpent: () => true, spend: () => undefined };
    await deliverWebhooks({ ...world, patience }, order.id);
    await deliverWebhooks({ ...world, patience }, order.id);
    const [first, second] = await deliveriesOf(world, order);

    expect(first!.dueAt! >= addMs(world.now(), 5 * minuteMs)).toBe(true);
    expect(second!.dueAt).toBe(first!.dueAt);
    expect(world.calls).toEqual([]);
    expect(await world.store.listDue('webhook', world.now(), 10)).toEqual([]);
  });

  test('nothing is lost of the others: when they are mended, they hear of everything within the hour', async () => {
    const { world, orders, mend } = await openMany(30);
    await sweepDueWork(world);
    mend();
    for (let minute = 0; minute < 60; minute += 1) {
      world.moveClock(minuteMs);
      await sweepDueWork(world);
    }
    const statuses = await Promise.all(orders.map((order) => deliveriesOf(world, order)));

    expect(new Set(statuses.flat().map(({ status }) => status))).toEqual(new Set(['delivered']));
  });
});
