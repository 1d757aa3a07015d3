import type { Chance } from './chance.ts';

type Weighed = { readonly weight: number };

/** Habits differ from seed to seed: what is rare in one is common in another, so that rare things meet in some. */
export const drawHabits = <T extends Weighed>(chance: Chance, of: readonly T[], factors = [1, 1, 10]): readonly T[] =>
  of.map((one) => ({ ...one, weight: one.weight * chance.pick(factors) }));
