import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterDecision, afterNote, type Movement } from '../../../lib/domain/movement.ts';
import { applyFact, type Order, orderLife, type OrderStatus } from '../../../lib/domain/order.ts';
import { decideAttempt, decideCancel, decideExpire } from '../../../lib/domain/order-decisions.ts';
import { attemptReference } from '../../../lib/domain/order-id.ts';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { addMs } from '../../../lib/domain/time.ts';
import { makeEvidence, merchantAccount, start } from '../../samples.ts';
import { after, begin, by, decide, type Ledger, notice } from './ledger.ts';

describe('a movement', () => {
  const evidence = (number: number) => makeEvidence({ raw: `n=${number}`, receivedAt: addMs(start, number) });
  const first = afterDecision(undefined, {
    notice: notice({ result: 'in-doubt' }),
    word: 'accepted',
    place: { type: 'no-money' },
    evidence: evidence(1),
  });
  const rawOf = (movement: Movement): string[] => movement.evidence.map(({ raw }) => raw);

  test('begins with the first notice of it', () => {
    expect(first).toMatchObject({ version: 1, firstReceivedAt: addMs(start, 1), evidence: [evidence(1)] });
  });

  test('says after a decision what was decided last, and keeps what was said before', () => {
    const place = { type: 'applied', orderId: begin.order.id } as const;
    const next = afterDecision(first, { notice: notice(), word: 'accepted', place, evidence: evidence(2) });

    expect(next).toMatchObject({ version: 2, notice: notice(), place, firstReceivedAt: addMs(start, 1) });
    expect(rawOf(next)).toEqual(['n=1', 'n=2']);
  });

  test('says after a note what it said before, and is marked when the note contradicts it', () => {
    expect(afterNote(first, evidence(2), false)).toEqual({
      ...first,
      version: 2,
      evidence: [evidence(1), evidence(2)],
    });
    expect(afterNote(first, evidence(2), true).contradicted).toBe(true);
    expect(afterNote(afterNote(first, evidence(2), true), evidence(3), false).contradicted).toBe(true);
  });

  test('keeps ten pieces of evidence: the first, and the latest nine', () => {
    let movement = first;
    for (let number = 2; number <= 12; number += 1) movement = afterNote(movement, evidence(number), false);

    expect(rawOf(movement)).toEqual([1, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((number) => `n=${number}`));
  });
});

describe('whatever comes, in whatever order', () => {
  const results = ['paid', 'failed', 'in-doubt', 'reversed'] as const;
  const references = [1, 2, 3].map((number) => attemptReference(begin.order.id, number));

  /** Notices of few movements, so that they repeat, contradict and overtake each other. The third reference is unknown. */
  const anyNotice = fc
    .record({
      movementKey: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
      reference: fc.constantFrom(...references),
      result: fc.constantFrom(...results),
      amountVnd: fc.constantFrom(135_000, 135_000, 135_000, 134_999),
      direction: fc.constantFrom('in' as const, 'in' as const, 'in' as const, 'out' as const),
      accountId: fc.constantFrom(merchantAccount.id, merchantAccount.id, merchantAccount.id, 'another-vnpay'),
      successorPaid: fc.boolean(),
    })
    .map(({ successorPaid, ...changes }) => ({ type: 'notice' as const, notice: notice(changes), successorPaid }));

  const anyStep = fc.oneof(
    { weight: 8, arbitrary: anyNotice },
    { weight: 1, arbitrary: fc.constant({ type: 'expire' as const }) },
    { weight: 1, arbitrary: fc.constant({ type: 'cancel' as const }) },
  );

  type Step = typeof anyStep extends fc.Arbitrary<infer T> ? T : never;

  const factOf = (order: Order, type: 'expire' | 'cancel') => {
    try {
      return type === 'expire' ? decideExpire(order, order.expiresAt) : decideCancel(order, 'dak-lak-portal');
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };

  const take = (ledger: Ledger, step: Step): Ledger => {
    if (step.type === 'notice') return after(ledger, step.notice, decide(ledger, step.notice, step.successorPaid));
    const fact = factOf(ledger.order, step.type);
    if (fact === undefined) return ledger;
    const { order, event } = applyFact(ledger.order, fact, start);
    return { ...ledger, order, journal: [...ledger.journal, event] };
  };

  const secondAttempt = applyFact(begin.order, decideAttempt(begin.order, by, start), start);
  const withTwoAttempts: Ledger = {
    ...begin,
    order: secondAttempt.order,
    journal: [...begin.journal, secondAttempt.event],
  };

  /** Walks through the steps and shows each to a check, with what was before it. */
  const always = (check: (now: Ledger, before: Ledger, step: Step) => void): void => {
    const property = fc.property(fc.array(anyStep, { maxLength: 30 }), (steps) => {
      steps.reduce((before, step) => {
        const now = take(before, step);
        check(now, before, step);
        return now;
      }, withTwoAttempts);
    });
    fc.assert(property, { numRuns: 300 });
  };

  const keysIn = ({ movements }: Ledger, ...places: string[]): string[] =>
    [...movements].filter(([, { place }]) => places.includes(place.type)).map(([key]) => key);

  test('status is a fold of the journal', () => {
    always(({ order, journal }) => {
      const fold = journal.reduce(
        (status: OrderStatus, { fact }) => orderLife[status][fact.type] ?? status,
        'awaiting',
      );

      expect(order.status).toBe(fold);
      expect(journal.map(({ sequence }) => sequence)).toEqual(journal.map((_event, index) => index + 1));
    });
  });

  test('an order has at most one payment, and it is the one movement that is applied', () => {
    always((now) => {
      const { order, journal } = now;

      expect(journal.filter(({ fact }) => fact.type === 'order.paid').length).toBe(order.payment ? 1 : 0);
      expect(keysIn(now, 'applied')).toEqual(order.status === 'paid' ? [order.payment?.movementKey] : []);
      if (order.payment) expect(order.payment.amountVnd).toBe(order.totalAmountVnd);
    });
  });

  test('money that came in stays in exactly one place: applied, unapplied or reversed', () => {
    const cameIn = new Set<string>();
    always((now, before, step) => {
      if (before === withTwoAttempts) cameIn.clear();
      if (step.type === 'notice') {
        const { notice: heard } = step;
        const outcome = decide(before, heard, step.successorPaid);
        const isIn = heard.direction === 'in' && (heard.result === 'paid' || heard.result === 'reversed');
        if (outcome.type === 'decided' && isIn) cameIn.add(heard.movementKey);
      }

      expect(keysIn(now, 'applied', 'unapplied', 'reversed').sort()).toEqual([...cameIn].sort());
    });
  });

  test('what was reversed stays reversed', () => {
    always((now, before) => {
      expect(keysIn(now, 'reversed')).toEqual(expect.arrayContaining(keysIn(before, 'reversed')));
    });
  });

  test('a paid order becomes unpaid only when its own payment is reversed', () => {
    always((now, before, step) => {
      if (before.order.status !== 'paid' || now.order.status === 'paid') return;

      expect(step).toMatchObject({
        notice: { result: 'reversed', movementKey: before.order.payment?.movementKey },
      });
      expect(now.order.status).toBe('reversed');
    });
  });

  test('the same notice again is never decided again', () => {
    always((now, _before, step) => {
      if (step.type === 'notice') expect(decide(now, step.notice, step.successorPaid).type).not.toBe('decided');
    });
  });
});
