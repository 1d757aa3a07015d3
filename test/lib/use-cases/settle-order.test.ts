import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { Order } from '../../../lib/domain/order.ts';
import { addMs, dayMs, hourMs, instantToMs, minuteMs } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { readMovements } from '../../../lib/use-cases/read-movements.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { takeCallback } from '../../../lib/use-cases/take-callback.ts';
import { makeEvidence, makeNotice, merchantAccount, start, transferAccount } from '../../samples.ts';
import type { Answerer } from '../../world.ts';
import { openWithTransfer, tell } from './sample-transfers.ts';
import { callback, callbackFields, queryAnswer } from './sample-vnpay.ts';
import { commitsIn, journalOf, make, openWorld, read, type SampleWorld, sendPayer, storyOf } from './sample-world.ts';

const answered = (body: string): ReturnType<Answerer> => ({ type: 'answered', status: 200, body });

/** A world in which a payer was sent away, and VNPAY answers questions so. */
const openWithAttempt = async (answer: (attempt: Attempt) => ReturnType<Answerer>) => {
  const world = await openWorld({ answer: () => answer(attempt) });
  const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
  const { attempt } = await sendPayer(world, order);
  world.requests.length = 0;
  return { world, order, attempt };
};

const paid = (attempt: Attempt) => answered(queryAnswer(attempt));
const inDoubt = (attempt: Attempt) => answered(queryAnswer(attempt, { vnp_TransactionStatus: '07' }));
const notKnown = (attempt: Attempt) =>
  answered(queryAnswer(attempt, { vnp_ResponseCode: '91', vnp_TransactionStatus: '' }));

/** Lets time pass, and has the order settled whenever it is due. */
const settleUntil = async (world: SampleWorld, order: Order, endMs: number): Promise<void> => {
  for (let round = 0; round < 100; round += 1) {
    const { dueAt } = await read(world, order);
    if (dueAt === undefined || instantToMs(dueAt) > instantToMs(start) + endMs) return;
    if (dueAt > world.now()) world.moveClock(instantToMs(dueAt) - instantToMs(world.now()));
    await settleOrder(world, order.id);
  }
  throw new Error('something stays due, and nothing comes of it');
};

describe('an attempt of which nobody called back', () => {
  test('is asked after when its time has come, and not before', async () => {
    const { world, order, attempt } = await openWithAttempt(notKnown);
    world.moveClock(minuteMs - 1);
    await settleOrder(world, order.id);
    expect(world.calls).toEqual([]);

    world.moveClock(1);
    await settleOrder(world, order.id);
    expect(world.calls).toMatchObject([{ url: merchantAccount.options.apiUrl, timeoutMs: 10_000 }]);
    expect(JSON.parse(world.calls[0]?.body ?? '')).toMatchObject({
      vnp_Command: 'querydr',
      vnp_TxnRef: attempt.reference,
      vnp_IpAddr: '203.0.113.10',
    });
  });

  test('and was paid is found by asking', async () => {
    const { world, order } = await openWithAttempt(paid);
    world.moveClock(minuteMs);
    await settleOrder(world, order.id);

    expect(await read(world, order)).toMatchObject({ status: 'paid', payment: { paidAt: start } });
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'order.paid']);
    expect((await journalOf(world, order)).at(-1)).toMatchObject({ delivery: { status: 'due' } });
  });

  test('is the same movement when the callback comes after all', async () => {
    const { world, order, attempt } = await openWithAttempt(paid);
    world.moveClock(minuteMs);
    await settleOrder(world, order.id);
    const late = { provider: 'vnpay', accountId: merchantAccount.id, request: callback(callbackFields(attempt)) };

    expect(await takeCallback(world, late)).toBe('already-confirmed');
    expect(await storyOf(world, order)).toHaveLength(3);
  });

  test('is abandoned when VNPAY does not know it half an hour after its end', async () => {
    const { world, order } = await openWithAttempt(notKnown);
    await settleUntil(world, order, 45 * minuteMs);
    expect(await read(world, order)).toMatchObject({ attempts: [{ status: 'under-way', asked: 5 }] });

    await settleUntil(world, order, 46 * minuteMs);
    expect(await read(world, order)).toMatchObject({ status: 'awaiting', attempts: [{ status: 'abandoned' }] });
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'attempt.abandoned']);
  });

  test('that was abandoned still brings its money', async () => {
    const { world, order, attempt } = await openWithAttempt(notKnown);
    await settleUntil(world, order, hourMs);

    expect(await receiveNotice(world, makeNotice(attempt), makeEvidence())).toBe('accepted');
    expect(await read(world, order)).toMatchObject({ status: 'paid', attempts: [{ status: 'paid' }] });
  });

  test('is not abandoned when it was paid while VNPAY was asked', async () => {
    const { world, order, attempt } = await openWithAttempt(notKnown);
    world.moveClock(46 * minuteMs);
    const paidMeanwhile: Answerer = async () => {
      await receiveNotice(world, makeNotice(attempt), makeEvidence());
      return notKnown(attempt);
    };
    await settleOrder({ ...world, call: async (call) => paidMeanwhile(call) }, order.id);

    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'order.paid']);
  });
});

