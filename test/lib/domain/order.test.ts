import { describe, expect, test } from 'vitest';
import {
  afterAsking,
  applyFact,
  findAttempt,
  hashEvent,
  holdsFees,
  isAddressedBy,
  isPaymentInProgress,
  makeEvent,
  type Order,
  orderLife,
  type OrderStatus,
  orderStatusSchema,
} from '../../../lib/domain/order.ts';
import { decideAttempt } from '../../../lib/domain/order-decisions.ts';
import {
  notifiedFacts,
  type OrderFact,
  orderFactSchema,
  type OrderFactType,
} from '../../../lib/domain/order-events.ts';
import { addMs, dayMs, hourMs, minuteMs, vietnamDay } from '../../../lib/domain/time.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import {
  binh,
  latestAttempt,
  mai,
  makeSampleOrder,
  makeSampleProposalId,
  merchantAccount,
  start,
  vnd,
} from '../../samples.ts';
import { makeLongestOrder } from './longest-order.ts';

const { order: newOrder, event: created } = makeSampleOrder();

const byVnpay = { provider: 'vnpay', accountId: merchantAccount.id, payerIp: '203.0.113.10' };

const withAttempt = (order = newOrder, at = start): Order =>
  applyFact(order, decideAttempt(order, byVnpay, at), at).order;

const payment = {
  movementKey: 'vnpay:EAKAO001:LP0000000000A1',
  provider: 'vnpay',
  accountId: merchantAccount.id,
  channel: 'online',
  amountVnd: newOrder.totalAmountVnd,
  paidAt: start,
  receivedAt: start,
  paidOn: vietnamDay(start),
  late: false,
} as const;

const refund = { refundId: makeSampleProposalId(), amountVnd: vnd(35_000) };
const proposal = { proposalId: refund.refundId, kind: 'refund' } as const;

/** One fact of each type. */
const facts: Record<OrderFactType, OrderFact> = {
  'order.created': created.fact,
  'attempt.started': decideAttempt(withAttempt(), byVnpay, start),
  'attempt.failed': { type: 'attempt.failed', attempt: 1, reasonCode: '24' },
  'attempt.in-doubt': { type: 'attempt.in-doubt', attempt: 1, reasonCode: '07' },
  'attempt.abandoned': { type: 'attempt.abandoned', attempt: 1 },
  'order.paid': { type: 'order.paid', attempt: 1, payment },
  'order.expired': { type: 'order.expired' },
  'order.succeeded': { type: 'order.succeeded' },
  'order.cancelled': { type: 'order.cancelled', by: 'dak-lak-portal' },
  'order.reversed': {
    type: 'order.reversed',
    movementKey: payment.movementKey,
    reversedVnd: newOrder.totalAmountVnd,
  },
  'money.unapplied': {
    type: 'money.unapplied',
    attempt: 1,
    movementKey: payment.movementKey,
    amountVnd: newOrder.totalAmountVnd,
    reason: 'wrong-amount',
  },
  'notice.contradicted': { type: 'notice.contradicted', movementKey: payment.movementKey, said: 'failed 135000' },
  'attempt.asked': { type: 'attempt.asked', attempt: 1, by: mai },
  'proposal.requested': {
    type: 'proposal.requested',
    ...proposal,
    amountVnd: vnd(35_000),
    by: mai,
    reason: 'Thu nhầm',
  },
  'proposal.declined': { type: 'proposal.declined', ...proposal, by: binh, reason: 'Đã thu đúng' },
  'refund.approved': { type: 'refund.approved', ...refund, way: 'provider', by: binh },
  'refund.sending': { type: 'refund.sending', ...refund },
  'refund.sent': { type: 'refund.sent', ...refund },
  'refund.asked': { type: 'refund.asked', ...refund, by: mai },
  'refund.failed': { type: 'refund.failed', ...refund, why: 'rejected' },
  'refund.contradicted': { type: 'refund.contradicted', ...refund, said: 'done' },
  'contradiction.accepted': { type: 'contradiction.accepted', ...refund, by: mai, reason: 'Đã hoàn lại' },
  'refund.done': { type: 'refund.done', ...refund },
  'order.part-refunded': { type: 'order.part-refunded', ...refund, refundedVnd: vnd(35_000) },
  'order.refunded': { type: 'order.refunded', ...refund, refundedVnd: newOrder.totalAmountVnd },
};

