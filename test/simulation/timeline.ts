/** The virtual clock, and everything that is yet to happen on it. No real time passes. */
export type Timeline = {
  readonly nowMs: () => number;
  /** Lets something happen so much later. What is to happen at the same instant happens in the order of the calls. */
  readonly after: (ms: number, happen: () => void) => void;
  /**
   * One step: moves the clock to what is next and lets it happen, with all that the code under test can then do
   * without waiting again. False when nothing is to happen any more.
   */
  readonly step: () => Promise<boolean>;
};

type Happening = { readonly atMs: number; readonly happen: () => void };

/** Every promise that can go on has gone on before an immediate is called. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const makeTimeline = (startMs: number): Timeline => {
  let nowMs = startMs;
  /** The soonest last. */
  const happenings: Happening[] = [];

  const placeOf = (atMs: number): number => {
    let [from, to] = [0, happenings.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (happenings[middle]!.atMs > atMs) from = middle + 1;
      else to = middle;
    }
    return from;
  };

  return {
    nowMs: () => nowMs,
    after: (ms, happen) => {
      const atMs = nowMs + ms;
      happenings.splice(placeOf(atMs), 0, { atMs, happen });
    },
    step: async () => {
      const next = happenings.pop();
      if (next === undefined) return false;
      nowMs = next.atMs;
      next.happen();
      await settle();
      return true;
    },
  };
};
