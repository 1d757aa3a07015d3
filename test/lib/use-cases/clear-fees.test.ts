import { describe, expect, test } from 'vitest';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { cancelOrder } from '../../../lib/use-cases/cancel-order.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { client, dossierCode, makeEvidence, makeNotice, orderBody, start } from '../../samples.ts';
import { interruptedBy } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { commitsIn, make, openWorld, pay, read, sendPayer, storyOf } from './sample-world.ts';

const [licence, copies] = orderBody.lines;
const another = { ...licence, feeCode: 'KHAI-SINH' };

describe('a fee that an order of the same dossier asks for already', () => {
  test.each<[string, unknown[]]>([
    ['all the same fees', [licence, copies]],
    ['one of them', [copies]],
    ['one of them beside others', [another, licence]],
  ])('%s: refused, with that order’s id', async (_name, lines) => {
    const world = await openWorld();
    const { order } = await make(world);
    world.requests.length = 0;

    expect(await refusalOf(make(world, { lines }, 'key-2'))).toEqual({ code: 'order-exists', orderId: order.id });
    expect(commitsIn(world)).toEqual([]);
  });

  test('is refused when it is paid, too', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    await pay(world, order);

    expect(await refusalOf(make(world, {}, 'key-2'))).toEqual({ code: 'order-exists', orderId: order.id });
  });

  test('is free again when that order was cancelled', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    await cancelOrder(world, client, order.id);

    expect(await make(world, {}, 'key-2')).toMatchObject({ isNew: true });
  });

  test('is free when that order’s time is over, which then expires and learns that it has a successor', async () => {
    const world = await openWorld();
    const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
    world.moveClock(dayMs);
    const successor = await make(world, {}, 'key-2');

    expect(successor.isNew).toBe(true);
    expect(await storyOf(world, order)).toEqual(['order.created', 'order.expired', 'order.succeeded']);
    expect(await read(world, order)).toMatchObject({ status: 'expired', notified: 1, succeeded: true });
  });

  test('is not free while money may still arrive, even when that order’s time is over', async () => {
    const world = await openWorld();
    const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
    await sendPayer(world, order);
    world.moveClock(dayMs);

    expect(await refusalOf(make(world, {}, 'key-2'))).toEqual({ code: 'order-exists', orderId: order.id });
  });

  test.each<[string, Record<string, unknown>]>([
    ['another fee', { lines: [another] }],
    ['another dossier', { dossierCode: 'H15.50.05.13-261121-0976' }],
    [
      'a decision of fine',
      { dossierCode: undefined, decisionNumber: dossierCode, lines: [{ ...licence, kind: 'phat' }] },
    ],
  ])('stands in the way of no other: %s', async (_name, changes) => {
    const world = await openWorld();
    await make(world);

    expect(await make(world, changes, 'key-2')).toMatchObject({ isNew: true });
  });

  test('asked for twenty times at once under different keys makes one order', async () => {
    const world = await openWorld();
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => make(world, {}, `key-${n}`)));
    const made = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.order.id] : []));

    expect(made).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'order-exists', facts: { orderId: made[0] } });
  });

  test('is seen also when somebody asks for it between the reading and the writing', async () => {
    const store = makeMemoryStore();
    const world = await openWorld({ store });
    const late = { ...world, store: interruptedBy(store, () => make(world)) };

    expect(await refusalOf(make(late, { lines: [copies] }, 'key-2'))).toMatchObject({ code: 'order-exists' });
  });
});