const statuses = orderStatusSchema.options;
const factTypes = orderFactSchema.def.options.flatMap(({ shape }) => shape.type.def.values);
const pairs = statuses.flatMap((status) => factTypes.map((type): [OrderStatus, OrderFactType] => [status, type]));

describe('the life of an order', () => {
  test('has these edges', () => {
    const edges = statuses.flatMap((status) =>
      Object.entries(orderLife[status]).map(([fact, next]) => `${status} — ${fact} → ${next}`),
    );

    expect(edges.join('\n')).toMatchInlineSnapshot(`
      "awaiting — order.paid → paid
      awaiting — order.expired → expired
      awaiting — order.cancelled → cancelled
      paid — order.part-refunded → part-refunded
      paid — order.refunded → refunded
      paid — order.reversed → reversed
      part-refunded — order.part-refunded → part-refunded
      part-refunded — order.refunded → refunded
      part-refunded — order.reversed → reversed
      expired — order.paid → paid"
    `);
  });

  test('has at most eight statuses', () => {
    expect(statuses.length).toBeLessThanOrEqual(8);
  });

  test.each(pairs)('goes from %s by %s along its edge, or stays', (status, type) => {
    const before: Order = { ...withAttempt(), status };
    const { order, event } = applyFact(before, facts[type], start);

    expect(order.status).toBe(orderLife[status][type] ?? status);
    expect(order.version).toBe(before.version + 1);
    expect(order.events).toBe(before.events + 1);
    expect(event).toMatchObject({ version: 1, orderId: before.id, sequence: before.events + 1, fact: facts[type] });
  });

  test('keeps whatever a fact does not speak of', () => {
    const before = withAttempt();
    const { order, event } = applyFact(before, facts['notice.contradicted'], start);

    expect(order).toEqual({
      ...before,
      version: before.version + 1,
      events: before.events + 1,
      lastHash: hashEvent(event),
    });
  });

  test('chains its events: each carries the hash of the one before', () => {
    const { order, event: first } = makeSampleOrder();
    const { order: next, event: second } = applyFact(order, facts['order.cancelled'], start);

    expect(first.previousHash).toBeUndefined();
    expect(second.previousHash).toBe(hashEvent(first));
    expect(next.lastHash).toBe(hashEvent(second));
  });
});

describe('an event', () => {
  test('of a fact that portals are told of counts on, and is due from the moment it is true', () => {
    const at = addMs(start, minuteMs);
    const { order, event } = applyFact({ ...newOrder, status: 'awaiting', notified: 1 }, facts['order.paid'], at);

    expect(event).toMatchObject({ at, dueAt: at, delivery: { sequence: 2, status: 'due', tries: 0 } });
    expect(order.notified).toBe(2);
  });

  test.each(factTypes.filter((type) => !notifiedFacts.some((notified) => notified === type)))(
    'of %s is told to nobody',
    (type) => {
      const { order, event } = applyFact(withAttempt(), facts[type], start);

      expect(order.notified).toBe(0);
      expect(event).not.toHaveProperty('delivery');
      expect(event).not.toHaveProperty('dueAt');
    },
  );

  test('is the first of a journal that has none', () => {
    expect(makeEvent({ id: newOrder.id, events: 0, notified: 0 }, facts['order.created'], start).sequence).toBe(1);
  });
});

