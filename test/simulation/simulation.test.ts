import { describe, expect, test } from 'vitest';
import type { Bug } from './lephi.ts';
import { plantedBugs } from './planted-bugs.ts';
import { type Outcome, simulate } from './simulate.ts';

const steps = 2000;
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

describe('Lephi', () => {
  test.each(seeds.slice(0, 12))('keeps its promises in the simulation of seed %d', async (seed) => {
    const { broken, payments } = await simulate({ seed, steps });

    expect(broken).toBeUndefined();
    expect(payments).toBeGreaterThan(0);
  });

  test('does the same again for the same seed', async () => {
    const [first, second, other] = [
      await simulate({ seed: 7, steps: 500 }),
      await simulate({ seed: 7, steps: 500 }),
      await simulate({ seed: 8, steps: 500 }),
    ];

    expect(second.hash).toBe(first.hash);
    expect(other.hash).not.toBe(first.hash);
  });
});

const findBug = async (plant: () => Bug): Promise<Outcome['broken']> => {
  for (const seed of seeds) {
    const { broken } = await simulate({ seed, steps, bug: plant() });
    if (broken) return broken;
  }
  return undefined;
};

describe('the simulation finds it when', () => {
  test.each(Object.entries(plantedBugs))('%s', async (_name, plant) => {
    expect(await findBug(plant)).toBeDefined();
  });
});
