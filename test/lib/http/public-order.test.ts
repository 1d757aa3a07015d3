import { describe, expect, test } from 'vitest';
import { applyFact } from '../../../lib/domain/order.ts';
import { decideAttempt } from '../../../lib/domain/order-decisions.ts';
import type { OrderEvent, OrderFact } from '../../../lib/domain/order-events.ts';
import { paymentSchema } from '../../../lib/domain/payment.ts';
import { publicEventSchema, publicOrderSchema, toPublicEvent, toPublicOrder } from '../../../lib/http/public-order.ts';
import { makeSampleOrder, merchantAccount, start } from '../../samples.ts';

const { order, event: created } = makeSampleOrder();
const details = created.fact.type === 'order.created' ? created.fact.details : undefined;
const by = { provider: 'vnpay', accountId: merchantAccount.id, payerIp: '203.0.113.10' };
const started = applyFact(order, decideAttempt(order, by, start), start);
const payment = paymentSchema.parse({
  movementKey: 'vnpay:EAKAO001:1',
  provider: 'vnpay',
  accountId: merchantAccount.id,
  channel: 'online',
  amountVnd: 135_000,
  paidAt: start,
  receivedAt: start,
  paidOn: '2026-11-21',
  late: false,
});

test('an order is shown with its payment code and address, without what keeps it safe', () => {
  const shown = toPublicOrder({ order: started.order, details: details! }, 'https://thanhtoan.example.vn');

  expect(publicOrderSchema.safeParse(shown).success).toBe(true);
  expect(shown.paymentCode.replaceAll('-', '')).toBe(order.id);
  expect(shown.checkoutUrl).toBe(`https://thanhtoan.example.vn/pay/${order.id}x7Rk2mQf9LsWb4TzHc1NvA`);
  expect(shown.attempts).toEqual([
    {
      number: 1,
      provider: 'vnpay',
      status: 'under-way',
      startedAt: '2026-11-21T02:30:00.000Z',
      expiresAt: '2026-11-21T02:45:00.000Z',
    },
  ]);
});

describe('an event is shown', () => {
  const show = (fact: OrderFact) => toPublicEvent({ ...created, fact } satisfies OrderEvent);

  test.each<[OrderFact, Record<string, unknown>]>([
    [started.event.fact, { attempt: 1, provider: 'vnpay', reference: `${order.id}A1`, expiresAt: expect.any(String) }],
    [
      { type: 'attempt.failed', attempt: 1, movementKey: 'k', reasonCode: '24' },
      { attempt: 1, reasonCode: '24' },
    ],
    [{ type: 'order.expired' }, {}],
    [{ type: 'order.cancelled', by: 'dak-lak-portal' }, { by: 'dak-lak-portal' }],
    [{ type: 'order.reversed', movementKey: 'k', reversedVnd: order.totalAmountVnd }, { reversedVnd: 135_000 }],
    [
      { type: 'attempt.abandoned', attempt: 1, by: { subject: 'iss|mai', name: 'Mai' }, reason: 'the bank said so' },
      { attempt: 1 },
    ],
  ])('without the names under which we keep things: $type', (fact, data) => {
    expect(publicEventSchema.safeParse(show(fact)).success).toBe(true);
    expect(show(fact)).toMatchObject({ type: fact.type, sequence: 1 });
    expect(show(fact).data).toEqual(data);
  });

  test('with what a portal is told of a payment', () => {
    expect(show({ type: 'order.paid', attempt: 1, payment }).data).toEqual({
      attempt: 1,
      payment: {
        provider: 'vnpay',
        channel: 'online',
        amountVnd: 135_000,
        paidAt: '2026-11-21T02:30:00.000Z',
        receivedAt: '2026-11-21T02:30:00.000Z',
        paidOn: '2026-11-21',
        late: false,
      },
    });
  });
});
