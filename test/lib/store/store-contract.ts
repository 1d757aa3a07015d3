import { describe } from 'vitest';
import { describeListings } from './listings.ts';
import { describeNoticesAtOnce } from './notices-at-once.ts';
import { describeReadsAndCommits } from './reads-and-commits.ts';
import type { StoreOnTrial } from './store-on-trial.ts';

/** What every store does, whatever it keeps its items in: each clause is a test. */
export const describeStore = (name: string, trial: StoreOnTrial): void => {
  describe(name, () => {
    describeReadsAndCommits(trial);
    describeListings(trial);
    describeNoticesAtOnce(trial);
  });
};
