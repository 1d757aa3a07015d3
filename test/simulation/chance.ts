import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Everything that is left to chance in a simulation comes from here, and so from the seed alone. */
export type Chance = {
  /** A whole number, both bounds included. */
  readonly int: (from: number, to: number) => number;
  /** True once in so many times. */
  readonly oneIn: (times: number) => boolean;
  /** From 0 up to 1. */
  readonly fraction: () => number;
  readonly pick: <T>(from: readonly T[]) => T;
  /** One of these, the heavier the likelier. */
  readonly weigh: <T extends { readonly weight: number }>(from: readonly T[]) => T;
  readonly bytes: (count: number) => Uint8Array;
};

const fractionSteps = 2 ** 31;

export const makeChance = (seed: number): Chance => {
  const generator = xoroshiro128plus(seed);
  const int = (from: number, to: number): number => uniformInt(generator, from, to);
  const pick = <T>(from: readonly T[]): T => from[int(0, from.length - 1)]!;
  return {
    int,
    oneIn: (times) => int(1, times) === 1,
    fraction: () => int(0, fractionSteps - 1) / fractionSteps,
    pick,
    weigh: (from) => {
      let left = int(
        1,
        from.reduce((sum, { weight }) => sum + weight, 0),
      );
      return from.find(({ weight }) => (left -= weight) <= 0)!;
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => int(0, 255)),
  };
};
