import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../lib/domain/notice.ts';
import { decideNotice } from '../../../lib/domain/notice-decision.ts';
import type { OrderStatus } from '../../../lib/domain/order.ts';
import { type RefundEntry, refundStatusSchema } from '../../../lib/domain/refund.ts';
import { makeSampleProposalId, start, vnd } from '../../samples.ts';
import { attempt, begin, decide, hear, type Ledger, notice, told } from './ledger.ts';

const paid = notice();
const reversed = notice({ result: 'reversed' });
const out = notice({ movementKey: 'debit-1', direction: 'out', reference: makeSampleProposalId() });

describe('a debit', () => {
  const entry: RefundEntry = {
    refundId: makeSampleProposalId(),
    amountVnd: out.amountVnd,
    way: 'transfer',
    status: 'sent',
    asked: 0,
  };
  const debit = (refund: RefundEntry | undefined, changes: Partial<Record<keyof Notice, unknown>> = {}) =>
    told(
      decideNotice({
        notice: notice({ ...out, ...changes }),
        receivedAt: start,
        order: undefined,
        movement: undefined,
        successorPaid: false,
        refund,
      }),
    );

  test('that no refund explains is a debit for people to look at', () => {
    expect(told(decide(begin, out))).toBe('accepted · money-out, unexplained');
  });

  test.each(refundStatusSchema.options)('for a refund that is %s', (status) => {
    const expected = status === 'done' ? 'unexplained' : entry.refundId;

    expect(debit({ ...entry, status })).toBe(`accepted · money-out, ${expected}`);
  });

  test('of another amount than the refund that it names closes nothing', () => {
    expect(debit(entry, { amountVnd: entry.amountVnd - 1 })).toBe('accepted · money-out, unexplained');
    expect(debit(entry, { amountVnd: entry.amountVnd + 1 })).toBe('accepted · money-out, unexplained');
  });

  test.each(['failed', 'in-doubt', 'reversed'])('that is %s has moved nothing', (result) => {
    expect(debit(entry, { result })).toBe('accepted · no-money');
  });

  test.each([
    ['failed', 'already-confirmed · contradiction'],
    ['reversed', 'already-confirmed · contradiction'],
    ['in-doubt', 'accepted · noted'],
  ])('and then %s: nothing is undone', (result, expected) => {
    expect(told(decide(hear(begin, [out]), notice({ ...out, result })))).toBe(expected);
  });
});

describe('a reversal of a payment of which some was refunded', () => {
  const refundId = makeSampleProposalId();
  const withRefund = (status: OrderStatus, refund: Partial<RefundEntry>): Ledger => {
    const { order, ...rest } = hear(begin, [paid]);
    const entry: RefundEntry = {
      refundId,
      amountVnd: vnd(35_000),
      way: 'provider',
      status: 'done',
      asked: 0,
      ...refund,
    };
    return { ...rest, order: { ...order, status, refunds: [entry] } };
  };

  test.each<[string, Ledger, Record<string, unknown>]>([
    ['done', withRefund('part-refunded', {}), { fact: { reversedVnd: 100_000 }, place: { inPart: true } }],
    ['sent', withRefund('paid', { status: 'sent' }), { fact: { reversedVnd: 135_000 }, place: { inPart: true } }],
    ['in doubt', withRefund('paid', { status: 'in-doubt' }), { place: { inPart: true } }],
  ])('%s: what is still here is reversed, and a person must look', (_name, ledger, expected) => {
    expect(told(decide(ledger, reversed))).toBe('accepted · reversed · order.reversed');
    expect(decide(ledger, reversed)).toMatchObject(expected);
    expect(hear(ledger, [reversed]).movements.get(paid.movementKey)?.desk?.class).toBe('reversed-in-part');
  });

  test('reserved: all is reversed, and the refund is not begun', () => {
    const now = hear(withRefund('paid', { status: 'reserved' }), [reversed]);

    expect(now.order).toMatchObject({ status: 'reversed' });
    expect(now.order).not.toHaveProperty('refunds');
    expect(now.movements.get(paid.movementKey)).not.toHaveProperty('desk');
  });

  test('as a whole: nothing is here to be reversed, so it is a contradiction', () => {
    const ledger = withRefund('refunded', { amountVnd: attempt.amountVnd });

    expect(told(decide(ledger, reversed))).toBe('already-confirmed · contradiction · notice.contradicted');
    expect(hear(ledger, [reversed]).movements.get(paid.movementKey)).toMatchObject({
      place: { type: 'applied' },
      desk: { class: 'contradicted' },
    });
  });
});
