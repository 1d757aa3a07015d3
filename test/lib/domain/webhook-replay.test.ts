import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyFact } from '../../../lib/domain/order.ts';
import type { Delivery, OrderEvent, OrderFact } from '../../../lib/domain/order-events.ts';
import { addMs, hourMs, type Instant } from '../../../lib/domain/time.ts';
import { claimMs } from '../../../lib/domain/webhook-delivery.ts';
import { decideReplay, replayRequestSchema } from '../../../lib/domain/webhook-replay.ts';
import { makeSampleOrder, start } from '../../samples.ts';

type Status = Delivery['status'];

const { order, event: created } = makeSampleOrder();
const untold: OrderFact = { type: 'notice.contradicted', movementKey: 'm', said: 'failed 1' };

/** A journal with a webhook of each of these states, between events that nobody is told of. */
const journalOf = (...webhooks: readonly { status: Status; tries?: number; dueAt?: Instant }[]): OrderEvent[] =>
  webhooks.flatMap(({ status, tries = 1, dueAt = status === 'due' ? start : undefined }, index) => {
    const at = { ...order, events: 1 + 2 * index, notified: index };
    const { dueAt: _, ...event } = applyFact({ ...at, events: at.events + 1 }, { type: 'order.expired' }, start).event;
    const told = { ...event, version: 5, delivery: { sequence: index + 1, status, tries }, ...(dueAt && { dueAt }) };
    return [...(index === 0 ? [created] : []), applyFact(at, untold, start).event, told];
  });

const inShort = (events: readonly OrderEvent[]) =>
  events.map(({ version, delivery, dueAt }) => [delivery?.sequence, version, delivery?.status, dueAt]);

const now = addMs(start, hourMs);

describe('a replay', () => {
  test.each<Status>(['delivered', 'undelivered', 'no-receiver'])('makes a webhook that is %s due again', (status) => {
    const { writes, due } = decideReplay(journalOf({ status, tries: 10 }), { sequence: 1 }, now);

    expect(writes).toMatchObject([
      { version: 6, dueAt: now, delivery: { sequence: 1, status: 'due', tries: 10, replay: { triesBefore: 10 } } },
    ]);
    expect(due).toEqual([{ sequence: 1, dueAt: now }]);
  });

  test('changes nothing of a webhook that is due already', () => {
    const dueAt = addMs(now, hourMs);

    expect(decideReplay(journalOf({ status: 'due', dueAt }), { sequence: 1 }, now)).toEqual({
      writes: [],
      due: [{ sequence: 1, dueAt }],
      next: undefined,
    });
  });

  test('is of one, or of all after one', () => {
    const journal = journalOf({ status: 'delivered' }, { status: 'undelivered' }, { status: 'delivered' });
    const replayed = (which: object) =>
      decideReplay(journal, replayRequestSchema.parse(which), now).writes.map(({ delivery }) => delivery?.sequence);

    expect(replayed({ sequence: 2 })).toEqual([2]);
    expect(replayed({ after: 1 })).toEqual([2, 3]);
    expect(replayed({ after: 0 })).toEqual([1, 2, 3]);
    expect(replayed({ after: 3 })).toEqual([]);
  });

  test('of one that is not there is refused', () => {
    expect(() => decideReplay(journalOf({ status: 'delivered' }), { sequence: 2 }, now)).toThrow(
      expect.objectContaining({ code: 'webhook-not-found' }),
    );
  });

  test('holds the one that would be sent next, so that it is not claimed meanwhile', () => {
    const journal = journalOf({ status: 'delivered' }, { status: 'due' }, { status: 'due' });
    const { writes } = decideReplay(journal, { sequence: 1 }, now);

    expect(inShort(writes)).toEqual([
      [1, 6, 'due', now],
      [2, 6, 'due', start],
    ]);
    expect(writes[1]!.delivery).toEqual(journal[4]!.delivery);
  });

  test('waits for one that may be on its way', () => {
    const claimedUntil = addMs(now, claimMs - 5);
    const journal = journalOf({ status: 'delivered' }, { status: 'due', dueAt: claimedUntil });

    expect(inShort(decideReplay(journal, { sequence: 1 }, now).writes)).toEqual([[1, 6, 'due', claimedUntil]]);
  });

  test('does not wait for one that waits for longer than any claim', () => {
    const journal = journalOf({ status: 'delivered' }, { status: 'due', dueAt: addMs(now, claimMs + 1) });

    expect(decideReplay(journal, { after: 0 }, now).due).toEqual([
      { sequence: 1, dueAt: now },
      { sequence: 2, dueAt: addMs(now, claimMs + 1) },
    ]);
  });

  test('of very many goes as far as one commit does, and says where to go on', () => {
    const journal = journalOf(...Array.from({ length: 200 }, () => ({ status: 'delivered' as const })), {
      status: 'due',
    });
    const first = decideReplay(journal, { after: 0 }, now);
    const last = decideReplay(journal, { after: 180 }, now);

    expect([first.writes.length, first.next]).toEqual([91, 90]);
    expect(last.due.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 21 }, (_, index) => 181 + index));
    expect(last.next).toBeUndefined();
  });

  test('done twice is done once', () => {
    const statuses = fc.constantFrom<Status>('due', 'delivered', 'undelivered', 'no-receiver');
    const webhooks = fc.array(fc.record({ status: statuses, tries: fc.nat(20) }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(webhooks, fc.nat(8), (states, after) => {
        const journal = journalOf(...states);
        const { writes, due } = decideReplay(journal, { after }, now);
        const then = journal.map((event) => writes.find(({ sequence }) => sequence === event.sequence) ?? event);
        const again = decideReplay(then, { after }, now);

        expect([again.writes, again.due]).toEqual([[], due]);
        expect(then.every(({ delivery }) => (delivery?.sequence ?? 0) <= after || delivery?.status === 'due')).toBe(
          true,
        );
      }),
    );
  });
});

test.each([{}, { sequence: 1, after: 0 }, { sequence: 0 }, { after: -1 }, { sequence: 1.5 }, { after: '0' }, [], null])(
  'what to replay is not said by %j',
  (which) => {
    expect(replayRequestSchema.safeParse(which).success).toBe(false);
  },
);
