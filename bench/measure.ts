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

/**
 * Measures each arm once a round, one after the other, A B A B: whatever else the machine does meanwhile meets all of
 * them alike. The first rounds, which warm up, are not kept.
 */
export async function interleave<Name extends string, Measured>(
  { rounds, warmUp }: { rounds: number; warmUp: number },
  arms: Readonly<Record<Name, (round: number) => Promise<Measured>>>,
): Promise<Readonly<Record<Name, readonly Measured[]>>> {
  const names = Object.keys(arms) as Name[];
  const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, Measured[]>;
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const name of names) {
      const value = await arms[name](round);
      if (round >= warmUp) measured[name].push(value);
    }
  }
  return measured;
}

/** Wall time, and time of this process on a processor. */
export type Times = { readonly ms: number; readonly cpuMs: number };

/** How long some work takes. */
export async function time(work: () => Promise<unknown>): Promise<Times> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

/** A number as a person reads it, with so many decimals. */
export function rounded(value: number, decimals = 2): string {
  return value.toFixed(decimals);
}
