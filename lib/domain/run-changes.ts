import type { Period, Run } from './run.ts';
import { addMs, type Instant, minuteMs } from './time.ts';

/** What a new run is of. */
type NewRun = Pick<Run, 'number' | 'why' | 'statement' | 'supersedes'> & { readonly period: Period };

/** A run whose statement is kept, due at once. */
export const makeRun = ({ supersedes, ...of }: NewRun, now: Instant): Run => ({
  version: 1,
  status: 'received',
  ...of,
  ...(supersedes !== undefined && { supersedes }),
  startedAt: now,
  hashes: {},
  dueAt: now,
});

/** Whoever is at a run has it for so long: a Lambda has fifteen minutes. Then somebody else goes on with it. */
const claimMs = 15 * minuteMs;

/** A run that somebody goes on with now. */
export const afterRunClaim = (run: Run, now: Instant): Run => ({
  ...run,
  version: run.version + 1,
  dueAt: addMs(now, claimMs),
});

/** A run that is put down with its step half done: the next one goes on at once. */
export const afterRunPause = (run: Run, now: Instant): Run => ({ ...run, version: run.version + 1, dueAt: now });

/** What a step adds to a run. */
type Step = Partial<Omit<Run, 'version' | 'number' | 'period' | 'statement' | 'why'>>;

/** A run after some of a step: so much of it is done. */
export const afterRunPart = (run: Run, cursor: number, step: Pick<Step, 'healed'> = {}): Run => ({
  ...run,
  ...step,
  version: run.version + 1,
  cursor,
});

/** A run after a whole step. */
export const afterRunStep = ({ cursor: _, ...run }: Run, step: Step & Pick<Run, 'status'>): Run => ({
  ...run,
  ...step,
  version: run.version + 1,
});

/** A run of which nothing is left to do. */
export const afterRunEnd = (run: Run, now: Instant): Run => {
  const { dueAt: _, ...ended } = afterRunStep(run, { status: 'done', finishedAt: now });
  return ended;
};
