import { createHash } from 'node:crypto';
import type { DeskClass } from './desk.ts';
import type { Discrepancy, DiscrepancyEvent, DiscrepancyFact } from './discrepancy.ts';
import { hashEntry } from './journal.ts';
import type { Result, ResultClass } from './result.ts';
import type { BankDayName } from './run.ts';
import type { Instant } from './time.ts';

/** What is written when something happens to a discrepancy: it as its next version, and perhaps an event. */
export type DiscrepancyChange = { readonly discrepancy: Discrepancy; readonly event?: DiscrepancyEvent };

const idDigits = 32;

/** The id of the discrepancy that a result is, in whichever run and on whichever day of an account and side. */
export const discrepancyIdOf = ({ accountId, side }: Pick<BankDayName, 'accountId' | 'side'>, name: string): string =>
  createHash('sha256').update(`${accountId}\n${side}\n${name}`).digest('hex').slice(0, idDigits);

/** As what a discrepancy of each class waits for an officer. */
export const deskClassOfResult: Record<ResultClass, DeskClass> = {
  matched: 'line-of-unknown-reference',
  'amount-differs': 'amount-differs',
  'missing-at-provider': 'missing-at-provider',
  'missing-at-lephi': 'missing-at-lephi',
  'unknown-reference': 'line-of-unknown-reference',
  'duplicate-line': 'duplicate-line',
  // A payment that we count, and of which the line says that no money moved.
  'failed-line': 'missing-at-provider',
  reversed: 'line-reversed',
  'carried-over': 'missing-at-provider',
  'refund-paid': 'line-of-unknown-reference',
  'bank-charge': 'line-of-unknown-reference',
  sweep: 'line-of-unknown-reference',
  'not-ours': 'line-of-unknown-reference',
};

/** The hash of a discrepancy's event; see {@link hashEntry}. */
export const hashDiscrepancyEvent = ({ discrepancyId, version: _, ...event }: DiscrepancyEvent): string =>
  hashEntry({ subject: discrepancyId, ...event });

/**
 * The discrepancy after a fact, and the fact's event. Whoever calls this has decided that the fact may happen.
 *
 * @param changed the discrepancy as it is to be, but for its version and journal, which are still those before
 */
export const applyDiscrepancyFact = (
  changed: Discrepancy,
  fact: DiscrepancyFact,
  at: Instant,
): Required<DiscrepancyChange> => {
  const { lastHash: previousHash, ...rest } = changed;
  const event: DiscrepancyEvent = {
    version: 1,
    discrepancyId: changed.id,
    sequence: changed.events + 1,
    at,
    fact,
    ...(previousHash !== undefined && { previousHash }),
  };
  const next = { version: changed.version + 1, events: event.sequence, lastHash: hashDiscrepancyEvent(event) };
  return { discrepancy: { ...rest, ...next }, event };
};

/** What a run found: an open result, or one that shows what another day waits for. */
export type Finding = Pick<Discrepancy, 'of' | 'agencyCode' | 'provider' | 'result'> & {
  readonly run: number;
  /** When it is too old to be carried on; absent when it never is. */
  readonly overdueAt?: Instant | undefined;
};

const begun = ({ of, agencyCode, provider, result, run }: Finding, at: Instant): Discrepancy => ({
  version: 0,
  id: discrepancyIdOf(of, result.name),
  of,
  agencyCode,
  provider,
  result,
  firstRun: run,
  latestOn: of.on,
  latestRun: run,
  foundAt: at,
  status: 'open',
  events: 0,
});

const isSame = (one: Result, other: Result): boolean =>
  one.class === other.class &&
  one.statementVnd === other.statementVnd &&
  one.lephiVnd === other.lephiVnd &&
  one.correction === other.correction;

/** With its markers: it waits since it was found first, and is due while nobody was told how old it is. */
const reopened = (before: Discrepancy, { of, run, result, overdueAt }: Finding): Discrepancy => {
  const { end: _end, dueAt: _due, explained: _explained, pausedDueAt: _paused, ...rest } = before;
  return {
    ...rest,
    status: 'open',
    result,
    latestOn: of.on,
    latestRun: run,
    desk: { class: deskClassOfResult[result.class], since: before.foundAt },
    ...(overdueAt !== undefined && before.overdue !== true && { dueAt: overdueAt }),
  };
};

/**
 * Whether people's end of one holds that is found again: while it is the same, and what two officers have matched or taken
 * not once a run had gone by that and this one cannot any more, because the line is gone.
 */
const staysEnded = ({ status, end, explained, result }: Discrepancy, found: Result): boolean => {
  if (status !== 'ended' || end === undefined || end.by === 'run' || !isSame(result, found)) return false;
  return end.by === 'acceptance' || explained === undefined;
};

