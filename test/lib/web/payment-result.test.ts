import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../lib/domain/attempt.ts';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { makeOrderId } from '../../../lib/domain/order-id.ts';
import type { Order, OrderStatus } from '../../../lib/domain/order.ts';
import type { Payment } from '../../../lib/domain/payment.ts';
import { addMs, instantSchema, minuteMs, vietnamDay } from '../../../lib/domain/time.ts';
import { findResult } from '../../../lib/web/payment-result.ts';

const now = instantSchema.parse('2026-11-21T02:30:00Z');
const amountVnd = amountVndSchema.parse(135_000);

const attempts = (...statuses: readonly Attempt['status'][]): Attempt[] =>
  statuses.map((status, index) => ({
    number: index + 1,
    accountId: 'tan-lap-vnpay',
    provider: 'vnpay',
    reference: `A${index + 1}`,
    amountVnd,
    status,
    startedAt: addMs(now, (index - 10) * minuteMs),
    expiresAt: addMs(now, (index + 5) * minuteMs),
    asked: 0,
    payerIp: '203.0.113.7',
    ...(status === 'failed' && { reasonCode: '51' }),
  }));

const payment: Payment = {
  movementKey: 'vnpay:A1',
  provider: 'vnpay',
  accountId: 'tan-lap-vnpay',
  channel: 'online',
  amountVnd,
  paidAt: now,
  receivedAt: now,
  paidOn: vietnamDay(now),
  late: false,
};

const order = (status: OrderStatus, rest: Partial<Order> = {}): Order => ({
  version: 1,
  id: makeOrderId(new Uint8Array(9)),
  status,
  clientId: 'portal',
  agencyCode: 'H15.50.05.13',
  dossierKey: 'H15.50.05.13-261121-0975',
  totalAmountVnd: amountVnd,
  beneficiaryAccount: { bankCode: '970436', accountNumber: '0011012345678' },
  checkoutSecret: 'secret',
  createdAt: addMs(now, -60 * minuteMs),
  expiresAt: addMs(now, 60 * minuteMs),
  events: 1,
  lastHash: 'x',
  notified: 0,
  attempts: [],
  ...rest,
});

const reasonOf = ({ reasonCode }: Attempt) => (reasonCode === '51' ? 'insufficient-balance' : 'expired');
const resultOf = (of: Order, heldMoney = false) => findResult(of, { now, heldMoney, reasonOf });

describe('the result of an order that awaits payment', () => {
  test('is nothing before the first attempt', () => {
    expect(resultOf(order('awaiting'))).toBeUndefined();
  });

  test('is nothing when the only money that came could not be counted', () => {
    expect(resultOf(order('awaiting', { attempts: attempts('paid') }))).toBeUndefined();
  });

  test.each(['under-way', 'in-doubt'] as const)('is still asked for while an attempt is %s', (status) => {
    const of = order('awaiting', { attempts: attempts(status, 'failed') });

    expect(resultOf(of)).toEqual({ state: 'confirming', startedAt: of.attempts[0]!.startedAt });
  });

  test('is still asked for after the deadline, because the money may be on its way', () => {
    expect(resultOf(order('awaiting', { attempts: attempts('under-way'), expiresAt: now }))?.state).toBe('confirming');
  });

  test('is that of the latest attempt when it failed, with its reason', () => {
    const of = order('awaiting', { attempts: attempts('abandoned', 'failed') });

    expect(resultOf(of)).toEqual({
      state: 'not-paid',
      startedAt: of.attempts[1]!.startedAt,
      reason: 'insufficient-balance',
      canTryAgain: true,
    });
  });

  test('offers no further try when none is left', () => {
    const of = order('awaiting', { attempts: attempts(...Array.from({ length: 10 }, () => 'failed' as const)) });

    expect(resultOf(of)).toMatchObject({ state: 'not-paid', canTryAgain: false });
  });

  test('is expired from the deadline on, before anybody has written that down', () => {
    expect(resultOf(order('awaiting', { attempts: attempts('failed'), expiresAt: now }))).toEqual({ state: 'expired' });
  });
});

describe('the result of any other order', () => {
  test.each(['paid', 'part-refunded'] as const)('is paid when it is %s', (status) => {
    expect(resultOf(order(status, { attempts: attempts('failed', 'paid'), payment }))).toEqual({
      state: 'paid',
      payment,
    });
  });

  test('is paid twice when more money came than that', () => {
    const of = order('paid', { attempts: attempts('paid', 'paid'), unapplied: 1, payment });

    expect(resultOf(of, true)?.state).toBe('paid-twice');
    expect(resultOf(of)?.state).toBe('paid');
  });

  test.each(['expired', 'cancelled', 'refunded', 'reversed'] as const)('is %s when it is', (status) => {
    expect(resultOf(order(status, { attempts: attempts('failed') }))).toEqual({ state: status });
  });
});
