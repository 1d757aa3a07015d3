import { describe, expect, test } from 'vitest';
import type { Movement } from '../../../lib/domain/movement.ts';
import { afterDecision } from '../../../lib/domain/movement.ts';
import { type Order, type OrderStatus, orderStatusSchema } from '../../../lib/domain/order.ts';
import type { RefundEntry } from '../../../lib/domain/refund.ts';
import {
  decideOrderRefundDone,
  decideWay,
  isPaidBy,
  refuseItemRefund,
  refuseOrderRefund,
} from '../../../lib/domain/refund-decisions.ts';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { makeEvidence, makeSampleProposalId, vnd } from '../../samples.ts';
import { begin, hear, notice } from './ledger.ts';

const paid = hear(begin, [notice()]).order;

const entry = (amount: number, changes: Partial<RefundEntry> = {}): RefundEntry => ({
  refundId: makeSampleProposalId(amount % 32),
  amountVnd: vnd(amount),
  way: 'provider',
  status: 'reserved',
  asked: 0,
  ...changes,
});

const codeOf = (act: () => void): string => {
  try {
    act();
    return 'may be';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('a refund of a payment', () => {
  test.each(orderStatusSchema.options)('of an order that is %s', (status) => {
    const expected = status === 'paid' || status === 'part-refunded' ? 'may be' : 'refund-not-possible';
    const { payment: _, ...unpaid } = paid;
    const order: Order = status === 'awaiting' || status === 'expired' ? { ...unpaid, status } : { ...paid, status };

    expect(
      codeOf(() => {
        refuseOrderRefund(order, vnd(1));
      }),
    ).toBe(expected);
  });

  test.each([
    ['all of it', [], 135_000, 'may be'],
    ['a đồng more', [], 135_001, 'refund-too-large'],
    ['what others leave', [entry(100_000), entry(20_000, { status: 'done' })], 15_000, 'may be'],
    ['a đồng more than that', [entry(100_000), entry(20_000, { status: 'sent' })], 15_001, 'refund-too-large'],
    ['a fourth', [entry(1), entry(2), entry(3)], 1, 'refund-not-possible'],
  ])('of %s', (_name, refunds, amount, expected) => {
    expect(
      codeOf(() => {
        refuseOrderRefund({ ...paid, refunds }, vnd(amount));
      }),
    ).toBe(expected);
  });
});

describe('a refund of an item', () => {
  const item = (place: Movement['place'], parts: Movement['parts'] = []): Movement => ({
    ...afterDecision(undefined, { notice: notice(), word: 'wrong-amount', place, evidence: makeEvidence() }),
    parts,
  });
  const unapplied = { type: 'unapplied', reason: 'wrong-amount' } as const;

  test.each<[string, Movement, number, string]>([
    ['all of it', item(unapplied), 135_000, 'may be'],
    ['a đồng more', item(unapplied), 135_001, 'refund-too-large'],
    ['what a refund leaves', item(unapplied, [{ ...entry(100_000), kind: 'refund' }]), 35_001, 'refund-too-large'],
    ['a payment', item({ type: 'applied', orderId: paid.id }), 1, 'refund-not-possible'],
    ['a debit', item({ type: 'money-out' }), 1, 'refund-not-possible'],
    ['reversed money', item({ type: 'reversed' }), 1, 'refund-not-possible'],
    [
      'one with three refunds',
      item(
        unapplied,
        [1, 2, 3].map((amount) => ({ ...entry(amount), kind: 'refund' })),
      ),
      1,
      'refund-not-possible',
    ],
  ])('of %s', (_name, movement, amount, expected) => {
    expect(
      codeOf(() => {
        refuseItemRefund(movement, vnd(amount));
      }),
    ).toBe(expected);
  });
});

describe('the provider pays', () => {
  test.each<[string, Parameters<typeof decideWay>[0], boolean, string]>([
    ['when it can', { refunds: [], refundRejected: false }, true, 'provider'],
    ['not when it cannot', { refunds: [], refundRejected: false }, false, 'transfer'],
    ['not when it has rejected one that it had taken', { refunds: [], refundRejected: true }, true, 'transfer'],
    [
      'not what looks like an earlier one',
      { refunds: [entry(35_000, { status: 'done' })], refundRejected: false },
      true,
      'transfer',
    ],
    ['beside one of another amount', { refunds: [entry(20_000)], refundRejected: false }, true, 'provider'],
  ])('%s', (_name, refunds, canRefund, expected) => {
    expect(decideWay(refunds, vnd(35_000), canRefund)).toBe(expected);
  });
});

describe('a refund that is done', () => {
  const one = entry(35_000, { status: 'sent' });

  test.each<[OrderStatus, RefundEntry[], Record<string, unknown>]>([
    ['paid', [one], { type: 'order.part-refunded', refundedVnd: 35_000 }],
    ['part-refunded', [one, entry(100_000, { status: 'done' })], { type: 'order.refunded', refundedVnd: 135_000 }],
    ['part-refunded', [one, entry(100_000)], { type: 'order.part-refunded', refundedVnd: 35_000 }],
    ['reversed', [one], { type: 'refund.done' }],
  ])('makes of an order that is %s', (status, refunds, expected) => {
    const fact = decideOrderRefundDone({ ...paid, status, refunds }, one, { movementKey: 'debit' });

    expect(fact).toMatchObject({ refundId: one.refundId, amountVnd: 35_000, movementKey: 'debit', ...expected });
  });

  test('whole makes it refunded at once', () => {
    const whole = entry(135_000, { status: 'in-doubt' });

    expect(decideOrderRefundDone({ ...paid, refunds: [whole] }, whole, {}).type).toBe('order.refunded');
  });
});

test('a debit pays a refund of exactly its amount that is not done', () => {
  expect(isPaidBy(entry(35_000), vnd(35_000))).toBe(true);
  expect(isPaidBy(entry(35_000), vnd(34_999))).toBe(false);
  expect(isPaidBy(entry(35_000, { status: 'done' }), vnd(35_000))).toBe(false);
  expect(isPaidBy(undefined, vnd(35_000))).toBe(false);
});