describe('an attempt in doubt', () => {
  test('is asked after for three days, then no more, and its order waits', async () => {
    const { world, order } = await openWithAttempt(inDoubt);
    await settleUntil(world, order, 4 * dayMs);

    expect(world.calls).toHaveLength(12);
    expect(world.now()).toBe(addMs(start, 3 * dayMs));
    expect(await read(world, order)).toMatchObject({
      status: 'awaiting',
      attempts: [{ status: 'in-doubt', asked: 12 }],
    });
    expect(await read(world, order)).not.toHaveProperty('dueAt');
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'attempt.in-doubt']);
  });

  test('lets its order expire as soon as it is known to have failed', async () => {
    const status: string[] = ['07', '07', '02'];
    const { world, order } = await openWithAttempt((attempt) =>
      answered(queryAnswer(attempt, { vnp_TransactionStatus: status.shift() ?? '02' })),
    );
    await settleUntil(world, order, 2 * dayMs);

    expect(await storyOf(world, order)).toEqual([
      'order.created',
      'attempt.started',
      'attempt.in-doubt',
      'attempt.failed',
      'order.expired',
    ]);
  });
});

describe('asking in vain', () => {
  test.each<[string, (attempt: Attempt) => ReturnType<Answerer>]>([
    ['no answer', () => ({ type: 'failed', why: 'timeout' })],
    ['an answer of another status', (attempt) => ({ type: 'answered', status: 502, body: queryAnswer(attempt) })],
    ['an answer that is no JSON', () => answered('<html>')],
    ['an answer that is not signed', (attempt) => answered(queryAnswer(attempt, {}, 'not-ea-kao-secret'))],
    ['a busy VNPAY', (attempt) => answered(queryAnswer(attempt, { vnp_ResponseCode: '99' }))],
  ])('%s: the attempt stays as it is, and is asked after again', async (_name, answer) => {
    const { world, order } = await openWithAttempt(answer);
    await settleUntil(world, order, 50 * minuteMs);

    expect(await read(world, order)).toMatchObject({
      attempts: [{ status: 'under-way', asked: 6 }],
      dueAt: addMs(start, 2 * hourMs),
    });
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started']);
  });

  test('an answer that is not signed is counted', async () => {
    const { world, order } = await openWithAttempt((attempt) => answered(queryAnswer(attempt, {}, 'not-ours')));
    await settleUntil(world, order, minuteMs);

    expect(world.counted).toEqual(['QuestionFailed']);
  });

  test('an account whose keys are gone is not asked', async () => {
    const { world, order } = await openWithAttempt(paid);
    world.moveClock(minuteMs);
    await settleOrder({ ...world, findAccount: async () => undefined }, order.id);

    expect(world.calls).toEqual([]);
    expect(await read(world, order)).toMatchObject({ attempts: [{ status: 'under-way', asked: 1 }] });
  });

  test('the next question is noted before this one is asked, so nobody else asks it', async () => {
    const { world, order } = await openWithAttempt(notKnown);
    world.moveClock(minuteMs);
    await Promise.all(Array.from({ length: 10 }, () => settleOrder(world, order.id)));

    expect(world.calls).toHaveLength(1);
    expect(await read(world, order)).toMatchObject({ attempts: [{ asked: 1 }] });
  });

  test('each question has an id of its own', async () => {
    const { world, order } = await openWithAttempt(notKnown);
    await settleUntil(world, order, 20 * minuteMs);
    const ids = world.calls.map(({ body }): unknown => JSON.parse(body).vnp_RequestId);

    expect(new Set(ids).size).toBe(5);
  });
});

