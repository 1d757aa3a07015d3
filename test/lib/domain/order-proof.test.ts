import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterAsking,
  applyFact,
  hashEvent,
  type Order,
  orderLife,
  type OrderChange,
} from '../../../lib/domain/order.ts';
import type { OrderEvent, OrderFact } from '../../../lib/domain/order-events.ts';
import { findFlaws } from '../../../lib/domain/order-proof.ts';
import { addMs, minuteMs } from '../../../lib/domain/time.ts';
import { makeSampleOrder, start } from '../../samples.ts';
import { begin, hear, type Ledger, notice } from './ledger.ts';

/** As a table keeps it. */
const asItem = (record: object): Record<string, unknown> => JSON.parse(JSON.stringify(record));

type Kept = { readonly head: Record<string, unknown>; readonly journal: readonly Record<string, unknown>[] };

const keep = ({ order, journal }: Pick<Ledger, 'order' | 'journal'>): Kept => ({
  head: asItem(order),
  journal: journal.map(asItem),
});

const flawsOf = ({ head, journal }: Kept): readonly string[] => findFlaws(head, journal);

const follow = (
  { order, journal }: Pick<Ledger, 'order' | 'journal'>,
  fact: OrderFact,
): Pick<Ledger, 'order' | 'journal'> => {
  const change: OrderChange = applyFact(order, fact, addMs(start, journal.length * minuteMs));
  return { order: change.order, journal: [...journal, change.event] };
};

const paid = hear(begin, [notice({ result: 'in-doubt', reasonCode: '07' }), notice({ transactionId: '14422574' })]);
const expired = follow(hear(begin, [notice({ result: 'failed', reasonCode: '24' })]), { type: 'order.expired' });
const full = follow(follow(paid, { type: 'notice.contradicted', movementKey: 'm', said: 'failed 1' }), {
  type: 'order.reversed',
  movementKey: paid.order.payment?.movementKey ?? '',
  reversedVnd: paid.order.totalAmountVnd,
});

/** The same facts with a chain that was made anew: whoever may write to the table can do that. */
const chainAnew = (order: Order, events: readonly OrderEvent[]): Kept => {
  const journal: OrderEvent[] = [];
  for (const event of events) {
    const before = journal.at(-1);
    journal.push({ ...event, sequence: journal.length + 1, previousHash: before && hashEvent(before) });
  }
  return keep({ order: { ...order, events: journal.length, lastHash: hashEvent(journal.at(-1)!) }, journal });
};

describe('an order holds', () => {
  test.each([
    ['new', { order: makeSampleOrder().order, journal: [makeSampleOrder().event] }],
    ['under way', begin],
    ['paid', paid],
    ['expired', expired],
    ['paid late', hear({ ...begin, ...expired }, [notice()])],
    ['paid twice', hear(paid, [notice({ movementKey: 'another' })])],
    ['reversed', full],
  ])('%s', (_what, ledger) => {
    expect(flawsOf(keep(ledger))).toEqual([]);
  });

  test('whatever was asked of its provider, and whichever webhooks were sent', () => {
    const [created, started, ...rest] = paid.journal;
    const asked = { ...keep(begin), head: asItem(afterAsking(begin.order, 1)) };
    const [last] = rest.toReversed();
    const delivered = {
      ...last!,
      version: 3,
      delivery: { ...last!.delivery!, status: 'delivered' as const, tries: 2 },
    };

    expect(flawsOf(asked)).toEqual([]);
    expect(flawsOf(keep({ ...paid, journal: [created!, started!, ...rest.slice(0, -1), delivered] }))).toEqual([]);
  });
});

describe('a flaw is told in a line:', () => {
  const { head, journal } = keep(full);
  const changed = (index: number, change: Record<string, unknown>): Kept => ({
    head,
    journal: journal.map((item, place) => (place === index ? { ...item, ...change } : item)),
  });

  test.each<[string, Kept, string[]]>([
    [
      'another status',
      { head: { ...head, status: 'paid' }, journal },
      ['/status: the head says "paid", the journal "reversed"'],
    ],
    [
      'another count of webhooks',
      { head: { ...head, notified: 7 }, journal },
      ['/notified: the head says 7, the journal 2'],
    ],
    [
      'no payment',
      { head: { ...head, payment: undefined }, journal },
      [expect.stringContaining('/payment: the head says nothing, the journal {')],
    ],
    [
      'an attempt that did not end so',
      { head: { ...head, attempts: [{ ...full.order.attempts[0], status: 'failed' }] }, journal },
      ['/attempts/0/status: the head says "failed", the journal "paid"'],
    ],
    [
      'another total',
      { head: { ...head, totalAmountVnd: 1 }, journal },
      ['/totalAmountVnd: the head says 1, the journal 135000'],
    ],
    ['a head that is none', { head: { ...head, status: 'gone' }, journal }, ['the head cannot be read']],
    ['an event that is none', changed(1, { sequence: 'two' }), ['event 2 cannot be read']],
    [
      'a field that nobody knows',
      changed(0, { fact: { ...(journal[0]!.fact as object), note: 'x' } }),
      ['event 1 is not what it was when event 2 was written'],
    ],
    [
      'another webhook',
      changed(3, { delivery: { sequence: 2, status: 'due', tries: 0 } }),
      ['event 4 is told as webhook 2, not 1'],
    ],
    ['no webhook', changed(3, { delivery: undefined }), ['event 4 is told as webhook none, not 1']],
  ])('%s', (_what, kept, flaws) => {
    expect(flawsOf(kept)).toEqual(flaws);
  });

  test('a fact that could not be, though somebody made the chain anew', () => {
    const cancelled: OrderEvent = { ...full.journal[4]!, fact: { type: 'order.cancelled', by: 'x' } };

    expect(flawsOf(chainAnew(full.order, [...full.journal, cancelled]))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^event 7 cannot be: order.cancelled of an order that is reversed$/),
      ]),
    );
  });

  test('a journal that does not tell how the order was made', () => {
    expect(flawsOf(chainAnew(full.order, full.journal.slice(1)))).toEqual([
      'event 1 does not tell how the order was made',
    ]);
  });

  test('a fact of no kind, though somebody made the chain anew', () => {
    const odd = { ...full.journal[4]!, fact: { type: 'order.forgotten' } } as unknown as OrderEvent;

    expect(flawsOf(chainAnew(full.order, [...full.journal.slice(0, 4), odd]))).toEqual(['event 5 cannot be read']);
  });
});

