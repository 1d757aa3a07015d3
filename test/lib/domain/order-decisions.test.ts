import { describe, expect, test } from 'vitest';
import { attemptsMax, type Attempt, attemptSchema } from '../../../lib/domain/attempt.ts';
import { applyFact, type Order, type OrderStatus, orderStatusSchema } from '../../../lib/domain/order.ts';
import {
  decideAbandon,
  decideAttempt,
  decideCancel,
  decideExpire,
  findOngoingAttempt,
  isPayable,
} from '../../../lib/domain/order-decisions.ts';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { addMs, type Instant, minuteMs } from '../../../lib/domain/time.ts';
import { latestAttempt, makeRequest, makeSampleOrder, orderBody, start } from '../../samples.ts';

const { order: newOrder, event: created } = makeSampleOrder();
const by = { provider: 'vnpay', accountId: 'ea-kao-vnpay', payerIp: '203.0.113.10' };

const inStatus = (status: OrderStatus): Order => ({ ...newOrder, status });

const withAttempt = (status: Attempt['status'], at: Instant = start): Order => {
  const { order } = applyFact(newOrder, decideAttempt(newOrder, by, at), at);
  return { ...order, attempts: order.attempts.map((attempt) => ({ ...attempt, status })) };
};

const refusalOf = (decide: () => unknown): string => {
  try {
    decide();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'none';
};

const statuses = orderStatusSchema.options;
const attemptStatuses = attemptSchema.shape.status.options;

describe('a new order', () => {
  test('awaits exactly the sum of its lines', () => {
    expect(newOrder).toMatchObject({
      version: 1,
      status: 'awaiting',
      totalAmountVnd: 135_000,
      attempts: [],
      events: 1,
    });
    expect(newOrder).not.toHaveProperty('payment');
  });

  test('has one event, which holds all that was asked for', () => {
    const { details } = created.fact.type === 'order.created' ? created.fact : expect.unreachable();

    expect(created).toMatchObject({ sequence: 1, at: start, orderId: newOrder.id });
    expect(details).toMatchObject(makeRequest());
  });

  test('holds no personal data in its head', () => {
    const head = JSON.stringify(newOrder);

    expect([orderBody.obligor.name, orderBody.obligor.idNumber].filter((text) => head.includes(text))).toEqual([]);
  });
});

describe('a payer may start an attempt', () => {
  test('that ends after fifteen minutes', () => {
    expect(decideAttempt(newOrder, by, start)).toEqual({
      type: 'attempt.started',
      attempt: 1,
      ...by,
      reference: `${newOrder.id}A1`,
      expiresAt: addMs(start, 15 * minuteMs),
    });
  });

  test('that ends at the order’s deadline when that is sooner', () => {
    const shortlyBefore = addMs(newOrder.expiresAt, -14 * minuteMs);

    expect(decideAttempt(newOrder, by, shortlyBefore).expiresAt).toBe(newOrder.expiresAt);
  });

  test('while another is under way, under a reference of its own', () => {
    expect(decideAttempt(withAttempt('under-way'), by, start)).toMatchObject({
      attempt: 2,
      reference: `${newOrder.id}A2`,
    });
  });

  test.each(statuses)('only of an order that awaits payment: %s', (status) => {
    expect(isPayable(inStatus(status), start)).toBe(status === 'awaiting');
    expect(refusalOf(() => decideAttempt(inStatus(status), by, start))).toBe(
      status === 'awaiting' ? 'none' : 'order-not-payable',
    );
  });

  test('until the deadline, and not at it', () => {
    expect(refusalOf(() => decideAttempt(newOrder, by, addMs(newOrder.expiresAt, -1)))).toBe('none');
    expect(refusalOf(() => decideAttempt(newOrder, by, newOrder.expiresAt))).toBe('order-not-payable');
  });

  test('as often as fits on the order’s head', () => {
    const attempts = Array.from({ length: attemptsMax }, () => latestAttempt(withAttempt('failed')));

    expect(refusalOf(() => decideAttempt({ ...newOrder, attempts: attempts.slice(1) }, by, start))).toBe('none');
    expect(refusalOf(() => decideAttempt({ ...newOrder, attempts }, by, start))).toBe('too-many-attempts');
  });
});

describe('an attempt to go on with', () => {
  test.each(attemptStatuses)('is one that nobody has paid or ended: %s', (status) => {
    const order = withAttempt(status);

    expect(findOngoingAttempt(order, by.accountId, start)).toBe(
      status === 'under-way' ? latestAttempt(order) : undefined,
    );
  });

  test.each(statuses)('is of an order that can be paid: %s', (status) => {
    const order = { ...withAttempt('under-way'), status };

    expect(findOngoingAttempt(order, by.accountId, start) !== undefined).toBe(status === 'awaiting');
  });

  test('is at the same merchant account, the latest, and still in time', () => {
    const first = withAttempt('under-way');
    const { order } = applyFact(first, decideAttempt(first, by, addMs(start, minuteMs)), addMs(start, minuteMs));

    expect(findOngoingAttempt(order, 'another-account', start)).toBeUndefined();
    expect(findOngoingAttempt(order, by.accountId, addMs(start, 2 * minuteMs))?.number).toBe(2);
    expect(findOngoingAttempt(order, by.accountId, addMs(start, 16 * minuteMs - 1))?.number).toBe(2);
    expect(findOngoingAttempt(order, by.accountId, addMs(start, 16 * minuteMs))).toBeUndefined();
  });
});

describe('a portal may cancel', () => {
  test.each<[OrderStatus, string]>([
    ['awaiting', 'none'],
    ['cancelled', 'none'],
    ['paid', 'order-not-cancellable'],
    ['part-refunded', 'order-not-cancellable'],
    ['refunded', 'order-not-cancellable'],
    ['reversed', 'order-not-cancellable'],
    ['expired', 'order-not-cancellable'],
  ])('an order that is %s, or hears %s', (status, refusal) => {
    expect(refusalOf(() => decideCancel(inStatus(status), 'dak-lak-portal'))).toBe(refusal);
  });

  test('and again, which changes nothing', () => {
    expect(decideCancel(newOrder, 'dak-lak-portal')).toEqual({ type: 'order.cancelled', by: 'dak-lak-portal' });
    expect(decideCancel(inStatus('cancelled'), 'dak-lak-portal')).toBeUndefined();
  });

  test.each(attemptStatuses)('unless money may arrive by an attempt: %s', (status) => {
    const mayArrive = status === 'under-way' || status === 'in-doubt';

    expect(refusalOf(() => decideCancel(withAttempt(status), 'dak-lak-portal'))).toBe(
      mayArrive ? 'payment-in-progress' : 'none',
    );
  });
});

describe('an order expires', () => {
  test('at its deadline, and not before', () => {
    expect(decideExpire(newOrder, addMs(newOrder.expiresAt, -1))).toBeUndefined();
    expect(decideExpire(newOrder, newOrder.expiresAt)).toEqual({ type: 'order.expired' });
  });

  test.each(statuses)('only when it awaits payment: %s', (status) => {
    expect(decideExpire(inStatus(status), newOrder.expiresAt) !== undefined).toBe(status === 'awaiting');
  });

  test.each(attemptStatuses)('unless money may arrive by an attempt: %s', (status) => {
    const mayArrive = status === 'under-way' || status === 'in-doubt';

    expect(decideExpire(withAttempt(status), newOrder.expiresAt) === undefined).toBe(mayArrive);
  });
});

describe('an attempt that its provider does not know', () => {
  const end = addMs(start, 15 * minuteMs);

  test('is abandoned half an hour after its end, and not before', () => {
    const attempt = latestAttempt(withAttempt('under-way'));

    expect(decideAbandon(attempt, addMs(end, 30 * minuteMs - 1))).toBeUndefined();
    expect(decideAbandon(attempt, addMs(end, 30 * minuteMs))).toEqual({ type: 'attempt.abandoned', attempt: 1 });
  });

  test.each(attemptStatuses)('is abandoned only while it is under way: %s', (status) => {
    const fact = decideAbandon(latestAttempt(withAttempt(status)), addMs(end, 30 * minuteMs));

    expect(fact !== undefined).toBe(status === 'under-way');
  });
});