/** One that people have ended and that is still there; a run had no longer found it, and this one does again. */
const afterFindingEnded = (before: Discrepancy, { of, run }: Finding, at: Instant): DiscrepancyChange | undefined => {
  if (before.explained === undefined) return undefined;
  const { explained: _, ...rest } = before;
  return applyDiscrepancyFact(rest, { type: 'discrepancy.found', on: of.on, run }, at);
};

/** One that is open and the same: which run found it last. Nothing is written of what a later day has found too. */
const afterFindingSame = (before: Discrepancy, finding: Finding): DiscrepancyChange | undefined => {
  const { on } = finding.of;
  if (on < before.latestOn || (on === before.latestOn && finding.run === before.latestRun)) return undefined;
  const next = reopened(before, finding);
  return { discrepancy: { ...next, version: next.version + 1 } };
};

/**
 * A discrepancy after a run found it (again). One that people have ended stays so while it is the same; nothing is
 * written of it then, nor of what the run itself has found already.
 */
export const afterFinding = (
  known: Discrepancy | undefined,
  finding: Finding,
  at: Instant,
): DiscrepancyChange | undefined => {
  const { run } = finding;
  const { on } = finding.of;
  if (known && staysEnded(known, finding.result)) return afterFindingEnded(known, finding, at);
  if (known === undefined || known.end?.by === 'run' || known.explained !== undefined) {
    const next = reopened(known ?? begun(finding, at), finding);
    return applyDiscrepancyFact(next, { type: 'discrepancy.found', on, run }, at);
  }
  if (isSame(known.result, finding.result)) return afterFindingSame(known, finding);
  return applyDiscrepancyFact(reopened(known, finding), { type: 'discrepancy.changed', on, run }, at);
};

/** A discrepancy after a run no longer finds it. One that people have ended keeps their end. */
export const afterExplanation = (
  before: Discrepancy,
  { of: { on }, run }: Pick<Finding, 'of' | 'run'>,
  at: Instant,
): DiscrepancyChange | undefined => {
  if (before.status === 'ended') {
    if (before.end?.by === 'run' || before.explained !== undefined) return undefined;
    return applyDiscrepancyFact({ ...before, explained: { on, run } }, { type: 'discrepancy.explained', on, run }, at);
  }
  const { desk: _desk, dueAt: _due, ...rest } = before;
  const ended: Discrepancy = { ...rest, status: 'ended', end: { by: 'run', on, run, at } };
  return applyDiscrepancyFact(ended, { type: 'discrepancy.explained', on, run }, at);
};

/** What a day shows of a payment whose own day is still to be reconciled: known, and ended. */
export const shownBefore = (finding: Finding, at: Instant): DiscrepancyChange | undefined =>
  afterExplanation(begun(finding, at), finding, at);

/** A discrepancy that was carried on for as long as it may be. */
export const afterAgeLimit = (before: Discrepancy, at: Instant): DiscrepancyChange => {
  const { dueAt: _, ...rest } = before;
  return applyDiscrepancyFact({ ...rest, overdue: true }, { type: 'discrepancy.overdue' }, at);
};

/** How officers end a discrepancy. */
type OfficersEnd = Extract<Discrepancy['end'], { by: 'acceptance' | 'proposal' }>;

/** A discrepancy that officers have ended: it waits for nobody, and is due no more. */
export const afterOfficersEnd = (before: Discrepancy, end: OfficersEnd, fact: DiscrepancyFact): DiscrepancyChange => {
  const { desk: _desk, dueAt, ...rest } = before;
  const ended: Discrepancy = { ...rest, status: 'ended', end, ...(dueAt !== undefined && { pausedDueAt: dueAt }) };
  return applyDiscrepancyFact(ended, fact, end.at);
};

/** A discrepancy whose end officers took back: it is open as it was. */
export const afterUndoing = (before: Discrepancy, fact: DiscrepancyFact, at: Instant): DiscrepancyChange => {
  const { end: _end, explained: _explained, pausedDueAt, ...rest } = before;
  const open: Discrepancy = {
    ...rest,
    status: 'open',
    desk: { class: deskClassOfResult[before.result.class], since: before.foundAt },
    ...(pausedDueAt !== undefined && { dueAt: pausedDueAt }),
  };
  return applyDiscrepancyFact(open, fact, at);
};

/** The same, of one that a run has explained meanwhile: it stays ended, by that run. */
export const afterUndoingExplained = (before: Discrepancy, fact: DiscrepancyFact, at: Instant): DiscrepancyChange => {
  const { explained, pausedDueAt: _, ...rest } = before;
  if (explained === undefined) return afterUndoing(before, fact, at);
  return applyDiscrepancyFact({ ...rest, end: { by: 'run', ...explained, at } }, fact, at);
};
