import { describe, expect, test } from 'vitest';
import {
  findDueRefund,
  findRefund,
  leftVnd,
  refundedVnd,
  type RefundEntry,
  refundLife,
  refundsAfter,
  refundsAfterLook,
  refundsAfterReversal,
  type RefundStatus,
  refundStatusSchema,
  refundWaitsSince,
  takenVnd,
} from '../../../lib/domain/refund.ts';
import type { RefundFact } from '../../../lib/domain/refund-events.ts';
import { addMs, dayMs, hourMs, instantToMs, minuteMs } from '../../../lib/domain/time.ts';
import { binh, mai, makeSampleProposalId, start, vnd } from '../../samples.ts';

const of = { refundId: makeSampleProposalId(), amountVnd: vnd(35_000) };

/** One fact of each type that can happen to a refund. */
const facts: Record<RefundFact['type'], RefundFact> = {
  'refund.approved': { type: 'refund.approved', ...of, way: 'provider', by: binh },
  'refund.sending': { type: 'refund.sending', ...of },
  'refund.sent': { type: 'refund.sent', ...of },
  'refund.asked': { type: 'refund.asked', ...of, by: mai },
  'refund.failed': { type: 'refund.failed', ...of, why: 'refused' },
  'refund.contradicted': { type: 'refund.contradicted', ...of, said: 'done' },
  'contradiction.accepted': { type: 'contradiction.accepted', ...of, by: mai, reason: 'Đã hoàn lại' },
  'refund.done': { type: 'refund.done', ...of },
  'order.part-refunded': { type: 'order.part-refunded', ...of, refundedVnd: of.amountVnd },
  'order.refunded': { type: 'order.refunded', ...of, refundedVnd: of.amountVnd },
};

const after = (...types: RefundFact['type'][]): readonly RefundEntry[] =>
  types.reduce<readonly RefundEntry[]>((entries, type) => refundsAfter(entries, facts[type], start), []);

/** The only refund there is. */
const only = (entries: readonly RefundEntry[]): RefundEntry => {
  expect(entries).toHaveLength(1);
  return entries[0] ?? expect.unreachable();
};

const transfer = (): readonly RefundEntry[] =>
  refundsAfter([], { type: 'refund.approved', ...of, way: 'transfer', by: binh }, start);

const statuses = refundStatusSchema.options;
const types = Object.keys(facts) as RefundFact['type'][];
const pairs = statuses
  .flatMap((status) => types.map((type): [RefundStatus, RefundFact['type']] => [status, type]))
  .filter(([, type]) => type !== 'refund.approved');

describe('the life of a refund', () => {
  test('has these edges', () => {
    const edges = statuses.flatMap((status) =>
      Object.entries(refundLife[status]).map(([fact, next]) => `${status} — ${fact} → ${next}`),
    );

    expect(edges.join('\n')).toMatchInlineSnapshot(`
      "reserved — refund.sending → in-doubt
      reserved — refund.sent → sent
      reserved — refund.failed → gone
      reserved — refund.done → done
      reserved — order.part-refunded → done
      reserved — order.refunded → done
      in-doubt — refund.asked → in-doubt
      in-doubt — refund.sent → sent
      in-doubt — refund.failed → gone
      in-doubt — refund.done → done
      in-doubt — order.part-refunded → done
      in-doubt — order.refunded → done
      sent — refund.asked → sent
      sent — refund.sent → sent
      sent — refund.failed → gone
      sent — refund.done → done
      sent — order.part-refunded → done
      sent — order.refunded → done"
    `);
  });

  test.each(pairs)('goes from %s by %s along its edge, or stays', (status, type) => {
    const before: RefundEntry = { ...only(after('refund.approved', 'refund.sending')), status };
    const next = refundLife[status][type];
    const now = refundsAfter([before], facts[type], start);

    if (next === 'gone') expect(now).toEqual([]);
    else expect(only(now)).toMatchObject({ ...of, status: next ?? status });
    if (next === undefined) expect(only(now)).toBe(before);
  });

  test('is its own: another refund stays as it is', () => {
    const other = { ...only(after('refund.approved')), refundId: makeSampleProposalId(1) };

    for (const type of types.slice(1)) expect(refundsAfter([other], facts[type], start)).toEqual([other]);
  });

  test('of one that failed is over, and its amount free again', () => {
    expect(leftVnd(vnd(100_000), after('refund.approved'))).toBe(65_000);
    expect(leftVnd(vnd(100_000), after('refund.approved', 'refund.sending', 'refund.failed'))).toBe(100_000);
  });
});

