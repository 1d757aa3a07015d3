import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';
import { makeTally } from './tally.ts';

const seeds = 30;
const steps = 2000;

test(`${seeds} seeds of ${steps} steps keep every promise`, { timeout: 120_000 }, async () => {
  const tally = makeTally();
  for (let seed = 1; seed <= seeds; seed += 1) {
    const outcome = await simulate({ seed, steps });
    tally.add(outcome);
    expect(outcome.broken, `npm run simulate -- --seed ${seed} --steps ${steps}`).toBeUndefined();
  }
  console.log(tally.report());
});

test('a seed makes the same world again, step by step, and another seed another', async () => {
  const hashOf = async (seed: number) => (await simulate({ seed, steps: 800 })).hash;
  const hash = await hashOf(123);

  expect(await hashOf(123)).toBe(hash);
  expect(await hashOf(124)).not.toBe(hash);
});
