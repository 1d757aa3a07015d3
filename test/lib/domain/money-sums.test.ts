import { describe, expect, test } from 'vitest';
import { type MovementSums, sumsOfMovement, sumsOfOrder } from '../../../lib/domain/money-sums.ts';
import { afterDecision, type Movement, type Part } from '../../../lib/domain/movement.ts';
import type { OrderStatus } from '../../../lib/domain/order.ts';
import type { RefundEntry, RefundStatus } from '../../../lib/domain/refund.ts';
import { makeEvidence, makeSampleProposalId, vnd } from '../../samples.ts';
import { begin, hear, notice } from './ledger.ts';

const refund = (status: RefundStatus): RefundEntry => ({
  refundId: makeSampleProposalId(),
  amountVnd: vnd(35_000),
  way: 'provider',
  status,
  asked: 0,
});

describe('the money of an order', () => {
  const paid = hear(begin, [notice()]).order;

  test.each<[OrderStatus, RefundStatus | undefined, Record<string, number>]>([
    ['paid', undefined, { appliedVnd: 135_000 }],
    ['paid', 'sent', { appliedVnd: 135_000 }],
    ['part-refunded', 'done', { appliedVnd: 100_000, refundedVnd: 35_000 }],
    ['reversed', undefined, { reversedVnd: 135_000 }],
    ['reversed', 'in-doubt', { reversedVnd: 135_000 }],
    ['reversed', 'done', { reversedVnd: 100_000, refundedVnd: 35_000 }],
  ])('that is %s with a refund %s', (status, refundStatus, expected) => {
    const refunds = refundStatus && [refund(refundStatus)];
    const rest = { appliedVnd: 0, unappliedVnd: 0, refundedVnd: 0, reversedVnd: 0 };

    expect(sumsOfOrder({ ...paid, status, refunds })).toEqual({ inVnd: 135_000, ...rest, ...expected });
  });

  test('that nobody has paid is none', () => {
    expect(Object.values(sumsOfOrder(begin.order))).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('the money of a movement', () => {
  const unapplied: Movement['place'] = { type: 'unapplied', reason: 'wrong-amount' };
  const make = (place: Movement['place'], parts: readonly Part[] = []): Movement => ({
    ...afterDecision(undefined, { notice: notice(), word: 'accepted', place, evidence: makeEvidence() }),
    ...(parts.length > 0 && { parts: [...parts] }),
  });
  const applied: Part = {
    kind: 'applied',
    amountVnd: vnd(90_000),
    orderId: begin.order.id,
    proposalId: makeSampleProposalId(1),
  };
  const part = (status: RefundStatus): Part => ({ ...refund(status), kind: 'refund' });

  test.each<[string, Movement, Partial<MovementSums>]>([
    ['a payment', make({ type: 'applied', orderId: begin.order.id }), { inOrdersVnd: 135_000 }],
    ['a payment reversed', make({ type: 'reversed', wasPayment: true }), { inOrdersVnd: 135_000 }],
    ['unapplied', make(unapplied), { unappliedVnd: 135_000 }],
    ['being refunded', make(unapplied, [part('sent')]), { unappliedVnd: 135_000 }],
    ['refunded in part', make(unapplied, [part('done')]), { unappliedVnd: 100_000, refundedVnd: 35_000 }],
    [
      'applied and refunded in part',
      make(unapplied, [applied, part('done')]),
      { inOrdersVnd: 90_000, refundedVnd: 35_000, unappliedVnd: 10_000 },
    ],
    ['reversed', make({ type: 'reversed' }), { reversedVnd: 135_000 }],
    [
      'reversed after some was used',
      make({ type: 'reversed' }, [applied, part('in-doubt')]),
      { inOrdersVnd: 90_000, reversedVnd: 45_000 },
    ],
  ])('%s', (_name, movement, expected) => {
    const rest = { inOrdersVnd: 0, unappliedVnd: 0, refundedVnd: 0, reversedVnd: 0 };

    expect(sumsOfMovement(movement)).toEqual({ inVnd: 135_000, ...rest, ...expected });
  });

  test.each<Movement['place']>([{ type: 'no-money' }, { type: 'money-out' }])('is none of $type', (place) => {
    expect(Object.values(sumsOfMovement(make(place)))).toEqual([0, 0, 0, 0, 0]);
  });
});
