import { describe, expect, test } from 'vitest';
import { minuteMs } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { findOrder, getOrder, listEvents, listOrders } from '../../../lib/use-cases/read-order.ts';
import { client, dossierCode, orderBody } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { make, openWorld, pay, type SampleWorld } from './sample-world.ts';

const [licence] = orderBody.lines;
const outsider = { agencyCodes: ['H15.50.05.14'] };

/** Makes orders of one dossier, a minute apart, and gives back their ids. */
const makeMany = async (world: SampleWorld, count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let number = 0; number < count; number += 1) {
    const { order } = await make(world, { lines: [{ ...licence, feeCode: `F${number}` }] }, `key-${number}`);
    ids.push(order.id);
    world.moveClock(minuteMs);
  }
  return ids;
};

describe('an order', () => {
  test('is read with its details, in one request', async () => {
    const world = await openWorld();
    const { order, details } = await make(world);
    world.requests.length = 0;

    expect(await getOrder(world.store, client, order.id)).toEqual({ order, details });
    expect(world.requests).toEqual([{ request: 'read', items: 2 }]);
  });

  test('that is not there is none', async () => {
    const world = await openWorld();

    expect(await findOrder(world.store, 'LP0000000000')).toBeUndefined();
    expect(await refusalOf(getOrder(world.store, client, 'LP0000000000'))).toEqual({ code: 'order-not-found' });
  });

  test('of an agency of others is, for all that they are told, not there', async () => {
    const world = await openWorld();
    const { order } = await make(world);

    expect(await refusalOf(getOrder(world.store, outsider, order.id))).toEqual({ code: 'order-not-found' });
    const events = listEvents(world.store, outsider, { id: order.id, limit: 10 });
    expect(await refusalOf(events)).toEqual({ code: 'order-not-found' });
  });
});

describe('the orders of a dossier', () => {
  test('are listed latest first, page by page', async () => {
    const world = await openWorld();
    const ids = await makeMany(world, 5);
    const first = await listOrders(world.store, client, { dossierKey: dossierCode, limit: 3 });
    const rest = await listOrders(world.store, client, { dossierKey: dossierCode, limit: 3, after: first.next });

    expect(first.items.map(({ order }) => order.id)).toEqual(ids.slice(2).toReversed());
    expect(rest.items.map(({ order }) => order.id)).toEqual(ids.slice(0, 2).toReversed());
    expect(rest.next).toBeUndefined();
  });

  test('are listed as they are now, whatever an index that lags knows of them', async () => {
    const world = await openWorld({ store: makeMemoryStore({ indexLag: 4 }) });
    const { order } = await make(world);
    await pay(world, order);
    const { items } = await listOrders(world.store, client, { dossierKey: dossierCode, limit: 10 });

    expect(items.map(({ order: found }) => found.status)).toEqual(['paid']);
  });

  test('are only the asker’s', async () => {
    const world = await openWorld();
    await make(world);

    expect((await listOrders(world.store, outsider, { dossierKey: dossierCode, limit: 10 })).items).toEqual([]);
  });
});

describe('the journal of an order', () => {
  test('is listed from the first event on, page by page', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    await pay(world, order);
    const first = await listEvents(world.store, client, { id: order.id, limit: 2 });
    const rest = await listEvents(world.store, client, { id: order.id, limit: 2, after: first.next });

    expect(first.items.map(({ fact }) => fact.type)).toEqual(['order.created', 'attempt.started']);
    expect(rest.items.map(({ fact }) => fact.type)).toEqual(['order.paid']);
  });

  test('of an order that is not there is none', async () => {
    const world = await openWorld();
    const events = listEvents(world.store, client, { id: 'LP0000000000', limit: 10 });

    expect(await refusalOf(events)).toEqual({ code: 'order-not-found' });
  });
});
