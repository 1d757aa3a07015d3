import { describe, expect, test } from 'vitest';
import type { Notice } from '../../../lib/domain/notice.ts';
import type { AmountVnd } from '../../../lib/domain/money.ts';
import { applyFact, type OrderStatus, orderStatusSchema } from '../../../lib/domain/order.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { binh, makeSampleProposalId, start, vnd } from '../../samples.ts';
import { attempt, begin, decide, hear, type Ledger, notice, told } from './ledger.ts';

const inStatus = (status: OrderStatus): Ledger => ({ ...begin, order: { ...begin.order, status } });

const paid = notice();
const failed = notice({ result: 'failed', reasonCode: '24' });
const inDoubt = notice({ result: 'in-doubt', reasonCode: '07' });
const reversed = notice({ result: 'reversed' });
const wrongAmount = notice({ amountVnd: attempt.amountVnd - 1 });
const out = notice({ movementKey: 'debit-1', direction: 'out', reference: makeSampleProposalId() });
const unknown = notice({ movementKey: 'elsewhere', reference: 'LP0000000000A2' });
const ofAnother = notice({ movementKey: 'elsewhere', accountId: 'another-vnpay' });
const second = notice({ movementKey: 'second' });

describe('the decision table', () => {
  describe('same movement, same content and result: nothing changes, and the word is the one heard first', () => {
    test.each<[string, Notice, string]>([
      ['paid', paid, 'already-confirmed · nothing changes'],
      ['failed', failed, 'already-confirmed · nothing changes'],
      ['in doubt', inDoubt, 'already-confirmed · nothing changes'],
      ['wrong amount', wrongAmount, 'wrong-amount · nothing changes'],
      ['unknown reference', unknown, 'order-not-found · nothing changes'],
      ['money out', out, 'already-confirmed · nothing changes'],
    ])('%s', (_name, repeated, expected) => {
      expect(told(decide(hear(begin, [repeated]), repeated))).toBe(expected);
      expect(told(decide(hear(begin, [repeated, repeated]), repeated))).toBe(expected);
    });

    test('paid twice', () => {
      expect(told(decide(hear(begin, [paid, second]), second))).toBe('already-confirmed · nothing changes');
    });

    test('also when the order has gone on meanwhile', () => {
      const later = { ...hear(begin, [wrongAmount]), order: { ...begin.order, status: 'cancelled' as const } };

      expect(told(decide(later, wrongAmount))).toBe('wrong-amount · nothing changes');
    });

    test('also when the provider tells more of it than before', () => {
      const more = notice({ transactionId: '14422574', payerBankCode: 'NCB', paidAt: start });

      expect(told(decide(hear(begin, [paid]), more))).toBe('already-confirmed · nothing changes');
    });
  });

  describe('same movement, contradicting content: evidence, discrepancy, alarm', () => {
    test.each<[string, Notice, string]>([
      ['amount', wrongAmount, 'already-confirmed · contradiction · notice.contradicted'],
      ['direction', notice({ direction: 'out' }), 'already-confirmed · contradiction · notice.contradicted'],
      ['reference', notice({ reference: 'LP0000000000A9' }), 'already-confirmed · contradiction'],
      ['account', notice({ accountId: 'another-vnpay' }), 'already-confirmed · contradiction'],
    ])('another %s', (_name, contradicting, expected) => {
      for (const first of [paid, failed, inDoubt])
        expect(told(decide(hear(begin, [first]), contradicting))).toBe(expected);
    });

    test('adds no money and takes none away', () => {
      const before = hear(begin, [paid]);
      const now = hear(before, [wrongAmount, notice({ reference: 'LP0000000000A9' })]);

      expect(now.movements.get(paid.movementKey)).toMatchObject({
        notice: paid,
        place: { type: 'applied' },
        contradicted: true,
      });
      expect(now.order).toMatchObject({ status: 'paid', payment: { amountVnd: attempt.amountVnd } });
    });
  });

  describe('paid, reference unknown or of another merchant account: unapplied', () => {
    test.each<[string, Notice]>([
      ['unknown', unknown],
      ['of another merchant account', ofAnother],
    ])('%s', (_name, heard) => {
      expect(told(decide(begin, heard))).toBe('order-not-found · unapplied, unknown-reference');
    });

    test('and when nothing was paid, there is nothing to apply', () => {
      expect(told(decide(begin, { ...unknown, result: 'failed' }))).toBe('order-not-found · no-money');
      expect(told(decide(begin, { ...unknown, result: 'in-doubt' }))).toBe('order-not-found · no-money');
    });
  });

  describe('paid', () => {
    const wrong = 'wrong-amount · unapplied, wrong-amount · money.unapplied';
    const twice = 'already-confirmed · unapplied, paid-twice · money.unapplied';

    test('an order whose successor is paid', () => {
      expect(told(decide(inStatus('expired'), paid, true))).toBe(twice);
      expect(told(decide(inStatus('expired'), wrongAmount, true))).toBe(wrong);
    });

    test('leaves an order with the wrong amount as it was, and payable', () => {
      const { order } = hear(begin, [wrongAmount]);

      expect(order).toMatchObject({ status: 'awaiting', attempts: [{ status: 'paid' }] });
      expect(order).not.toHaveProperty('payment');
    });
  });

  describe('failed', () => {
    test('its movement counted as paid: evidence, alarm, never undone', () => {
      expect(told(decide(hear(begin, [paid]), failed))).toBe('already-confirmed · contradiction · notice.contradicted');
      expect(told(decide(hear(begin, [wrongAmount]), notice({ ...wrongAmount, result: 'failed' })))).toBe(
        'already-confirmed · contradiction · notice.contradicted',
      );
      expect(hear(begin, [paid, failed]).order.status).toBe('paid');
    });

    test('an attempt that another movement paid stays paid', () => {
      expect(told(decide(hear(begin, [second]), failed))).toBe('accepted · no-money');
    });
  });

  test('in doubt, its movement counted as paid: kept, and nothing undone', () => {
    expect(told(decide(hear(begin, [paid]), inDoubt))).toBe('accepted · noted');
    expect(hear(begin, [paid, inDoubt]).order).toMatchObject({ status: 'paid', attempts: [{ status: 'paid' }] });
  });

  describe('a later result is progress', () => {
    test.each<[string, Notice, Notice, string]>([
      ['in doubt, then paid', inDoubt, paid, 'accepted · applied · order.paid'],
      ['in doubt, then failed', inDoubt, failed, 'accepted · no-money · attempt.failed'],
      ['failed, then paid', failed, paid, 'accepted · applied · order.paid'],
      ['failed, then in doubt', failed, inDoubt, 'accepted · no-money · attempt.in-doubt'],
    ])('%s', (_name, first, later, expected) => {
      expect(told(decide(hear(begin, [first]), later))).toBe(expected);
    });
  });

  describe('reversed', () => {
    test('its movement the order’s payment: money and order are reversed', () => {
      expect(told(decide(hear(begin, [paid]), reversed))).toBe('accepted · reversed · order.reversed');
      expect(hear(begin, [paid, reversed]).order.status).toBe('reversed');
    });

    test('its movement unapplied: the money is reversed, the order stays as it is', () => {
      expect(told(decide(hear(begin, [paid, second]), notice({ ...second, result: 'reversed' })))).toBe(
        'accepted · reversed',
      );
      expect(told(decide(hear(begin, [unknown]), notice({ ...unknown, result: 'reversed' })))).toBe(
        'accepted · reversed',
      );
    });

    test('before anybody told that it was paid: the attempt failed', () => {
      expect(told(decide(begin, reversed))).toBe('accepted · reversed · attempt.failed');
    });

    test.each<[string, Notice, Notice[]]>([
      ['paid', paid, [paid, reversed]],
      ['paid', paid, [reversed]],
      ['failed', failed, [paid, reversed]],
      ['in doubt', inDoubt, [paid, reversed]],
    ])('is the end: %s that arrives later moves no money', (_name, late, before) => {
      const now = hear(begin, before);

      expect(told(decide(now, late))).toBe('already-confirmed · noted');
      expect(hear(now, [late]).movements.get(paid.movementKey)?.place.type).toBe('reversed');
      expect(hear(now, [late]).order.status).toBe(now.order.status);
    });
  });
});

