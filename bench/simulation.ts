import { simulate } from '../test/simulation/simulate.ts';
import { median, rounded, time } from './measure.ts';
import type { Result } from './result.ts';

const rounds = 5;
const warmUp = 1;
const seedsPerRound = 10;
const stepsPerSeed = 2000;

const perSecondMin = 5000;

type Round = { readonly steps: number; readonly ms: number; readonly cpuMs: number };

/** How many steps of the simulation a second plays on the in-memory store, with all that is checked after each. */
export async function measureSimulation(): Promise<Result> {
  const measured: Round[] = [];
  for (let round = -warmUp; round < rounds; round += 1) {
    const played = await playRound((round + warmUp) * seedsPerRound);
    if (round >= 0) measured.push(played);
  }
  return toResult(measured);
}

async function playRound(firstSeed: number): Promise<Round> {
  let steps = 0;
  const took = await time(async () => {
    for (let seed = firstSeed + 1; seed <= firstSeed + seedsPerRound; seed += 1) {
      const outcome = await simulate({ seed, steps: stepsPerSeed });
      if (outcome.broken) throw new Error(`seed ${seed} breaks a promise: ${outcome.broken.message}`);
      steps += outcome.stepsInAll;
    }
  });
  return { steps, ...took };
}

function toResult(measured: readonly Round[]): Result {
  const perSecond = median(measured.map(({ steps, ms }) => (steps * 1000) / ms));
  const perCpuSecond = median(measured.map(({ steps, cpuMs }) => (steps * 1000) / cpuMs));
  return {
    title: 'The simulation',
    how: `${rounds} rounds of ${seedsPerRound} seeds of ${stepsPerSeed.toLocaleString('en')} steps each and what follows until rest, one after the other in one process,
after ${warmUp} to warm up. On a machine that others use, less of a second is the simulation's own: the processor's second tells.`,
    targets: [
      {
        promise: 'Steps of the simulation a second',
        target: `≥ ${perSecondMin.toLocaleString('en')}`,
        measured: `${rounded(perSecond, 0)}, of processor time ${rounded(perCpuSecond, 0)}`,
        isMet: perSecond >= perSecondMin,
      },
    ],
    tables: [
      {
        title: 'Steps a second, round by round',
        head: ['round', 'steps', 's', 'processor s', 'steps/s', 'steps/processor s'],
        rows: measured.map(({ steps, ms, cpuMs }, index) => [
          index + 1,
          steps,
          rounded(ms / 1000, 1),
          rounded(cpuMs / 1000, 1),
          rounded((steps * 1000) / ms, 0),
          rounded((steps * 1000) / cpuMs, 0),
        ]),
      },
    ],
    raw: measured,
  };
}
