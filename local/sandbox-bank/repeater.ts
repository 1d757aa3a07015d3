import { setTimeout as sleep } from 'node:timers/promises';

type By = 'schedule' | 'hand';

/** One call of a merchant's server, at its time, and what was heard. */
export type Call<Heard> = { sentAt: string; by: By } & Heard;

type Parts<Heard> = {
  timeoutMs: number;
  now: () => number;
  /** Calls the merchant about what has this number; nothing that goes wrong on the way is thrown. */
  hear: (id: number, signal: AbortSignal) => Promise<Heard> | Heard;
  /** Writes down what was heard, and when to call next. */
  note: (id: number, call: Call<Heard>) => void;
  /** When to call next about it; null when never again. */
  findDueAt: (id: number) => string | null;
  /** All that is to be called about. */
  listDue: () => number[];
};

/** Calls merchants' servers until they have confirmed or are given up. */
export function makeRepeater<Heard>({ timeoutMs, now, hear, note, findDueAt, listDue }: Parts<Heard>) {
  const closing = new AbortController();
  const running = new Set<Promise<void>>();

  const call = async (id: number, by: By): Promise<Call<Heard>> => {
    const sentAt = new Date(now()).toISOString();
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    const done = { sentAt, by, ...(await hear(id, signal)) };
    closing.signal.throwIfAborted();
    note(id, done);
    return done;
  };

  const seeThrough = async (id: number): Promise<void> => {
    for (;;) {
      const dueAt = findDueAt(id);
      if (dueAt === null) return;
      const waitMs = Date.parse(dueAt) - now();
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: closing.signal });
      else await call(id, 'schedule');
    }
  };

  /** Keeps hold of work that goes on behind an answer, so that closing can end it and wait for it. */
  const keepRunning = (work: Promise<void>): void => {
    const kept = work
      .catch((error: unknown) => {
        if (!closing.signal.aborted) throw error;
      })
      .finally(() => running.delete(kept));
    running.add(kept);
  };

  return {
    /** Goes on with what was due when the bank stopped. */
    resume(): void {
      for (const id of listDue()) keepRunning(seeThrough(id));
    },
    /** Calls until nothing is due; settles when the first answer was heard. */
    async tell(id: number): Promise<void> {
      const first = call(id, 'schedule');
      keepRunning(first.then(() => seeThrough(id)));
      await first.catch(() => undefined);
    },
    tellByHand: (id: number): Promise<Call<Heard>> => call(id, 'hand'),
    async close(): Promise<void> {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}
