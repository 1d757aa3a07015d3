import { instantToMs } from '../../lib/domain/time.ts';
import { start } from '../samples.ts';
import { type Chance, makeChance } from './chance.ts';
import { type Faults, makeFaults } from './faults.ts';
import { makeTimeline, type Timeline } from './timeline.ts';
import { makeTrace, type Trace } from './trace.ts';

/** What everybody in a simulated world stands on: nothing but the seed decides what happens. */
export type Base = {
  readonly chance: Chance;
  readonly timeline: Timeline;
  readonly trace: Trace;
  readonly faults: Faults;
  /** Ends the simulation after this step; the first error counts. */
  readonly fail: (error: unknown) => void;
  readonly failure: () => Error | undefined;
};

export const makeBase = (seed: number): Base => {
  const chance = makeChance(seed);
  const timeline = makeTimeline(instantToMs(start));
  let failure: Error | undefined;
  return {
    chance,
    timeline,
    trace: makeTrace(timeline.nowMs),
    faults: makeFaults(chance),
    fail: (error) => {
      failure ??= error instanceof Error ? error : new Error(String(error));
    },
    failure: () => failure,
  };
};
