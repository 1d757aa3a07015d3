import { Refusal } from '../domain/refusal.ts';
import type { BankDayName, Run, RunStatus } from '../domain/run.ts';
import { afterRunClaim, afterRunEnd, afterRunPause } from '../domain/run-changes.ts';
import { find } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import { commitRun } from './commit-run.ts';
import { followUp } from './follow-up.ts';
import { freezeRun } from './freeze-run.ts';
import { healRun } from './heal-run.ts';
import { matchRun } from './match-run.ts';
import type { ReconcileParts } from './parts.ts';
import { storeResults, type Timing } from './store-results.ts';

/** Does one step of a run, or as much of it as there is time for. */
type Step = (parts: ReconcileParts, of: BankDayName, work: { run: Run; timing: Timing }) => Promise<Run | 'overtaken'>;

/** The life of a run: what is done in each status. Each step leaves the run in the next, but for one that is out of time. */
const steps: Record<Exclude<RunStatus, 'done'>, Step> = {
  received: (parts, of, { run }) => freezeRun(parts, of, run),
  frozen: (parts, of, { run }) => matchRun(parts, of, run),
  matched: (parts, of, { run, timing }) => storeResults(parts, { of, run }, timing),
  stored: async (parts, of, { run, timing }) => {
    const { run: healed, healedAll } = await healRun(parts, { of, run }, timing);
    if (healed === 'overtaken' || !healedAll) return healed;
    await followUp(parts, of, healed);
    return commitRun(parts, of, { run: afterRunEnd(healed, parts.now()) });
  },
};

/**
 * A run of a bank day.
 *
 * @throws Refusal not-found
 */
export const getRun = async (
  { store }: Pick<ReconcileParts, 'store'>,
  of: BankDayName,
  number: number,
): Promise<Run> => {
  const run = await find(store, reconciled.run(of, number));
  if (run === undefined) throw new Refusal('not-found', { detail: 'There is no such run.' });
  return run;
};

/** A run that nobody can finish gives way to the one after it, which has a statement of its own; nothing of it is seen yet. */
const giveUp = async (
  parts: ReconcileParts,
  of: BankDayName,
  { number, error }: { number: number; error: unknown },
) => {
  const run = await getRun(parts, of, number);
  if (error instanceof Refusal || (run.status !== 'received' && run.status !== 'frozen')) throw error;
  parts.count('RunGivenUp', { ...of, run: number });
  await commitRun(parts, of, { run: afterRunEnd(run, parts.now()) });
};

/** Goes on with the run before, so that the runs of a day count in their order. */
const finishBefore = async (parts: ReconcileParts, of: BankDayName, work: { number: number; timing: Timing }) => {
  const number = work.number - 1;
  const before = number > 0 ? await getRun(parts, of, number) : undefined;
  if (before === undefined || before.status === 'done') return;
  await advanceRun(parts, of, number, work.timing).catch((error: unknown) => giveUp(parts, of, { number, error }));
};

const isDone = async (parts: ReconcileParts, of: BankDayName, number: number): Promise<boolean> =>
  number === 0 || (await getRun(parts, of, number)).status === 'done';

/**
 * Goes on with a run from where it was left until it is done or the time is over, after the run before it. Whoever comes
 * later takes it over: the one who had it writes nothing more, and gives back the run as it is then.
 *
 * @throws Refusal not-found
 */
export const advanceRun = async (
  parts: ReconcileParts,
  of: BankDayName,
  ...[number, timing]: readonly [number: number, timing: Timing]
): Promise<Run> => {
  const { now } = parts;
  const run = await getRun(parts, of, number);
  if (run.status === 'done') return run;
  await finishBefore(parts, of, { number, timing });
  if (!timing.isTimeLeft() || !(await isDone(parts, of, number - 1))) return run;
  let current = await commitRun(parts, of, { run: afterRunClaim(run, now()) });
  while (current !== 'overtaken' && current.status !== 'done' && timing.isTimeLeft())
    current = await steps[current.status](parts, of, { run: current, timing });
  if (current !== 'overtaken' && current.status !== 'done')
    current = await commitRun(parts, of, { run: afterRunPause(current, now()) });
  return current === 'overtaken' ? getRun(parts, of, number) : current;
};
