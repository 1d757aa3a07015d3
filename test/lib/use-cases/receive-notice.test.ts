import { describe, expect, test } from 'vitest';
import type { Movement } from '../../../lib/domain/movement.ts';
import type { Notice } from '../../../lib/domain/notice.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { at } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { find } from '../../../lib/store/read.ts';
import { cancelOrder } from '../../../lib/use-cases/cancel-order.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { client, makeEvidence, makeNotice, orderBody, start } from '../../samples.ts';
import { interruptedBy, type World } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { commitsIn, journalOf, make, openWorld, pay, read, sendPayer, storyOf } from './sample-world.ts';
import { describeTransferNotices } from './transfer-notices.ts';

const [licence] = orderBody.lines;

/** A world in which a payer was sent away to pay the sample order. */
const openWithAttempt = async (options: Parameters<typeof openWorld>[0] = {}) => {
  const world = await openWorld(options);
  const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
  const { attempt } = await sendPayer(world, order);
  world.requests.length = 0;
  return { world, order, attempt };
};

const hear = (world: World, notice: Notice, raw: string = notice.result) =>
  receiveNotice(world, notice, makeEvidence({ raw }));

const movementOf = async ({ store }: World, { movementKey }: Notice): Promise<Movement> =>
  (await find(store, at.movement(movementKey))) ?? expect.unreachable();

describe('a notice of a payment', () => {
  test('makes the order paid, and is kept with its bytes', async () => {
    const { world, order, attempt } = await openWithAttempt();
    const notice = makeNotice(attempt, { paidAt: start, transactionId: '14422574' });

    expect(await hear(world, notice)).toBe('accepted');
    expect(await read(world, order)).toMatchObject({
      status: 'paid',
      payment: { movementKey: notice.movementKey, amountVnd: 135_000, late: false },
      attempts: [{ status: 'paid' }],
    });
    expect(await movementOf(world, notice)).toMatchObject({
      version: 1,
      notice,
      word: 'accepted',
      place: { type: 'applied', orderId: order.id },
      evidence: [makeEvidence({ raw: 'paid' })],
    });
    expect((await journalOf(world, order)).at(-1)).toMatchObject({
      fact: { type: 'order.paid', attempt: 1 },
      delivery: { sequence: 1, status: 'due' },
    });
  });

  test('costs one read of two items and one transaction of three', async () => {
    const { world, attempt } = await openWithAttempt();
    await hear(world, makeNotice(attempt));

    expect(world.requests).toEqual([
      { request: 'read', items: 2 },
      { request: 'commit', items: 3 },
    ]);
  });

  test('again costs one read, and changes nothing', async () => {
    const { world, attempt } = await openWithAttempt();
    await hear(world, makeNotice(attempt));
    world.requests.length = 0;

    expect(await hear(world, makeNotice(attempt))).toBe('already-confirmed');
    expect(world.requests).toEqual([{ request: 'read', items: 2 }]);
  });

  test('in fifty copies at once is accepted exactly once, and all others hear that it is', async () => {
    const { world, order, attempt } = await openWithAttempt();
    const words = await Promise.all(Array.from({ length: 50 }, () => hear(world, makeNotice(attempt))));

    expect(words.filter((word) => word === 'accepted')).toHaveLength(1);
    expect(words.filter((word) => word === 'already-confirmed')).toHaveLength(49);
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'order.paid']);
    expect((await movementOf(world, makeNotice(attempt))).evidence).toHaveLength(1);
  });

  test('for another amount is unapplied in fifty copies at once, and each hears so', async () => {
    const { world, order, attempt } = await openWithAttempt();
    const wrong = makeNotice(attempt, { amountVnd: 1 });
    const words = await Promise.all(Array.from({ length: 50 }, () => hear(world, wrong)));

    expect(new Set(words)).toEqual(new Set(['wrong-amount']));
    expect((await movementOf(world, wrong)).place).toMatchObject({ type: 'unapplied', reason: 'wrong-amount' });
    expect((await read(world, order)).status).toBe('awaiting');
    expect(world.counted).toEqual(['MoneyUnapplied']);
  });

  test('by each of two attempts at once pays once, and the other is paid twice', async () => {
    const { world, order, attempt } = await openWithAttempt();
    const { attempt: second } = await sendPayer(world, order);
    const words = await Promise.all([attempt, second].map((one) => hear(world, makeNotice(one))));

    expect(words.toSorted()).toEqual(['accepted', 'already-confirmed']);
    expect(await storyOf(world, order)).toEqual([
      'order.created',
      'attempt.started',
      'attempt.started',
      'order.paid',
      'money.unapplied',
    ]);
  });

  test('that meets another change of the order is decided again', async () => {
    const store = makeMemoryStore();
    const { world, order, attempt } = await openWithAttempt({ store });
    const others = [() => sendPayer(world, order), () => sendPayer(world, order)];

    expect(await hear({ ...world, store: interruptedBy(store, ...others) }, makeNotice(attempt))).toBe('accepted');
    expect(await read(world, order)).toMatchObject({ status: 'paid', attempts: [{}, {}, {}] });
  });

  test('that meets others for five seconds is not stored, and is to come again', async () => {
    const { world, attempt } = await openWithAttempt();
    const crowded = {
      ...world,
      store: { ...world.store, commit: async () => 'conflict' as const },
      sleep: async (ms: number) => void world.moveClock(ms),
    };

    expect(await refusalOf(hear(crowded, makeNotice(attempt)))).toEqual({ code: 'busy' });
    expect(world.counted).toEqual([]);
  });

  test('whose storing fails is a fault, and nothing of it is there', async () => {
    const { world, order, attempt } = await openWithAttempt();
    const broken = { ...world, store: { ...world.store, commit: () => Promise.reject(new Error('no table')) } };

    await expect(hear(broken, makeNotice(attempt))).rejects.toThrow('no table');
    expect((await read(world, order)).status).toBe('awaiting');
    expect(await find(world.store, at.movement(makeNotice(attempt).movementKey))).toBeUndefined();
  });
});

