import { describe, expect, test } from 'vitest';
import {
  afterDecision,
  afterNote,
  type Movement,
  refundsOf,
  remainderVnd,
  usedVnd,
} from '../../../lib/domain/movement.ts';
import {
  afterItemRefundLook,
  afterReversal,
  applyMovementFact,
  hashMovementEvent,
} from '../../../lib/domain/movement-changes.ts';
import type { MovementFact } from '../../../lib/domain/movement-events.ts';
import { addMs } from '../../../lib/domain/time.ts';
import { binh, mai, makeEvidence, makeSampleProposalId, start, vnd } from '../../samples.ts';
import { begin, notice } from './ledger.ts';

describe('a movement and its officers', () => {
  const place = { type: 'unapplied', reason: 'paid-twice', orderId: begin.order.id } as const;
  const evidence = makeEvidence();
  const item = afterDecision(undefined, { notice: notice(), word: 'already-confirmed', place, evidence });
  const debit = afterDecision(undefined, {
    notice: notice({ movementKey: 'debit', direction: 'out' }),
    word: 'accepted',
    place: { type: 'money-out' },
    evidence,
  });
  const refund = { refundId: makeSampleProposalId(), amountVnd: vnd(35_000) };
  const application = { proposalId: makeSampleProposalId(1), orderId: begin.order.id, amountVnd: vnd(100_000) };
  const approvedBy = { type: 'refund.approved', ...refund, way: 'provider', by: binh } as const;
  const reversal = {
    notice: notice({ result: 'reversed' }),
    word: 'accepted',
    place: { type: 'reversed' },
    evidence,
  } as const;
  const later = (number: number) => addMs(start, number);
  const happen = (movement: Movement, ...facts: MovementFact[]): Movement =>
    facts.reduce((now, fact, index) => applyMovementFact(now, fact, later(index + 1)).movement, movement);
  /** Nobody asks after the refund any more. */
  const askedInVain = (movement: Movement): Movement => {
    let now = movement;
    for (let asked = 0; asked < 11; asked += 1) now = afterItemRefundLook(now, refund.refundId, start);
    return now;
  };
  const accepted: MovementFact = { type: 'movement.accepted', by: mai, reason: 'Ngân hàng đã giải thích' };
  const applied: MovementFact = { type: 'money.applied', ...application, by: binh };
  const sending: MovementFact = { type: 'refund.sending', ...refund };

  test.each<[string, Movement, string | undefined]>([
    ['unapplied money', item, 'paid-twice'],
    ['some of it applied', happen(item, applied), 'paid-twice'],
    ['all of it used', happen(item, applied, approvedBy), undefined],
    ['a refund that nobody settled, some still here', askedInVain(happen(item, approvedBy, sending)), 'paid-twice'],
    ['the same, nothing left', askedInVain(happen(item, applied, approvedBy, sending)), 'refund-in-doubt'],
    [
      'a refund that failed',
      happen(item, applied, approvedBy, { type: 'refund.failed', ...refund, why: 'refused' }),
      'paid-twice',
    ],
    ['unapplied money, contradicted', afterNote(item, evidence, true), 'paid-twice'],
    [
      'money that moved nowhere, contradicted',
      afterNote({ ...item, place: { type: 'no-money' } }, evidence, true),
      'contradicted',
    ],
    [
      'the same, accepted',
      happen(afterNote({ ...item, place: { type: 'no-money' } }, evidence, true), accepted),
      undefined,
    ],
    [
      'and contradicted anew',
      afterNote(happen(afterNote(debit, evidence, true), accepted), evidence, true),
      'unexplained-debit',
    ],
    ['an unexplained debit', debit, 'unexplained-debit'],
    ['one that was accepted', happen(debit, accepted), undefined],
    [
      'one that turned out to be a refund',
      happen(debit, { type: 'debit.joined', refundId: refund.refundId }),
      undefined,
    ],
    ['reversed as a whole', afterDecision(item, reversal), undefined],
    ['reversed before a refund was begun', afterReversal(happen(item, approvedBy), reversal).movement, undefined],
    ['reversed after some was applied', afterReversal(happen(item, applied), reversal).movement, 'reversed-in-part'],
    [
      'reversed while a refund was on its way',
      afterReversal(happen(item, approvedBy, sending), reversal).movement,
      'reversed-in-part',
    ],
  ])('waits at the desk: %s', (_name, movement, expected) => {
    expect(movement.desk?.class).toBe(expected);
  });

  test('waits since its class is what it is', () => {
    expect(item.desk).toEqual({ class: 'paid-twice', since: start });
    expect(happen(item, applied).desk?.since).toBe(start);
    expect(
      afterReversal(happen(item, applied), { ...reversal, evidence: makeEvidence({ receivedAt: later(9) }) }).movement
        .desk?.since,
    ).toBe(later(9));
  });

  test('has parts that leave the rest', () => {
    const both = happen(item, applied, approvedBy);

    expect(both.parts?.map(({ kind, amountVnd }) => `${kind} ${amountVnd}`)).toEqual([
      'applied 100000',
      'refund 35000',
    ]);
    expect([remainderVnd(item), remainderVnd(happen(item, applied)), remainderVnd(both)]).toEqual([135_000, 35_000, 0]);
    expect([usedVnd(both), usedVnd(happen(both, sending, { type: 'refund.done', ...refund }))]).toEqual([
      100_000, 135_000,
    ]);
    expect(remainderVnd(debit)).toBe(0);
  });

  test('is due when somebody must look after one of its refunds', () => {
    expect(happen(item, approvedBy).dueAt).toBe(later(1));
    expect(happen(item, approvedBy, sending).dueAt).toBe(addMs(later(2), 5 * 60_000));
    expect(askedInVain(happen(item, approvedBy, sending))).not.toHaveProperty('dueAt');
    expect(refundsOf(askedInVain(happen(item, approvedBy, sending)))).toMatchObject([
      { asked: 11, status: 'in-doubt' },
    ]);
    expect(happen(item, applied)).not.toHaveProperty('dueAt');
  });

  test('knows when its provider has rejected a refund that it had taken', () => {
    expect(happen(item, approvedBy, { type: 'refund.failed', ...refund, why: 'rejected' }).refundRejected).toBe(true);
    expect(happen(item, approvedBy, { type: 'refund.failed', ...refund, why: 'refused' })).not.toHaveProperty(
      'refundRejected',
    );
  });

  test('has a journal that is chained, and begins with the first officer', () => {
    const { movement: one, event: first } = applyMovementFact(item, applied, start);
    const { movement: two, event: second } = applyMovementFact(one, approvedBy, start);

    expect(item).not.toHaveProperty('events');
    expect([first.sequence, second.sequence, two.events]).toEqual([1, 2, 2]);
    expect(first).not.toHaveProperty('previousHash');
    expect(second.previousHash).toBe(hashMovementEvent(first));
    expect(two.lastHash).toBe(hashMovementEvent(second));
  });

  test('hears that it was reversed, in one version with the notice', () => {
    const used = happen(item, applied);
    const { movement, event } = afterReversal(used, reversal);

    expect(movement).toMatchObject({ version: used.version + 1, place: { type: 'reversed' }, events: 2 });
    expect(event).toMatchObject({ sequence: 2, fact: { type: 'money.reversed', reversedVnd: 35_000 } });
  });
});