describe('nothing is changed unseen:', () => {
  const facts: fc.Arbitrary<OrderFact> = fc.oneof(
    fc.constant<OrderFact>({ type: 'notice.contradicted', movementKey: 'm', said: 'failed 1' }),
    fc.constantFrom('attempt.failed' as const, 'attempt.in-doubt' as const).map((type) => ({ type, attempt: 1 })),
    fc.nat(9).map((key) => ({
      type: 'money.unapplied' as const,
      movementKey: `m${key}`,
      amountVnd: full.order.totalAmountVnd,
      reason: 'paid-twice' as const,
    })),
  );
  const kept = fc.array(facts, { maxLength: 6 }).map((some) => keep(some.reduce(follow, full)));
  const runs = { numRuns: 300 };
  const placeIn = ({ journal }: Kept) => fc.nat(journal.length - 1);

  test('no journal that was written so has a flaw', () => {
    fc.assert(
      fc.property(kept, (whole) => {
        expect(flawsOf(whole)).toEqual([]);
      }),
      runs,
    );
  });

  /** A value of the same kind that is another. */
  const otherThan = (value: unknown): unknown => {
    if (typeof value === 'number') return value + 1;
    if (typeof value === 'string')
      return /^\d{4}-\d\d-\d\dT/.test(value) ? value.replace(/^\d{4}/, '2025') : `${value}x`;
    return 'another';
  };

  /** Every leaf of a tree, by its path. */
  const pathsOf = (value: unknown, path: readonly string[] = []): string[][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...path, name]))
      : [[...path]];

  const changeAt = (value: unknown, [step, ...rest]: readonly string[]): unknown => {
    if (step === undefined) return otherThan(value);
    const parts = value as Record<string, unknown>;
    const next = { ...parts, [step]: changeAt(parts[step], rest) };
    return Array.isArray(value) ? Object.values(next) : next;
  };

  test('no leaf of an event', () => {
    const cases = kept.chain((whole) =>
      placeIn(whole).chain((place) => {
        // How often a webhook was tried, and when next, is beside the fact; webhooks have a log of their own.
        const paths = pathsOf(whole.journal[place]).filter(
          ([name]) => !['version', 'delivery', 'dueAt'].includes(name!),
        );
        return fc.tuple(fc.constant(whole), fc.constant(place), fc.constantFrom(...paths));
      }),
    );
    fc.assert(
      fc.property(cases, ([whole, place, path]) => {
        const journal = whole.journal.map((item, index) => (index === place ? changeAt(item, path) : item));
        expect(findFlaws(whole.head, journal)).not.toEqual([]);
      }),
      runs,
    );
  });

  test('no event dropped, doubled or changing places with another', () => {
    const cases = kept.chain((whole) => fc.tuple(fc.constant(whole), placeIn(whole), placeIn(whole)));
    fc.assert(
      fc.property(cases, ([{ head, journal }, one, other]) => {
        expect(findFlaws(head, journal.toSpliced(one, 1))).not.toEqual([]);
        expect(findFlaws(head, journal.toSpliced(one, 0, journal[other]!))).not.toEqual([]);
        fc.pre(one !== other);
        const swapped = journal.with(one, journal[other]!).with(other, journal[one]!);
        const renumbered = swapped.map((item, index) => ({ ...item, sequence: index + 1 }));
        expect(findFlaws(head, swapped)).not.toEqual([]);
        expect(findFlaws(head, renumbered)).not.toEqual([]);
      }),
      runs,
    );
  });

  test('no event forged into the journal, however it is numbered and chained', () => {
    const cases = kept.chain((whole) => fc.tuple(fc.constant(whole), placeIn(whole), facts));
    fc.assert(
      fc.property(cases, ([{ head, journal }, place, fact]) => {
        const forged = { ...journal[place]!, fact, delivery: undefined };
        const renumbered = journal.toSpliced(place, 0, forged).map((item, index) => ({ ...item, sequence: index + 1 }));
        expect(findFlaws(head, renumbered)).not.toEqual([]);
        expect(findFlaws({ ...head, events: renumbered.length }, renumbered)).not.toEqual([]);
      }),
      runs,
    );
  });

  test('no leaf of the head but what no fact tells', () => {
    const own = ['version', 'dueAt', 'asked', 'askAt', 'clientId', 'checkoutSecret'];
    const cases = kept.chain((whole) => {
      const paths = pathsOf(whole.head).filter((path) => !own.includes(path.at(-1)!));
      return fc.tuple(fc.constant(whole), fc.constantFrom(...paths));
    });
    fc.assert(
      fc.property(cases, ([{ head, journal }, path]) => {
        expect(findFlaws(changeAt(head, path), journal)).not.toEqual([]);
      }),
      runs,
    );
  });

  test('no status that the order does not have', () => {
    for (const status of Object.keys(orderLife).filter((one) => one !== full.order.status))
      expect(flawsOf({ ...keep(full), head: { ...asItem(full.order), status } })).toHaveLength(1);
  });
});
