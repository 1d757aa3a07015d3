/** The value that as many are under as over. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that so many percent are not over, between two neighbours in proportion. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const position = ((sorted.length - 1) * percent) / 100;
  const [below = NaN, above = below] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position % 1);
}

/** How many times the other each value is, round by round, and the median of that: slow minutes hit both of a round. */
export function medianRatio(values: readonly number[], others: readonly number[]): number {
  return median(values.map((value, round) => value / (others[round] ?? NaN)));
}

/** What a round measures, by the names of what is measured in it. */
type Arms<Name extends string> = Readonly<Record<Name, (round: number) => Promise<number>>>;

/**
 * Measures each arm once a round, one after the other, A B A B: whatever else the machine does meanwhile meets all of
 * them alike. The first rounds, which warm up, are not kept.
 */
export async function interleave<Name extends string>(
  { rounds, warmUp }: { rounds: number; warmUp: number },
  arms: Arms<Name>,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(arms) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const name of names) {
      const value = await arms[name](round);
      if (round >= warmUp) measured[name].push(value);
    }
  }
  return measured;
}

/** Milliseconds that some work takes. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
