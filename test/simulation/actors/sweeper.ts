import { checkNothingLate } from '../invariants/due-work.ts';
import type { Actor } from './actor.ts';

const minuteMs = 60_000;

/**
 * The clock that strikes each minute. Minutes in which nothing can be due are left out: a sweep then finds nothing, and
 * a simulation of weeks would be made of little else.
 */
export const sweeper: Actor = ({ chance, timeline, faults, books, lephi, fail, onWritten }) => {
  let plannedAtMs = Infinity;

  const sweep = (): void => {
    if (faults.strikes('sweep missed')) return;
    lephi.sweep().catch(fail);
    if (faults.strikes('two sweeps at once'))
      timeline.after(chance.pick([0, 5, 10, 1000]), () => void lephi.sweep().catch(fail));
  };

  const firstDueMs = (): number => {
    const times = [...books.due.values()].map(({ sinceMs }) => sinceMs);
    return Math.min(...times);
  };

  /** Sweeps at the first full minute at which something is due, and then plans anew. */
  const plan = (dueMs: number): void => {
    const soonestMs = Math.max(dueMs, timeline.nowMs() + 1);
    const atMs = Math.ceil(soonestMs / minuteMs) * minuteMs;
    if (atMs >= plannedAtMs) return;
    plannedAtMs = atMs;
    timeline.after(atMs - timeline.nowMs(), () => {
      if (plannedAtMs !== atMs) return;
      plannedAtMs = Infinity;
      checkNothingLate(books, timeline.nowMs());
      sweep();
      plan(Math.max(firstDueMs(), timeline.nowMs() + minuteMs));
    });
  };

  onWritten(({ dueShard, dueAt }) => {
    if (dueShard !== undefined) plan(Date.parse(String(dueAt)));
  });

  return [{ weight: 1, act: sweep }];
};
