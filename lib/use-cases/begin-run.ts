import type { BankDay } from '../domain/bank-day.ts';
import { applyBankDayFact, emptyBankDay } from '../domain/bank-day-changes.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { makeRun } from '../domain/run-changes.ts';
import type { Instant } from '../domain/time.ts';
import { put } from '../store/key-table.ts';
import { putBankDayChange, reconciled } from '../store/reconciliation-keys.ts';
import type { Write } from '../store/store.ts';

/** Of which bank day, as it is now, a run begins, and why. */
type Beginning = Pick<Run, 'why' | 'statement' | 'period'> & {
  readonly of: BankDayName;
  readonly bankDay: BankDay | undefined;
};

/** The next run of a bank day, ready to be committed with it. One for another statement supersedes the run before it. */
export const beginRun = (
  { of, bankDay, period, why, statement }: Beginning,
  now: Instant,
): { readonly run: Run; readonly writes: readonly Write[] } => {
  const before = bankDay ?? emptyBankDay(of);
  const number = before.runs + 1;
  const supersedes = why === 'new-statement' && before.runs > 0 ? before.runs : undefined;
  const run = makeRun({ number, period, why, statement, ...(supersedes !== undefined && { supersedes }) }, now);
  const { by, sha256 } = statement;
  const fact = {
    type: 'run.started' as const,
    run: number,
    statement: sha256,
    ...(supersedes !== undefined && { supersedes }),
    ...(by && why === 'new-statement' && { by }),
  };
  const change = applyBankDayFact({ ...before, period }, fact, now);
  return { run, writes: [...putBankDayChange(change), put(reconciled.run(of, number), run)] };
};
