import type { Outcome } from './simulate.ts';

/** Figures of many seeds. */
type Tally = {
  readonly add: (outcome: Outcome) => void;
  readonly brokenSeeds: () => readonly number[];
  readonly report: () => string;
};

const figure = (count: number): string => Math.round(count).toLocaleString('en');

/** Counts of several seeds, name by name. */
const addUp = (counts: readonly (Iterable<readonly [string, number]> | undefined)[]): ReadonlyMap<string, number> => {
  const all = new Map<string, number>();
  for (const one of counts) for (const [name, count] of one ?? []) all.set(name, (all.get(name) ?? 0) + count);
  return all;
};

const list = (counts: ReadonlyMap<string, number>, unit: string): string =>
  [...counts].map(([name, count]) => `${figure(count)} ${unit}${name}`).join(', ');

export const makeTally = (): Tally => {
  const startedAt = performance.now();
  const cpuAtStart = process.cpuUsage();
  const outcomes: Outcome[] = [];
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const brokenSeeds = (): readonly number[] => outcomes.filter(({ broken }) => broken).map(({ seed }) => seed);

  const faults = (): string => {
    const counts = addUp(outcomes.map((outcome) => outcome.faults));
    const lines = [...counts].toSorted().map(([kind, count]) => `  ${figure(count).padStart(9)}  ${kind}`);
    return [`faults (${figure([...counts.values()].reduce((total, count) => total + count, 0))}):`, ...lines].join(
      '\n',
    );
  };

  const report = (): string => {
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpuAtStart);
    const steps = sum(({ stepsInAll }) => stepsInAll);
    return [
      faults(),
      `${outcomes.length} seeds, ${figure(sum((outcome) => outcome.steps))} steps and ${figure(steps - sum((outcome) => outcome.steps))} until rest, ${figure(sum(({ days }) => days))} days`,
      `${figure(sum(({ orders }) => orders))} orders, ${figure(sum(({ payments }) => payments))} paid`,
      `đồng: ${list(addUp(outcomes.map(({ leftOver }) => leftOver && Object.entries(leftOver.sums))), 'đ ')}`,
      `left for people at the desk: ${list(addUp(outcomes.map(({ leftOver }) => leftOver?.atDesk)), '')}`,
      `for a statement to find: ${figure(sum(({ leftOver }) => leftOver?.foundByStatementOnly ?? 0))} payments`,
      `${figure(steps / seconds)} steps/s, ${figure(steps / ((user + system) / 1_000_000))} a second of processor time`,
      brokenSeeds().length === 0
        ? 'no seed breaks a promise'
        : `seeds that break a promise: ${brokenSeeds().join(', ')}`,
    ].join('\n');
  };

  return { add: (outcome) => void outcomes.push(outcome), brokenSeeds, report };
};