describe('what is taken', () => {
  test.each([
    ['reserved', after('refund.approved'), 0],
    ['in doubt', after('refund.approved', 'refund.sending'), 0],
    ['sent', after('refund.approved', 'refund.sending', 'refund.sent'), 0],
    ['done', after('refund.approved', 'refund.done'), 35_000],
  ])('by one that is %s is its amount; gone is what is done', (_name, entries, gone) => {
    expect([takenVnd(entries), refundedVnd(entries)]).toEqual([35_000, gone]);
  });

  test('is nothing while there are none', () => {
    expect([takenVnd(), refundedVnd(), leftVnd(vnd(5))]).toEqual([0, 0, 5]);
  });
});

describe('a refund is looked after', () => {
  const waits = (entries: readonly RefundEntry[]): number[] => {
    const found: number[] = [];
    let now = entries;
    for (let { askAt } = only(now); askAt !== undefined; { askAt } = only(now)) {
      found.push(instantToMs(askAt) - instantToMs(start));
      now = refundsAfterLook(now, of.refundId);
    }
    return found;
  };

  test('at once by the provider, and by nobody when it is a transfer that nobody has made', () => {
    expect(only(after('refund.approved')).askAt).toBe(start);
    expect(only(transfer())).not.toHaveProperty('askAt');
    expect(refundWaitsSince(only(transfer()))).toBeUndefined();
  });

  test('over fifteen days after it was sent, whether or not the provider has taken it', () => {
    const schedule = [
      ...[5 * minuteMs, 30 * minuteMs, 2 * hourMs, 8 * hourMs],
      ...[1, 2, 3, 5, 7, 10, 15].map((days) => days * dayMs),
    ];

    expect(waits(after('refund.approved', 'refund.sending'))).toEqual(schedule);
    expect(waits(after('refund.approved', 'refund.sending', 'refund.sent'))).toEqual(schedule);
  });

  test('over three days when it is a transfer', () => {
    expect(waits(refundsAfter(transfer(), facts['refund.sent'], start))).toEqual([5 * minuteMs, dayMs, 3 * dayMs]);
  });

  test('by a person after that, until an officer has it looked after once more', () => {
    let entries = after('refund.approved', 'refund.sending');
    for (let asked = 0; asked < 11; asked += 1) entries = refundsAfterLook(entries, of.refundId);
    expect(refundWaitsSince(only(entries))).toBe(addMs(start, 15 * dayMs));

    const later = addMs(start, 20 * dayMs);
    entries = refundsAfter(entries, facts['refund.asked'], later);
    expect(only(entries).askAt).toBe(later);
    expect(refundWaitsSince(only(entries))).toBeUndefined();
    expect(refundWaitsSince(only(refundsAfterLook(entries, of.refundId)))).toBe(addMs(start, 15 * dayMs));
  });

  test('never again once it is done', () => {
    for (const type of ['refund.done', 'order.part-refunded', 'order.refunded'] as const) {
      const entry = only(after('refund.approved', 'refund.sending', type));
      expect([entry.askAt, refundWaitsSince(entry)]).toEqual([undefined, undefined]);
    }
  });

  test('when its time has come', () => {
    const entries = after('refund.approved', 'refund.sending');

    expect(findDueRefund(entries, addMs(start, 5 * minuteMs - 1))).toBeUndefined();
    expect(findDueRefund(entries, addMs(start, 5 * minuteMs))).toBe(entries[0]);
    expect(findDueRefund(undefined, start)).toBeUndefined();
  });
});

test('a refund is found by its id', () => {
  const entries = after('refund.approved');

  expect(findRefund(entries, of.refundId)).toBe(entries[0]);
  expect(findRefund(entries, makeSampleProposalId(1))).toBeUndefined();
  expect(findRefund(undefined, of.refundId)).toBeUndefined();
});

test('a reversal leaves no refund that nobody has begun to pay', () => {
  expect(refundsAfterReversal(after('refund.approved'))).toEqual([]);
  for (const type of ['refund.sending', 'refund.sent', 'refund.done'] as const)
    expect(refundsAfterReversal(after('refund.approved', type))).toHaveLength(1);
});