describe('an attempt', () => {
  test('is under way for the order’s total from the moment it is noted', () => {
    expect(withAttempt().attempts).toEqual([
      {
        ...byVnpay,
        number: 1,
        reference: `${newOrder.id}A1`,
        amountVnd: newOrder.totalAmountVnd,
        status: 'under-way',
        startedAt: start,
        expiresAt: addMs(start, 15 * minuteMs),
        askAt: addMs(start, minuteMs),
        asked: 0,
      },
    ]);
  });

  test.each<[OrderFactType, string]>([
    ['attempt.failed', 'failed'],
    ['attempt.in-doubt', 'in-doubt'],
    ['attempt.abandoned', 'abandoned'],
    ['order.paid', 'paid'],
    ['money.unapplied', 'paid'],
    ['notice.contradicted', 'under-way'],
    ['order.reversed', 'under-way'],
  ])('after %s is %s, and others stay as they are', (type, status) => {
    const { order } = applyFact(withAttempt(withAttempt()), facts[type], start);

    expect(order.attempts.map((attempt) => attempt.status)).toEqual([status, 'under-way']);
  });

  test('keeps the provider’s reason for its end', () => {
    const { order } = applyFact(withAttempt(), facts['attempt.failed'], start);

    expect(latestAttempt(order).reasonCode).toBe('24');
  });

  test('is found by its reference', () => {
    expect(findAttempt(withAttempt(), `${newOrder.id}A1`)?.number).toBe(1);
    expect(findAttempt(withAttempt(), `${newOrder.id}A2`)).toBeUndefined();
  });

  test('is meant by a movement of its own merchant account alone', () => {
    const reference = `${newOrder.id}A1`;

    expect(isAddressedBy(withAttempt(), { reference, accountId: merchantAccount.id })).toBe(true);
    expect(isAddressedBy(withAttempt(), { reference, accountId: 'another' })).toBe(false);
    expect(isAddressedBy(newOrder, { reference, accountId: merchantAccount.id })).toBe(false);
  });
});

describe('the due marker of an order', () => {
  test('is its deadline while nobody pays', () => {
    expect(newOrder.dueAt).toBe(newOrder.expiresAt);
  });

  test('is the next question while somebody may be paying', () => {
    expect(withAttempt().dueAt).toBe(addMs(start, minuteMs));
    expect(withAttempt(withAttempt(), addMs(start, hourMs)).dueAt).toBe(addMs(start, minuteMs));
  });

  test('moves on with each question, and ends with the last', () => {
    let order = withAttempt();
    const due: unknown[] = [];
    for (; order.dueAt !== undefined; order = afterAsking(order, 1)) due.push(order.dueAt);

    expect(due).toHaveLength(12);
    expect(due.at(-1)).toBe(addMs(start, 3 * dayMs));
    expect(order).not.toHaveProperty('dueAt');
    expect(isPaymentInProgress(order)).toBe(true);
  });

  test('is the deadline again when the attempt has failed', () => {
    expect(applyFact(withAttempt(), facts['attempt.failed'], start).order.dueAt).toBe(newOrder.expiresAt);
  });

  test.each<OrderFactType>(['order.paid', 'order.expired', 'order.cancelled'])('is gone after %s', (type) => {
    expect(applyFact(newOrder, facts[type], start).order).not.toHaveProperty('dueAt');
  });

  test('stays when the order is paid and another attempt may still bring money', () => {
    const { order } = applyFact(withAttempt(withAttempt()), facts['order.paid'], start);

    expect(order.dueAt).toBe(addMs(start, minuteMs));
  });

  test('is not moved by asking after an attempt that is not there', () => {
    expect(afterAsking(withAttempt(), 7).attempts).toEqual(withAttempt().attempts);
  });
});

test.each(statuses)('fees are held while they may be paid by plan or are: %s', (status) => {
  expect(holdsFees({ ...newOrder, status })).toBe(['awaiting', 'paid', 'part-refunded'].includes(status));
});

test('an order’s head with everything at its longest is at most 4 kB', () => {
  const order = makeLongestOrder();
  expect(order).toMatchObject({ desk: { class: 'attempt-in-doubt' }, dueAt: expect.any(String) });

  const { item } = put(at.order(order.id), order);
  expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThanOrEqual(4096);
});
