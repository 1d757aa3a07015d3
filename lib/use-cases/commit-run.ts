import type { BankDayName, Run } from '../domain/run.ts';
import { put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Write } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';

/** The next version of a run, with what belongs to the same commit: read and decided anew whenever others were quicker. */
type RunCommit = { readonly run: Run; readonly also?: () => Promise<readonly Write[]> };

/**
 * Commits a part of a run. Whoever holds an older version of the run is overtaken by who goes on with it now, writes nothing
 * and leaves it to them: so each part is written once, whoever was stopped in the middle of it and woke up again.
 */
export const commitRun = (
  parts: Parts,
  of: BankDayName,
  { run, also = () => Promise.resolve([]) }: RunCommit,
): Promise<Run | 'overtaken'> =>
  decideAgain<Run | 'overtaken'>(parts, async () => {
    const key = reconciled.run(of, run.number);
    if ((await parts.store.commit([put(key, run), ...(await also())])) === 'committed') return run;
    const current = await find(parts.store, key);
    return current?.version === run.version - 1 ? 'conflict' : 'overtaken';
  });
