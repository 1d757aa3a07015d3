import type { OrderId } from '../domain/order-id.ts';
import { type Result, resultSchema } from '../domain/result.ts';
import type { Rule } from '../domain/rules.ts';
import type { Summary } from '../domain/run.ts';
import type { KeyFacts, LineKey, StatementHeader } from '../domain/statement.ts';
import { findProvider } from '../providers/registry.ts';
import { checkStatement } from '../statements/check-statement.ts';
import type { Problem } from '../statements/problems.ts';
import { bodyHead } from './body.ts';
import { joinBatches } from './by-batch.ts';
import { joinByHand } from './by-hand.ts';
import { joinByKey, joinByTransactionId } from './by-key.ts';
import { joinByReference } from './by-reference.ts';
import { readEntries } from './entry-table.ts';
import { makeLineTable } from './line-table.ts';
import { beginMatching, type Matching } from './matching.ts';
import { places } from './names.ts';
import { isMissing } from './refused.ts';
import { listVerdicts, makeReport, type Report, writeResults } from './results.ts';
import { joinReversals } from './reversals.ts';
import { orderOf } from './shown-line.ts';
import type { SnapshotEntry } from './snapshot.ts';
import { beginTally } from './summary.ts';
import type { Terms } from './terms.ts';

/** The three files that a run is a function of, the statement and the snapshot in pieces. */
type Inputs = {
  readonly terms: Terms;
  readonly statement: AsyncIterable<Uint8Array>;
  readonly snapshot: AsyncIterable<Uint8Array>;
};

/** What a run would know for certain before it calls anything missing. Each list is in order and says nothing twice. */
type Questions = {
  /**
   * Of entries that no line shows, of lines without entry that tell their key for certain, and of what officers have joined
   * that is not there.
   */
  readonly movementKeys: readonly string[];
  /** Named by lines without entry: of money in what it pays, of money out what it gives back. */
  readonly orderIds: readonly OrderId[];
};

/** What comes of a run: nothing when the gate refuses the statement, else its results and everything that follows. */
export type Reconciliation =
  | {
      readonly type: 'refused';
      readonly fingerprint: string;
      /** The first fifty. */
      readonly problems: readonly Problem[];
      readonly problemCount: number;
    }
  | {
      readonly type: 'reconciled';
      readonly fingerprint: string;
      readonly summary: Summary;
      /** In order of name. */
      readonly results: () => Iterable<Result>;
      /** The report, the same bytes whenever the facts are the same. */
      readonly body: () => Iterable<Uint8Array>;
      /** Entries that the next bank day is to look for. */
      readonly carry: readonly SnapshotEntry[];
      readonly questions: Questions;
    };

/** How far a run is, for somebody who waits: so many of its lines or entries are read, or all is matched. */
type Progress = { readonly step: 'entries' | 'lines' | 'matched'; readonly done: number };

const progressEvery = 10_000;

/**
 * Reconciles a statement with our side. A pure function of terms, statement and snapshot: neither the order of lines nor
 * how the bytes came changes anything.
 *
 * @throws BrokenSnapshot when the snapshot is not as it was written
 * @throws Refusal calendar-year-missing when a rule counts working days of a year that the calendar does not know
 */
export async function reconcile(
  { terms, statement, snapshot }: Inputs,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Reconciliation> {
  const entries = await readEntries(snapshot, (done) => {
    if (done % progressEvery === 0) onProgress({ step: 'entries', done });
  });
  const lines = makeLineTable({ readKey: keyReader(terms), entries });
  const outcome = await checkStatement(statement, {
    profile: terms.profile,
    expected: { account: terms.statementAccount, period: terms.period },
    onLine: (line) => {
      lines.add(line);
      if (lines.count % progressEvery === 0) onProgress({ step: 'lines', done: lines.count });
    },
  });
  const { fingerprint } = outcome;
  if (outcome.verdict === 'refused')
    return { type: 'refused', fingerprint, problems: outcome.problems, problemCount: outcome.problemCount };
  const matching = beginMatching(lines, entries, terms);
  joinByHand(matching);
  for (const rule of terms.rules.rules) apply(matching, rule);
  joinReversals(matching);
  onProgress({ step: 'matched', done: lines.count });
  return conclude(matching, { header: outcome.header, fingerprint });
}

/** The plug-in's reader of keys, where it has one. */
function keyReader({ accountId, provider, beneficiaryAccount, options, side }: Terms) {
  const readLineKey = findProvider(provider)?.readLineKey;
  const account = { id: accountId, beneficiaryAccount, options };
  return (line: KeyFacts): LineKey | undefined => readLineKey?.(account, line, side);
}

function apply(matching: Matching, rule: Rule): void {
  switch (rule.by) {
    case 'movement-key':
      joinByKey(matching, rule.id);
      return;
    case 'transaction-id':
      joinByTransactionId(matching, rule.id);
      return;
    case 'reference':
      joinByReference(matching, rule);
      return;
    case 'batch':
      joinBatches(matching, rule);
  }
}

type Known = { readonly header: StatementHeader; readonly fingerprint: string };

function conclude(matching: Matching, { header, fingerprint }: Known): Reconciliation {
  const report = makeReport(matching);
  const tally = beginTally();
  for (const verdict of listVerdicts(matching, report)) tally.add(verdict);
  const summary = tally.end(matching, header);
  return {
    type: 'reconciled',
    fingerprint,
    summary,
    results: () => readResults(writeResults({ matching, report }, '')),
    body: () => writeResults({ matching, report }, bodyHead(matching.terms, summary)),
    carry: listCarried(matching),
    questions: ask(matching, report),
  };
}

/** Pieces end where lines end. */
function* readResults(pieces: Iterable<Uint8Array>): Generator<Result> {
  for (const piece of pieces)
    for (const line of Buffer.from(piece).toString().split('\n'))
      if (line !== '') yield resultSchema.parse(JSON.parse(line));
}

/** What the next bank day is to look for: what no line shows, and what we count as reversed and the line does not. */
function listCarried(matching: Matching): readonly SnapshotEntry[] {
  const { entries } = matching;
  const isCarried = (entry: number): boolean => isMissing(matching, entry) || isReversedByUsAlone(matching, entry);
  return places(entries.count, isCarried).map((entry) => ({ ...entries.at(entry), origin: 'brought-forward' }));
}

function isReversedByUsAlone({ entries, lines, lineOf, undone }: Matching, entry: number): boolean {
  const line = lineOf(entry);
  return line !== undefined && entries.isReversed(entry) && lines.status(line) === 'paid' && !undone.has(line);
}

const inOrder = <Text extends string>(some: readonly Text[]): readonly Text[] =>
  [...new Set(some)].sort((one, other) => (one < other ? -1 : 1));

function ask(matching: Matching, { strangers }: Report): Questions {
  const { lines, entries, terms } = matching;
  const open = strangers.filter(({ line }) => lines.status(line) !== 'failed').map(({ line }) => line);
  return {
    movementKeys: inOrder([
      ...places(entries.count, (entry) => isMissing(matching, entry)).map((entry) => entries.key(entry)),
      ...open.flatMap((line) => lines.key(line) ?? []),
      ...(terms.joins ?? []).flatMap(({ key }) => (entries.find(key) === undefined ? [key] : [])),
    ]),
    orderIds: inOrder(open.flatMap((line) => orderOf(lines, line) ?? [])),
  };
}
