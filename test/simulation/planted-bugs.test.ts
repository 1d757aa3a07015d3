import { expect, test } from 'vitest';
import { plantedBugs } from './planted-bugs.ts';
import { type Outcome, simulate } from './simulate.ts';

const seedsMax = 100;
const steps = 2000;

/** What the first seed comes to that finds the bug; nothing when none does. */
const findBroken = async (name: string): Promise<Outcome | undefined> => {
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    const outcome = await simulate({ seed, steps, bug: plantedBugs[name]!() });
    if (outcome.broken) return outcome;
  }
  return undefined;
};

test.each(Object.keys(plantedBugs))('is found when %s', { timeout: 120_000 }, async (name) => {
  const found = await findBroken(name);

  expect(found?.broken, `${seedsMax} seeds of ${steps} steps do not find it`).toBeDefined();
});

test('tells what is broken, about what, and what had happened to that', async () => {
  const bug = plantedBugs['the bank is answered before the notice is stored']!();
  const { broken } = await simulate({ seed: 1, steps, bug });

  expect(broken?.subject).toMatch(/^vnpay:/);
  expect(broken?.message).toMatch(/^answered accepted, and .* is stored$/);
  expect(broken?.events.at(-1)).toContain('vnpay hears accepted');
});
