import type { Candidate, Result } from '../domain/result.ts';
import { judgeCredit, judgeEntry, judgeLine, type Verdict } from './classify.ts';
import { lineText, nameOfText, showLine } from './line-table.ts';
import type { Matching } from './matching.ts';
import { findRefused, type Refused } from './refused.ts';
import { findStrangers, type Stranger } from './strangers.ts';

/** The results of lines that no entry is joined with. */
export type LineResult = { readonly name: string; readonly result: Result };

/** Everything that a report says, before it is written. */
export type Report = {
  /** In order of name. */
  readonly ofLines: readonly LineResult[];
  readonly refused: Refused;
  readonly strangers: readonly Stranger[];
};

/** Names the lines that no entry is joined with, and judges them. */
export function makeReport(matching: Matching): Report {
  const strangers = findStrangers(matching);
  const refused = findRefused(matching, strangers);
  const ofLines = [
    ...strangers.map(({ line, text, nth, isRepeat }) => {
      const name = `${nameOfText(text)}#${nth}`;
      return { name, result: lineResult(matching, { name, verdict: judgeLine(matching, line, isRepeat), refused }) };
    }),
    ...creditResults(matching, refused),
  ].toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return { ofLines, refused, strangers };
}

function creditResults(matching: Matching, refused: Refused): LineResult[] {
  const seen = new Map<string, number>();
  return matching.batches
    .filter(({ differenceVnd }) => differenceVnd !== 0)
    .map((batch) => {
      const base = nameOfText(lineText(matching.lines.at(batch.line)));
      const nth = (seen.get(base) ?? 0) + 1;
      seen.set(base, nth);
      const name = `${base}#${nth}`;
      return { name, result: lineResult(matching, { name, verdict: judgeCredit(batch), refused, rule: batch.rule }) };
    });
}

type Told = {
  readonly name: string;
  readonly verdict: Verdict;
  readonly refused: Refused;
  readonly rule?: string | undefined;
};

const told = (some: readonly Candidate[] | undefined): { refused?: Candidate[] } =>
  some && some.length > 0 ? { refused: [...some] } : {};

/** Names stand in order of code unit, so that the text of a result is canonical as it is. */
function lineResult(matching: Matching, { name, verdict, refused, rule }: Told): Result {
  const { class: found, correction, lephiVnd, line = 0, open, statementVnd } = verdict;
  const certainKey = found === 'missing-at-lephi' ? matching.lines.keyOf(line) : undefined;
  return {
    ...(certainKey !== undefined && { certainKey }),
    class: found,
    ...(correction !== undefined && { correction }),
    lephiVnd,
    line: showLine(matching.lines.at(line)),
    name,
    open,
    ...told(open ? refused.ofLines.get(line) : undefined),
    ...(rule !== undefined && { rule }),
    statementVnd,
  };
}

/** The result of an entry, and of the line that is joined with it. */
export function entryResult(matching: Matching, { refused }: Report, entry: number): Result {
  const { class: found, correction, feeVnd, lephiVnd, line, open, statementVnd } = judgeEntry(matching, entry);
  const { amountVnd, direction, key, orderId, origin, paidAt, paidOn, reference, refundId, state, transactionId } =
    matching.entries.at(entry);
  const rule = matching.batchOf.get(entry)?.rule ?? matching.ruleOf(entry);
  return {
    class: found,
    ...(correction !== undefined && { correction }),
    entry: {
      amountVnd,
      direction,
      key,
      ...(orderId !== undefined && { orderId }),
      origin,
      paidAt,
      paidOn,
      reference,
      ...(refundId !== undefined && { refundId }),
      state,
      ...(transactionId !== undefined && { transactionId }),
    },
    ...(feeVnd !== undefined && { feeVnd }),
    lephiVnd,
    ...(line !== undefined && { line: showLine(matching.lines.at(line)) }),
    name: key,
    open,
    ...told(open ? refused.ofEntries.get(entry) : undefined),
    ...(rule !== undefined && { rule }),
    statementVnd,
  };
}

/** All results in order of name. */
export function* listResults(matching: Matching, report: Report): Generator<Result> {
  let next = 0;
  const { ofLines } = report;
  for (let entry = 0; entry < matching.entries.count; entry += 1) {
    const { key } = matching.entries.at(entry);
    for (let line = ofLines[next]; line !== undefined && line.name < key; line = ofLines[next]) {
      yield line.result;
      next += 1;
    }
    yield entryResult(matching, report, entry);
  }
  for (const { result } of ofLines.slice(next)) yield result;
}
