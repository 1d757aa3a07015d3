import { abandonedAfterMs, isUnsettled } from '../../../lib/domain/attempt.ts';
import { instantFromMs, instantToMs } from '../../../lib/domain/time.ts';
import { at } from '../../../lib/store/key-table.ts';
import { checkNothingLate } from '../invariants/due-work.ts';
import type { Actor } from './actor.ts';

const minuteMs = 60_000;

/**
 * The clock that strikes each minute. Minutes in which nothing can be due are left out: a sweep then finds nothing, and
 * a simulation of weeks would be made of little else.
 */
export const sweeper: Actor = ({ chance, timeline, faults, books, banks, lephi, fail, onWritten, onCalm }) => {
  let plannedAtMs = Infinity;
  let calmAtMs: number | undefined;

  const sweep = (): void => {
    if (faults.strikes('sweep missed')) return;
    lephi.sweep().catch(fail);
    if (faults.strikes('two sweeps at once'))
      timeline.after(chance.pick([0, 5, 10, 1000]), () => void lephi.sweep().catch(fail));
  };

  /** Since when a list shows what it has not shown yet: one that shows nothing new is no reason for a sweep. */
  const newsSinceMs = (address: string): number | undefined => {
    const accountId = address.replace(/^FEED#(\S*) FEED$/, '$1');
    return banks.of(accountId).newsSinceMs(accountId);
  };

  /** The same, counted from when all is calm: until then a long list may never be read to its end. */
  const calmNewsSinceMs = (address: string): number | undefined => {
    const newsMs = calmAtMs === undefined ? undefined : newsSinceMs(address);
    return newsMs === undefined ? undefined : Math.max(newsMs, calmAtMs!);
  };

  /** Since when an attempt waits for a list to be read until well after its end. */
  const awaitedSinceMs = (address: string): number => {
    const { readUntilAt = instantFromMs(0) } = at.feed('').schema.parse(books.items.get(address));
    const ends = [...books.orders.values()].flatMap(({ head }) =>
      head.attempts.flatMap((attempt) =>
        isUnsettled(attempt) && `FEED#${attempt.accountId} FEED` === address
          ? [instantToMs(attempt.expiresAt) + abandonedAfterMs]
          : [],
      ),
    );
    return Math.min(...ends.filter((endMs) => endMs >= instantToMs(readUntilAt)));
  };

  /** Since when an item is to be looked at that is due since then. */
  const waitsSinceMs = (address: string, sinceMs: number): number => {
    if (!address.startsWith('FEED#')) return sinceMs;
    return Math.max(sinceMs, Math.min(newsSinceMs(address) ?? Infinity, awaitedSinceMs(address)));
  };

  const firstDueMs = (): number =>
    Math.min(...[...books.due].map(([address, { sinceMs }]) => waitsSinceMs(address, sinceMs)));

  /** Sweeps at the first full minute at which something is due, and then plans anew. */
  const plan = (dueMs: number): void => {
    const soonestMs = Math.max(dueMs, timeline.nowMs() + 1);
    const atMs = Math.ceil(soonestMs / minuteMs) * minuteMs;
    if (atMs >= plannedAtMs || atMs === Infinity) return;
    plannedAtMs = atMs;
    timeline.after(atMs - timeline.nowMs(), () => {
      if (plannedAtMs !== atMs) return;
      plannedAtMs = Infinity;
      checkNothingLate(books, timeline.nowMs(), calmNewsSinceMs);
      // What was due then may have been done meanwhile, or put off.
      if (firstDueMs() <= timeline.nowMs()) sweep();
      plan(Math.max(firstDueMs(), timeline.nowMs() + minuteMs));
    });
  };

  onWritten(({ pk, sk, dueShard, dueAt }) => {
    if (dueShard !== undefined) plan(waitsSinceMs(`${String(pk)} ${String(sk)}`, Date.parse(String(dueAt))));
  });

  for (const bank of banks.all)
    bank.onListed(() => {
      plan(firstDueMs());
    });

  /** Every list is read to its end once more, and then again what may have been on its way at that time. */
  onCalm(() => {
    calmAtMs = timeline.nowMs();
    for (const minutes of [1, 7, 14, 21]) timeline.after(minutes * minuteMs, sweep);
  });

  return [{ weight: 1, act: sweep }];
};