describe('genuine money that makes no order paid is kept and counted', () => {
  test('of an attempt that nobody began', async () => {
    const { world, order } = await openWithAttempt();
    const notice = makeNotice({ reference: `${order.id}A2`, amountVnd: order.totalAmountVnd });

    expect(await hear(world, notice)).toBe('order-not-found');
    expect((await movementOf(world, notice)).place).toEqual({ type: 'unapplied', reason: 'unknown-reference' });
    expect(commitsIn(world)).toEqual([1]);
    expect(world.counted).toEqual(['MoneyUnapplied']);
    expect(await hear(world, notice)).toBe('order-not-found');
    expect(commitsIn(world)).toEqual([1]);
  });

  test('of a reference that is none of ours', async () => {
    const { world, order } = await openWithAttempt();
    const notice = makeNotice({ reference: 'INV-2026-0001', amountVnd: order.totalAmountVnd });

    expect(await hear(world, notice)).toBe('order-not-found');
    expect((await movementOf(world, notice)).place).toMatchObject({ reason: 'unknown-reference' });
  });

  test('of another merchant account', async () => {
    const { world, order, attempt } = await openWithAttempt();
    const notice = makeNotice(attempt, { accountId: 'another-vnpay' });

    expect(await hear(world, notice)).toBe('order-not-found');
    expect((await read(world, order)).status).toBe('awaiting');
  });

  test('of an order that was cancelled', async () => {
    const { world, order, attempt } = await openWithAttempt();
    await hear(world, makeNotice(attempt, { result: 'failed' }));
    await cancelOrder(world, client, order.id);

    expect(await hear(world, makeNotice(attempt))).toBe('already-confirmed');
    expect(await storyOf(world, order)).toEqual([
      'order.created',
      'attempt.started',
      'attempt.failed',
      'order.cancelled',
      'money.unapplied',
    ]);
  });
});