describe('an attempt by transfer, after which nobody can be asked', () => {
  /** Lets time pass, and has the order settled whenever it is due; the list is read as a test says. */
  const settle = async ({ world, order }: Awaited<ReturnType<typeof openWithTransfer>>, endMs: number) => {
    await settleUntil(world, order, endMs);
    return (await read(world, order)).attempts[0]?.status;
  };
  const readList = async ({ world }: Awaited<ReturnType<typeof openWithTransfer>>, minute: number) => {
    world.moveClock(minute * minuteMs - (instantToMs(world.now()) - instantToMs(start)));
    await readMovements(world, transferAccount.id);
  };

  test('is abandoned once everything was read that came until half an hour after its end', async () => {
    const one = await openWithTransfer();
    await readList(one, 45);

    expect(await settle(one, hourMs)).toBe('abandoned');
    expect(await storyOf(one.world, one.order)).toEqual(['order.created', 'attempt.started', 'attempt.abandoned']);
  });

  test('is never abandoned because time passed: while the list was not read far enough, it waits', async () => {
    const one = await openWithTransfer();
    await readList(one, 44);

    expect(await settle(one, dayMs)).toBe('under-way');
    await readList(one, 25 * 60);
    expect(await settle(one, 2 * dayMs)).toBe('abandoned');
  });

  test('is never abandoned while the list cannot be read', async () => {
    const one = await openWithTransfer();
    one.list.answer = () => ({ type: 'failed', why: 'timeout' });
    await readList(one, 45);

    expect(await settle(one, 4 * dayMs)).toBe('under-way');
    expect(await storyOf(one.world, one.order)).toEqual(['order.created', 'attempt.started']);
  });

  test('that was abandoned, its order expired, still brings its money', async () => {
    const one = await openWithTransfer();
    await readList(one, 45);
    await settle(one, 2 * dayMs);
    expect(await read(one.world, one.order)).toMatchObject({ status: 'expired' });

    expect(await tell(one.world, { id: 1, text: one.order.id })).toBe('accepted');
    expect(await read(one.world, one.order)).toMatchObject({ status: 'paid', attempts: [{ status: 'paid' }] });
  });
});

describe('an order', () => {
  test('expires when its time is over and nobody pays', async () => {
    const { world, order } = await openWithAttempt(notKnown);
    await settleUntil(world, order, 2 * dayMs);

    expect(await read(world, order)).toMatchObject({ status: 'expired', notified: 1 });
    expect((await journalOf(world, order)).at(-1)).toMatchObject({
      fact: { type: 'order.expired' },
      at: addMs(start, dayMs),
      delivery: { status: 'due' },
    });
    expect(await read(world, order)).not.toHaveProperty('dueAt');
  });

  test('waits with expiring until its attempt is settled', async () => {
    const { world, order } = await openWithAttempt(paid);
    world.moveClock(dayMs + hourMs);
    await settleOrder(world, order.id);

    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'order.paid']);
  });

  test('that is not due is left alone', async () => {
    const { world, order } = await openWithAttempt(paid);
    await settleOrder(world, order.id);

    expect([commitsIn(world), world.calls]).toEqual([[], []]);
  });

  test('that is not there is nothing to settle', async () => {
    const { world, order } = await openWithAttempt(paid);

    await expect(settleOrder({ ...world, store: makeMemoryStore() }, order.id)).resolves.toBeUndefined();
  });

  test('expires once, however many settle it', async () => {
    const { world, order } = await openWithAttempt(notKnown);
    await settleUntil(world, order, hourMs);
    world.moveClock(2 * dayMs);
    await Promise.all(Array.from({ length: 10 }, () => settleOrder(world, order.id)));

    expect((await storyOf(world, order)).filter((fact) => fact === 'order.expired')).toHaveLength(1);
  });
});
