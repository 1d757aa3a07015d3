import type { Outcome } from './simulate.ts';

/** Figures of many seeds. */
type Tally = {
  readonly add: (outcome: Outcome) => void;
  readonly brokenSeeds: () => readonly number[];
  readonly report: () => string;
};

const figure = (count: number): string => Math.round(count).toLocaleString('en');

export const makeTally = (): Tally => {
  const startedAt = performance.now();
  const outcomes: Outcome[] = [];
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const brokenSeeds = (): readonly number[] => outcomes.filter(({ broken }) => broken).map(({ seed }) => seed);

  const faults = (): string => {
    const counts = new Map<string, number>();
    for (const outcome of outcomes)
      for (const [kind, count] of outcome.faults) counts.set(kind, (counts.get(kind) ?? 0) + count);
    const lines = [...counts].toSorted().map(([kind, count]) => `  ${figure(count).padStart(9)}  ${kind}`);
    return [`faults (${figure([...counts.values()].reduce((total, count) => total + count, 0))}):`, ...lines].join(
      '\n',
    );
  };

  const report = (): string => {
    const seconds = (performance.now() - startedAt) / 1000;
    const steps = sum(({ stepsInAll }) => stepsInAll);
    return [
      faults(),
      `${outcomes.length} seeds, ${figure(sum((outcome) => outcome.steps))} steps and ${figure(steps - sum((outcome) => outcome.steps))} until rest, ${figure(sum(({ days }) => days))} days`,
      `${figure(sum(({ orders }) => orders))} orders, ${figure(sum(({ payments }) => payments))} paid`,
      `left for people: ${figure(sum(({ leftOver }) => leftOver?.atDesk ?? 0))} attempts at the desk, ${figure(sum(({ leftOver }) => leftOver?.foundByStatementOnly ?? 0))} payments that only a statement can find`,
      `${figure(steps / seconds)} steps/s`,
      brokenSeeds().length === 0
        ? 'no seed breaks a promise'
        : `seeds that break a promise: ${brokenSeeds().join(', ')}`,
    ].join('\n');
  };

  return { add: (outcome) => void outcomes.push(outcome), brokenSeeds, report };
};