describe('an order that replaces another', () => {
  test('cancels that and takes its place', async () => {
    const world = await openWorld();
    const { order: old } = await make(world);
    const { order } = await make(world, { lines: [licence], replacesOrderId: old.id }, 'key-2');

    expect(await storyOf(world, old)).toEqual(['order.created', 'order.cancelled']);
    expect(await read(world, old)).toMatchObject({ status: 'cancelled', notified: 1 });
    expect(order).toMatchObject({ status: 'awaiting', totalAmountVnd: 115_000 });
  });

  test('can be made again with the same key, and again', async () => {
    const world = await openWorld();
    const { order: old } = await make(world);
    const changes = { lines: [licence], replacesOrderId: old.id };
    const { order } = await make(world, changes, 'key-2');

    expect(await make(world, changes, 'key-2')).toMatchObject({ order: { id: order.id }, isNew: false });
  });

  test('cancels it also when it asks for other fees', async () => {
    const world = await openWorld();
    const { order: old } = await make(world);
    await make(world, { lines: [another], replacesOrderId: old.id }, 'key-2');

    expect((await read(world, old)).status).toBe('cancelled');
  });

  test.each(['cancelled', 'expired'] as const)('may name one that is %s already', async (status) => {
    const world = await openWorld();
    const { order: old } = await make(world, { expiresAt: addMs(start, dayMs) });
    if (status === 'cancelled') await cancelOrder(world, client, old.id);
    else world.moveClock(dayMs);

    expect(await make(world, { replacesOrderId: old.id }, 'key-2')).toMatchObject({ isNew: true });
    expect((await read(world, old)).status).toBe(status);
  });

  test.each(['under way', 'in doubt'])(
    'is refused while a payment of that is %s, and nothing is stored',
    async (how) => {
      const world = await openWorld();
      const { order: old } = await make(world);
      const { attempt } = await sendPayer(world, old);
      if (how === 'in doubt') await receiveNotice(world, makeNotice(attempt, { result: 'in-doubt' }), makeEvidence());
      world.requests.length = 0;

      expect(await refusalOf(make(world, { replacesOrderId: old.id }, 'key-2'))).toEqual({
        code: 'payment-in-progress',
        orderId: old.id,
      });
      expect(commitsIn(world)).toEqual([]);
    },
  );

  test('is refused when that is paid', async () => {
    const world = await openWorld();
    const { order: old } = await make(world);
    await pay(world, old);

    expect(await refusalOf(make(world, { lines: [another], replacesOrderId: old.id }, 'key-2'))).toMatchObject({
      code: 'replaced-order-not-replaceable',
      orderId: old.id,
    });
  });

  test('is refused when that is of another dossier', async () => {
    const world = await openWorld();
    const { order: old } = await make(world);
    const changes = { dossierCode: 'H15.50.05.13-261121-0976', replacesOrderId: old.id };

    expect(await refusalOf(make(world, changes, 'key-2'))).toMatchObject({ code: 'replaced-order-not-replaceable' });
    expect((await read(world, old)).status).toBe('awaiting');
  });

  test('is refused when there is no such order', async () => {
    const world = await openWorld();

    expect(await refusalOf(make(world, { replacesOrderId: 'LP0000000000' }))).toMatchObject({
      code: 'order-not-found',
    });
  });

  test('is refused, and cancels nothing, when a third order stands in the way', async () => {
    const world = await openWorld();
    const { order: old } = await make(world, { lines: [licence] });
    const { order: third } = await make(world, { lines: [copies] }, 'key-2');
    world.requests.length = 0;

    expect(await refusalOf(make(world, { replacesOrderId: old.id }, 'key-3'))).toEqual({
      code: 'order-exists',
      orderId: third.id,
    });
    expect(commitsIn(world)).toEqual([]);
    expect((await read(world, old)).status).toBe('awaiting');
  });

  test('gives way to a payment that arrives between the reading and the writing', async () => {
    const store = makeMemoryStore();
    const world = await openWorld({ store });
    const { order: old } = await make(world);
    const late = { ...world, store: interruptedBy(store, () => pay(world, old)) };

    expect(await refusalOf(make(late, { replacesOrderId: old.id }, 'key-2'))).toMatchObject({
      code: 'replaced-order-not-replaceable',
    });
    expect((await read(world, old)).status).toBe('paid');
  });
});

describe('money that comes after all for an order that expired', () => {
  /** An order that expired with an attempt by which its payer pays after all. */
  const expireUnpaid = async (lines: unknown[]) => {
    const world = await openWorld();
    const { order } = await make(world, { lines, expiresAt: addMs(start, dayMs) });
    const { attempt } = await sendPayer(world, order);
    await receiveNotice(world, makeNotice(attempt, { result: 'failed' }), makeEvidence());
    world.moveClock(dayMs);
    await settleOrder(world, order.id);
    const payLate = () => receiveNotice(world, makeNotice(attempt), makeEvidence({ raw: 'paid' }));
    return { world, order, payLate };
  };

  test('makes it paid when no other was made for its fees, at the cost of one read', async () => {
    const { world, order, payLate } = await expireUnpaid([licence]);
    await pay(world, (await make(world, { lines: [copies] }, 'key-2')).order);
    world.requests.length = 0;

    expect(await payLate()).toBe('accepted');
    expect(world.requests.map(({ request }) => request)).toEqual(['read', 'commit']);
    expect((await read(world, order)).status).toBe('paid');
  });

  test('is paid twice when the first of two orders made for its fees is paid', async () => {
    const { world, payLate } = await expireUnpaid([licence, copies]);
    const { order: first } = await make(world, { lines: [licence] }, 'key-2');
    await make(world, { lines: [copies] }, 'key-3');
    await pay(world, first);

    expect(await payLate()).toBe('already-confirmed');
  });

  test('is paid twice when the successor of its successor is paid', async () => {
    const { world, payLate } = await expireUnpaid([licence]);
    const { order: successor } = await make(world, { lines: [licence], expiresAt: addMs(start, 2 * dayMs) }, 'key-2');
    world.moveClock(dayMs);
    await settleOrder(world, successor.id);
    await pay(world, (await make(world, { lines: [licence] }, 'key-3')).order);

    expect(await payLate()).toBe('already-confirmed');
  });

  test('is paid twice when its successor, asked for many times at once, is paid', async () => {
    const { world, payLate } = await expireUnpaid([licence]);
    const made = await Promise.all(Array.from({ length: 5 }, () => make(world, { lines: [licence] }, 'key-2')));
    await pay(world, made[0]?.order ?? expect.unreachable());

    expect(await payLate()).toBe('already-confirmed');
  });

  test('finds one event in its journal, however many asked for its fees', async () => {
    const { world, order } = await expireUnpaid([licence]);
    await Promise.allSettled(
      Array.from({ length: 9 }, (_, number) => make(world, { lines: [licence] }, `key-${number + 2}`)),
    );

    expect((await storyOf(world, order)).filter((fact) => fact === 'order.succeeded')).toHaveLength(1);
  });
});