/** The order paid by its attempt, and then in a status that only a paid one can have. */
const paidAndThen = (status: OrderStatus): Ledger | undefined => {
  const ledger = hear(begin, [paid]);
  const refund = (type: 'order.part-refunded' | 'order.refunded', amountVnd: AmountVnd): Ledger => {
    const one = { refundId: makeSampleProposalId(), amountVnd };
    const reserved = applyFact(ledger.order, { type: 'refund.approved', ...one, way: 'provider', by: binh }, start);
    return { ...ledger, order: applyFact(reserved.order, { type, ...one, refundedVnd: amountVnd }, start).order };
  };
  switch (status) {
    case 'paid':
      return ledger;
    case 'part-refunded':
      return refund('order.part-refunded', vnd(35_000));
    case 'refunded':
      return refund('order.refunded', attempt.amountVnd);
    case 'reversed':
      return hear(ledger, [reversed]);
    default:
      return undefined;
  }
};

test('each status, each notice of the order’s attempt: its first, and after it was paid', () => {
  const heard = { paid, failed, 'in-doubt': inDoubt, reversed, 'wrong amount': wrongAmount, 'another way': second };
  const linesOf = (ledger: Ledger | undefined, name: string): string[] =>
    ledger ? Object.entries(heard).map(([said, one]) => `${name} — ${said} → ${told(decide(ledger, one))}`) : [];
  const lines = orderStatusSchema.options.flatMap((status) => [
    ...linesOf(inStatus(status), status),
    ...linesOf(paidAndThen(status), `${status} by it`),
  ]);

  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "awaiting — paid → accepted · applied · order.paid
    awaiting — failed → accepted · no-money · attempt.failed
    awaiting — in-doubt → accepted · no-money · attempt.in-doubt
    awaiting — reversed → accepted · reversed · attempt.failed
    awaiting — wrong amount → wrong-amount · unapplied, wrong-amount · money.unapplied
    awaiting — another way → accepted · applied · order.paid
    paid — paid → already-confirmed · unapplied, paid-twice · money.unapplied
    paid — failed → accepted · no-money · attempt.failed
    paid — in-doubt → accepted · no-money · attempt.in-doubt
    paid — reversed → accepted · reversed · attempt.failed
    paid — wrong amount → wrong-amount · unapplied, wrong-amount · money.unapplied
    paid — another way → already-confirmed · unapplied, paid-twice · money.unapplied
    paid by it — paid → already-confirmed · nothing changes
    paid by it — failed → already-confirmed · contradiction · notice.contradicted
    paid by it — in-doubt → accepted · noted
    paid by it — reversed → accepted · reversed · order.reversed
    paid by it — wrong amount → already-confirmed · contradiction · notice.contradicted
    paid by it — another way → already-confirmed · unapplied, paid-twice · money.unapplied
    part-refunded — paid → already-confirmed · unapplied, paid-twice · money.unapplied
    part-refunded — failed → accepted · no-money · attempt.failed
    part-refunded — in-doubt → accepted · no-money · attempt.in-doubt
    part-refunded — reversed → accepted · reversed · attempt.failed
    part-refunded — wrong amount → wrong-amount · unapplied, wrong-amount · money.unapplied
    part-refunded — another way → already-confirmed · unapplied, paid-twice · money.unapplied
    part-refunded by it — paid → already-confirmed · nothing changes
    part-refunded by it — failed → already-confirmed · contradiction · notice.contradicted
    part-refunded by it — in-doubt → accepted · noted
    part-refunded by it — reversed → accepted · reversed · order.reversed
    part-refunded by it — wrong amount → already-confirmed · contradiction · notice.contradicted
    part-refunded by it — another way → already-confirmed · unapplied, paid-twice · money.unapplied
    refunded — paid → already-confirmed · unapplied, closed-order · money.unapplied
    refunded — failed → accepted · no-money · attempt.failed
    refunded — in-doubt → accepted · no-money · attempt.in-doubt
    refunded — reversed → accepted · reversed · attempt.failed
    refunded — wrong amount → wrong-amount · unapplied, wrong-amount · money.unapplied
    refunded — another way → already-confirmed · unapplied, closed-order · money.unapplied
    refunded by it — paid → already-confirmed · nothing changes
    refunded by it — failed → already-confirmed · contradiction · notice.contradicted
    refunded by it — in-doubt → accepted · noted
    refunded by it — reversed → already-confirmed · contradiction · notice.contradicted
    refunded by it — wrong amount → already-confirmed · contradiction · notice.contradicted
    refunded by it — another way → already-confirmed · unapplied, closed-order · money.unapplied
    reversed — paid → already-confirmed · unapplied, closed-order · money.unapplied
    reversed — failed → accepted · no-money · attempt.failed
    reversed — in-doubt → accepted · no-money · attempt.in-doubt
    reversed — reversed → accepted · reversed · attempt.failed
    reversed — wrong amount → wrong-amount · unapplied, wrong-amount · money.unapplied
    reversed — another way → already-confirmed · unapplied, closed-order · money.unapplied
    reversed by it — paid → already-confirmed · noted
    reversed by it — failed → already-confirmed · noted
    reversed by it — in-doubt → already-confirmed · noted
    reversed by it — reversed → already-confirmed · nothing changes
    reversed by it — wrong amount → already-confirmed · contradiction · notice.contradicted
    reversed by it — another way → already-confirmed · unapplied, closed-order · money.unapplied
    expired — paid → accepted · applied · order.paid
    expired — failed → accepted · no-money · attempt.failed
    expired — in-doubt → accepted · no-money · attempt.in-doubt
    expired — reversed → accepted · reversed · attempt.failed
    expired — wrong amount → wrong-amount · unapplied, wrong-amount · money.unapplied
    expired — another way → accepted · applied · order.paid
    cancelled — paid → already-confirmed · unapplied, closed-order · money.unapplied
    cancelled — failed → accepted · no-money · attempt.failed
    cancelled — in-doubt → accepted · no-money · attempt.in-doubt
    cancelled — reversed → accepted · reversed · attempt.failed
    cancelled — wrong amount → wrong-amount · unapplied, wrong-amount · money.unapplied
    cancelled — another way → already-confirmed · unapplied, closed-order · money.unapplied"
  `);
});

describe('a payment', () => {
  const paymentOf = (heard: Notice) => hear(begin, [heard]).order.payment;

  test('is of the day in Viet Nam on which the provider took it', () => {
    expect(paymentOf(notice({ paidAt: '2026-11-21T17:00:00Z' }))).toMatchObject({
      movementKey: paid.movementKey,
      channel: 'online',
      paidAt: '2026-11-21T17:00:00.000Z',
      paidOn: '2026-11-22',
      receivedAt: start,
      late: false,
    });
  });

  test('is of the instant at which we heard of it when the provider tells none', () => {
    expect(paymentOf(paid)).toMatchObject({ paidAt: start, paidOn: '2026-11-21' });
  });

  test('is late from the first millisecond after the deadline', () => {
    expect(paymentOf(notice({ paidAt: begin.order.expiresAt }))?.late).toBe(false);
    expect(paymentOf(notice({ paidAt: addMs(begin.order.expiresAt, 1) }))?.late).toBe(true);
  });

  test('of an order that expired counts, late or not', () => {
    const late = notice({ paidAt: addMs(begin.order.expiresAt, dayMs) });

    expect(hear(inStatus('expired'), [late]).order).toMatchObject({ status: 'paid', payment: { late: true } });
  });
});
