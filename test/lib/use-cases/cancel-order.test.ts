import { describe, expect, test } from 'vitest';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { cancelOrder } from '../../../lib/use-cases/cancel-order.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { client, makeEvidence, makeNotice, start } from '../../samples.ts';
import { interruptedBy } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { commitsIn, journalOf, make, openWorld, pay, read, sendPayer, storyOf } from './sample-world.ts';

describe('an order is cancelled', () => {
  test('with an event that says by whom, and a webhook that is due', async () => {
    const world = await openWorld();
    const made = await make(world);
    world.requests.length = 0;
    const { order, details } = await cancelOrder(world, client, made.order.id);

    expect([order.status, details]).toEqual(['cancelled', made.details]);
    expect(commitsIn(world)).toEqual([2]);
    expect((await journalOf(world, order)).at(-1)).toMatchObject({
      fact: { type: 'order.cancelled', by: client.id },
      delivery: { sequence: 1, status: 'due' },
      dueAt: start,
    });
    expect(await read(world, order)).not.toHaveProperty('dueAt');
  });

  test('once: cancelled again it stays as it is', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    await cancelOrder(world, client, order.id);
    world.requests.length = 0;

    expect((await cancelOrder(world, client, order.id)).order.status).toBe('cancelled');
    expect(commitsIn(world)).toEqual([]);
  });

  test('once, however many ask at the same time', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => cancelOrder(world, client, order.id)));

    expect(outcomes.every((outcome) => outcome.order.status === 'cancelled')).toBe(true);
    expect(await storyOf(world, order)).toEqual(['order.created', 'order.cancelled']);
  });

  test('when its attempts have failed', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const { attempt } = await sendPayer(world, order);
    await receiveNotice(world, makeNotice(attempt, { result: 'failed' }), makeEvidence());

    expect((await cancelOrder(world, client, order.id)).order.status).toBe('cancelled');
  });
});

describe('an order is not cancelled', () => {
  test('when it is paid', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    await pay(world, order);

    expect(await refusalOf(cancelOrder(world, client, order.id))).toEqual({
      code: 'order-not-cancellable',
      orderId: order.id,
    });
  });

  test.each(['under way', 'in doubt'])('while a payment is %s', async (how) => {
    const world = await openWorld();
    const { order } = await make(world);
    const { attempt } = await sendPayer(world, order);
    if (how === 'in doubt') await receiveNotice(world, makeNotice(attempt, { result: 'in-doubt' }), makeEvidence());

    expect(await refusalOf(cancelOrder(world, client, order.id))).toEqual({
      code: 'payment-in-progress',
      orderId: order.id,
    });
    expect((await read(world, order)).status).toBe('awaiting');
  });

  test('when it is of an agency of others, of which not even its existence is told', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const outsider = { ...client, agencyCodes: ['H15.50.05.14'] };

    expect(await refusalOf(cancelOrder(world, outsider, order.id))).toEqual({ code: 'order-not-found' });
  });

  test('when a payer leaves for the provider between the reading and the writing', async () => {
    const store = makeMemoryStore();
    const world = await openWorld({ store });
    const { order } = await make(world);
    const late = { ...world, store: interruptedBy(store, () => sendPayer(world, order)) };

    expect(await refusalOf(cancelOrder(late, client, order.id))).toMatchObject({ code: 'payment-in-progress' });
  });

  test('when it is paid between the reading and the writing', async () => {
    const store = makeMemoryStore();
    const world = await openWorld({ store });
    const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
    const late = { ...world, store: interruptedBy(store, () => pay(world, order)) };

    expect(await refusalOf(cancelOrder(late, client, order.id))).toMatchObject({ code: 'order-not-cancellable' });
    expect((await read(world, order)).status).toBe('paid');
  });
});

test('an order that is cancelled and paid at once is one of the two, and no money is lost', async () => {
  const world = await openWorld();
  const { order } = await make(world);
  const { attempt } = await sendPayer(world, order);
  await receiveNotice(world, makeNotice(attempt, { result: 'failed' }), makeEvidence());
  const [cancelled, paid] = await Promise.allSettled([
    cancelOrder(world, client, order.id),
    receiveNotice(world, makeNotice(attempt), makeEvidence({ raw: 'paid' })),
  ]);

  const { status } = await read(world, order);
  const story = (await storyOf(world, order)).slice(3);
  expect(paid.status).toBe('fulfilled');
  if (status === 'paid') {
    expect(story).toEqual(['order.paid']);
    expect(cancelled).toMatchObject({ reason: { code: 'order-not-cancellable' } });
  } else {
    expect(story).toEqual(['order.cancelled', 'money.unapplied']);
    expect(paid).toMatchObject({ value: 'already-confirmed' });
  }
});
