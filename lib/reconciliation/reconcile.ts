import { workingDaysBetween } from '../domain/calendar.ts';
import type { Notice } from '../domain/notice.ts';
import type { OrderId } from '../domain/order-id.ts';
import type { Result } from '../domain/result.ts';
import type { Rule } from '../domain/rules.ts';
import type { Summary } from '../domain/run.ts';
import type { StatementHeader, StatementLine } from '../domain/statement.ts';
import { findProvider } from '../providers/registry.ts';
import { checkStatement } from '../statements/check-statement.ts';
import type { Problem } from '../statements/problems.ts';
import { writeBody } from './body.ts';
import { joinBatches } from './by-batch.ts';
import { joinByName } from './by-name.ts';
import { orderOf } from './classify.ts';
import { readEntries } from './entry-table.ts';
import { codeOf, makeLineTable } from './line-table.ts';
import { beginMatching, type Matching } from './matching.ts';
import { isMissing } from './refused.ts';
import { listResults, makeReport, type Report } from './results.ts';
import { joinReversals } from './reversals.ts';
import type { SnapshotEntry } from './snapshot.ts';
import { makeAdder } from './summary.ts';
import type { Terms } from './terms.ts';

/** The three files that a run is a function of, the statement and the snapshot in pieces. */
export type Inputs = {
  readonly terms: Terms;
  readonly statement: AsyncIterable<Uint8Array>;
  readonly snapshot: AsyncIterable<Uint8Array>;
};

/** What a run would know for certain before it calls anything missing. Each list is in order and says nothing twice. */
export type Questions = {
  /** Of entries that no line shows, and of lines without entry that tell their key for certain. */
  readonly movementKeys: readonly string[];
  /** Named by lines without entry. */
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
export type Progress = { readonly step: 'entries' | 'lines' | 'matched'; readonly done: number };

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
  const lines = makeLineTable(lineReader(terms));
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
  const entries = await readEntries(snapshot, (done) => {
    if (done % progressEvery === 0) onProgress({ step: 'entries', done });
  });
  const matching = beginMatching(lines, entries, terms);
  for (const rule of terms.rules.rules) apply(matching, rule);
  joinReversals(matching);
  onProgress({ step: 'matched', done: lines.count });
  return conclude(matching, { header: outcome.header, fingerprint });
}

/** The plug-in's reader of lines, where it has one. */
function lineReader({ accountId, provider, beneficiaryAccount, options, side }: Terms) {
  const readLine = findProvider(provider)?.readLine;
  const account = { id: accountId, beneficiaryAccount, options };
  return (line: StatementLine): Notice | undefined => readLine?.(account, line, side);
}

function apply(matching: Matching, rule: Rule): void {
  const { lines, terms } = matching;
  const common = { rule: rule.id, joinsOtherAmounts: true, isNear: () => true };
  switch (rule.by) {
    case 'movement-key':
      return joinByName(matching, {
        ...common,
        nameOfLine: (_, line) => lines.keyOf(line),
        nameOfEntry: ({ key }) => key,
      });
    case 'transaction-id':
      return joinByName(matching, {
        ...common,
        nameOfLine: ({ transactionId }) => transactionId,
        nameOfEntry: ({ transactionId }) => transactionId,
      });
    case 'reference': {
      const near = {
        rule: rule.id,
        joinsOtherAmounts: false,
        isNear: ({ bookedOn }: StatementLine, { paidOn }: SnapshotEntry) =>
          workingDaysBetween(terms.calendar, paidOn, bookedOn) <= rule.workingDaysMax,
      };
      joinByName(matching, {
        ...near,
        nameOfLine: ({ reference }) => reference,
        nameOfEntry: ({ reference }) => reference || undefined,
      });
      return joinByName(matching, {
        ...near,
        nameOfLine: codeOf,
        nameOfEntry: ({ direction, orderId, refundId }) => (direction === 'in' ? orderId : refundId),
      });
    }
    case 'batch':
      return joinBatches(matching, rule);
  }
}

type Known = { readonly header: StatementHeader; readonly fingerprint: string };

function conclude(matching: Matching, { header, fingerprint }: Known): Reconciliation {
  const report = makeReport(matching);
  const results = (): Iterable<Result> => listResults(matching, report);
  const adder = makeAdder();
  for (const result of results()) adder.add(result);
  const summary = adder.end(matching, header);
  return {
    type: 'reconciled',
    fingerprint,
    summary,
    results,
    body: () => writeBody(matching.terms, summary, results()),
    carry: listCarried(matching),
    questions: ask(matching, report),
  };
}

/** What the next bank day is to look for: what no line shows, and what we count as reversed and the line does not. */
function listCarried(matching: Matching): readonly SnapshotEntry[] {
  const { entries } = matching;
  const carried: SnapshotEntry[] = [];
  for (let entry = 0; entry < entries.count; entry += 1)
    if (isMissing(matching, entry) || isReversedByUsAlone(matching, entry))
      carried.push({ ...entries.at(entry), origin: 'brought-forward' });
  return carried;
}

function isReversedByUsAlone({ entries, lines, lineOf, undone }: Matching, entry: number): boolean {
  const line = lineOf(entry);
  if (line === undefined || entries.at(entry).state !== 'reversed') return false;
  return lines.at(line).status === 'paid' && !undone.has(line);
}

const inOrder = <Text extends string>(some: readonly Text[]): readonly Text[] =>
  [...new Set(some)].sort((one, other) => (one < other ? -1 : 1));

function ask(matching: Matching, { strangers }: Report): Questions {
  const { lines, entries } = matching;
  const keys: string[] = [];
  for (let entry = 0; entry < entries.count; entry += 1)
    if (isMissing(matching, entry)) keys.push(entries.at(entry).key);
  const open = strangers.filter(({ line }) => lines.at(line).status !== 'failed').map(({ line }) => line);
  return {
    movementKeys: inOrder([...keys, ...open.flatMap((line) => lines.keyOf(line) ?? [])]),
    orderIds: inOrder(open.flatMap((line) => orderOf(lines.at(line)) ?? [])),
  };
}
