import { describe, expect, test } from 'vitest';
import { addMs, dayMs, minuteMs } from '../../../lib/domain/time.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import { listWebhooks } from '../../../lib/use-cases/read-webhooks.ts';
import { replayWebhooks } from '../../../lib/use-cases/replay-webhooks.ts';
import { client, start } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { make, openWorld, type SampleWorld } from './sample-world.ts';
import { accepted, broken, deliverUntil, openPaid, openPaidLate } from './webhook-world.ts';

const logOf = (world: SampleWorld, id: string, page: { limit?: number; after?: string | undefined } = {}) =>
  listWebhooks(world.store, client, { id, limit: 50, ...page });

describe('the delivery log of an order', () => {
  test('has each webhook with its tries', async () => {
    const { world, order } = await openPaid(broken, { type: 'failed', why: 'socket hang up' }, accepted);
    const steady = { ...world, random: () => 0 };
    await deliverWebhooks(steady, order.id);
    world.moveClock(minuteMs / 2);
    await deliverWebhooks(steady, order.id);
    world.moveClock(2 * minuteMs);
    await deliverWebhooks(steady, order.id);
    const { items, next } = await logOf(world, order.id);

    expect(next).toBeUndefined();
    expect(items).toMatchObject([
      {
        event: { sequence: 3, fact: { type: 'order.paid' } },
        delivery: { sequence: 1, status: 'delivered', tries: 3 },
      },
    ]);
    expect(items[0]?.tries).toEqual([
      { number: 1, version: 1, at: start, durationMs: 0, status: 500, nextTryAt: addMs(start, minuteMs / 2) },
      {
        number: 2,
        version: 1,
        at: addMs(start, minuteMs / 2),
        durationMs: 0,
        error: 'socket hang up',
        nextTryAt: addMs(start, 2 * minuteMs),
      },
      { number: 3, version: 1, at: addMs(start, 2.5 * minuteMs), durationMs: 0, status: 204 },
    ]);
  });

  test('has the latest ten tries of a webhook that was tried more often', async () => {
    const { world, order } = await openPaid(broken);
    await deliverUntil(world, order, 4 * dayMs);
    await replayWebhooks(world, client, { orderId: order.id, which: { sequence: 1 } });
    await deliverWebhooks(world, order.id);
    const [webhook] = (await logOf(world, order.id)).items;

    expect(webhook?.delivery).toMatchObject({ status: 'due', tries: 11 });
    expect(webhook?.tries.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('of an order of which nobody was told is empty', async () => {
    const world = await openWorld();
    const { order } = await make(world);

    expect(await logOf(world, order.id)).toEqual({ items: [], next: undefined });
  });

  test('costs three requests a page', async () => {
    const { world, order } = await openPaidLate(() => broken);
    await deliverUntil(world, order, 20 * dayMs);
    world.requests.length = 0;
    const { items } = await logOf(world, order.id);

    expect(items.flatMap(({ tries }) => tries)).toHaveLength(20);
    expect(world.requests).toEqual([
      { request: 'read', items: 1 },
      { request: 'list', items: 100 },
      { request: 'read', items: 20 },
    ]);
  });

  test('is read page by page, however many events lie between', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const told = [2, 3, 150, 151, ...Array.from({ length: 12 }, (_, index) => 250 + index)];
    for (let sequence = 2; sequence <= 270; sequence += 1) {
      const notified = told.indexOf(sequence) + 1;
      const event = { version: 1, orderId: order.id, sequence, at: start, fact: { type: 'order.expired' as const } };
      const delivery = { sequence: notified, status: 'delivered' as const, tries: 0 };
      await world.store.commit([put(at.event(order.id, sequence), { ...event, ...(notified > 0 && { delivery }) })]);
    }
    const pages: number[][] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await logOf(world, order.id, { after, ...(pages.length === 0 && { limit: 1 }) });
      pages.push(items.map(({ delivery }) => delivery.sequence));
      if (next === undefined) break;
      after = next;
    }

    expect(pages.flat()).toEqual(told.map((_, index) => index + 1));
    expect(pages).toEqual([[1], [2], [3, 4], [5, 6, 7, 8, 9, 10, 11, 12, 13, 14], [15, 16]]);
  });

  test('of an order of others is none', async () => {
    const { world, order } = await openPaid();
    const stranger = { agencyCodes: [] };

    expect(await refusalOf(listWebhooks(world.store, stranger, { id: order.id, limit: 1 }))).toEqual({
      code: 'order-not-found',
    });
  });
});
