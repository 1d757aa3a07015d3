import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalFunction } from './lambda/local-function.ts';
import type { Schedule } from './topology/read-topology.ts';

/**
 * Runs a function at the rate of its schedule; a run that takes longer than that puts off the next one. The first run
 * waits, so that Lephi's start comes to its end before work takes processor time from it.
 */
export function runSchedule(
  schedule: Pick<Schedule, 'everyMs' | 'input'>,
  scheduled: Pick<LocalFunction, 'invoke'>,
  { firstRunAfterMs = 1_000 } = {},
): { stop: () => void } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    await sleep(firstRunAfterMs, undefined, { signal });
    for (;;) {
      const startedAtMs = Date.now();
      await scheduled.invoke(JSON.parse(schedule.input));
      await sleep(Math.max(0, startedAtMs + schedule.everyMs - Date.now()), undefined, { signal });
    }
  };
  // The only thing that ends it is the signal.
  run().catch(() => undefined);
  return {
    stop: () => {
      stopping.abort();
    },
  };
}