describe('an order that expired', () => {
  const expire = async () => {
    const opened = await openWithAttempt();
    const { world, order, attempt } = opened;
    await hear(world, makeNotice(attempt, { result: 'failed' }));
    world.moveClock(dayMs);
    await settleOrder(world, order.id);
    expect((await read(world, order)).status).toBe('expired');
    return opened;
  };

  test('is paid late when no other order for its fees is paid', async () => {
    const { world, order, attempt } = await expire();
    const { order: successor } = await make(world, {}, 'key-2');

    expect(await hear(world, makeNotice(attempt, { paidAt: addMs(start, dayMs + 1) }))).toBe('accepted');
    expect(await read(world, order)).toMatchObject({ status: 'paid', payment: { late: true }, notified: 2 });
    expect((await read(world, successor)).status).toBe('awaiting');
  });

  test('was paid in time when the provider took the money before the deadline', async () => {
    const { world, order, attempt } = await expire();

    await hear(world, makeNotice(attempt, { paidAt: addMs(start, dayMs) }));
    expect(await read(world, order)).toMatchObject({ status: 'paid', payment: { late: false } });
  });

  test('is paid twice when another order for one of its fees is paid', async () => {
    const { world, order, attempt } = await expire();
    const { order: successor } = await make(world, { lines: [licence] }, 'key-2');
    await pay(world, successor);

    expect(await hear(world, makeNotice(attempt))).toBe('already-confirmed');
    expect((await movementOf(world, makeNotice(attempt))).place).toMatchObject({ reason: 'paid-twice' });
    expect((await read(world, order)).status).toBe('expired');
  });
});

describe('a notice that contradicts what is known', () => {
  test('is kept, told to people, and undoes nothing', async () => {
    const { world, order, attempt } = await openWithAttempt();
    await hear(world, makeNotice(attempt));

    expect(await hear(world, makeNotice(attempt, { result: 'failed' }))).toBe('already-confirmed');
    expect((await read(world, order)).status).toBe('paid');
    expect(await movementOf(world, makeNotice(attempt))).toMatchObject({
      version: 2,
      contradicted: true,
      notice: { result: 'paid' },
      evidence: [{ raw: 'paid' }, { raw: 'failed' }],
    });
    expect((await storyOf(world, order)).at(-1)).toBe('notice.contradicted');
    expect(world.counted).toEqual(['NoticeContradicted']);
  });

  test('is kept once, however often it comes', async () => {
    const { world, order, attempt } = await openWithAttempt();
    await hear(world, makeNotice(attempt));
    const words = await Promise.all(
      Array.from({ length: 20 }, () => hear(world, makeNotice(attempt, { result: 'failed' }))),
    );

    expect(new Set(words)).toEqual(new Set(['already-confirmed']));
    expect(await storyOf(world, order)).toEqual([
      'order.created',
      'attempt.started',
      'order.paid',
      'notice.contradicted',
    ]);
    expect(world.counted).toEqual(['NoticeContradicted']);
  });

  test('of a movement of nobody is kept, too', async () => {
    const { world, attempt } = await openWithAttempt();
    const notice = makeNotice(attempt, { reference: 'INV-2026-0001' });
    await hear(world, notice);

    expect(await hear(world, { ...notice, result: 'failed' })).toBe('already-confirmed');
    expect(await movementOf(world, notice)).toMatchObject({ contradicted: true, place: { type: 'unapplied' } });
  });
});

test('news of an attempt follows what was known: in doubt, then failed, then paid after all', async () => {
  const { world, order, attempt } = await openWithAttempt();

  expect(await hear(world, makeNotice(attempt, { result: 'in-doubt', reasonCode: '07' }))).toBe('accepted');
  expect(await read(world, order)).toMatchObject({ attempts: [{ status: 'in-doubt', reasonCode: '07' }] });
  expect(await hear(world, makeNotice(attempt, { result: 'failed', reasonCode: '24' }))).toBe('accepted');
  expect(await read(world, order)).toMatchObject({ attempts: [{ status: 'failed', reasonCode: '24' }] });
  expect(await hear(world, makeNotice(attempt))).toBe('accepted');
  expect(await read(world, order)).toMatchObject({ status: 'paid', attempts: [{ status: 'paid' }] });
  expect((await movementOf(world, makeNotice(attempt))).evidence.map(({ raw }) => raw)).toEqual([
    'in-doubt',
    'failed',
    'paid',
  ]);
});

test('money that goes back takes the order with it', async () => {
  const { world, order, attempt } = await openWithAttempt();
  await hear(world, makeNotice(attempt));

  expect(await hear(world, makeNotice(attempt, { result: 'reversed' }))).toBe('accepted');
  expect((await read(world, order)).status).toBe('reversed');
  expect((await movementOf(world, makeNotice(attempt))).place.type).toBe('reversed');
  expect(await hear(world, makeNotice(attempt))).toBe('already-confirmed');
  expect((await movementOf(world, makeNotice(attempt))).place.type).toBe('reversed');
});

describeTransferNotices();
