import type { Result, ResultClass } from '../domain/result.ts';
import { entryVnd } from './entry-table.ts';
import { type Batch, byHandRule, type Matching } from './matching.ts';
import { lineVnd, orderOf } from './shown-line.ts';

/** What is said of a line, an entry or both: as much of a result as needs no text. */
export type Verdict = Pick<Result, 'class' | 'open' | 'statementVnd' | 'lephiVnd'> & {
  readonly correction?: Result['correction'];
  readonly feeVnd?: number;
  /** The line that stands behind it. */
  readonly line?: number;
};

/** Of a line and an entry that belong together and move the same amount. */
function classOfPair({ lines, entries }: Matching, line: number, entry: number): ResultClass {
  const kind = lines.kind(line);
  if (kind === 'bank-charge' || kind === 'sweep') return kind;
  if (lines.isOut(line) && (kind === 'refund' || entries.text(entry, 'refundId') !== undefined)) return 'refund-paid';
  return entries.origin(entry) === 'of-day' ? 'matched' : 'carried-over';
}

/** What becomes of an entry. */
export function judgeEntry(matching: Matching, entry: number): Verdict {
  const { entries } = matching;
  const lephiVnd = entryVnd(entries, entry);
  const line = matching.lineOf(entry);
  if (line !== undefined) return judgePair(matching, line, entry);
  const batch = matching.batchOf.get(entry);
  if (batch) return judgeBatched(matching, batch, entry);
  if (entries.isShown(entry)) return { class: 'carried-over', open: false, statementVnd: 0, lephiVnd };
  if (entries.isReversed(entry)) return { class: 'reversed', open: false, statementVnd: 0, lephiVnd };
  return { class: 'missing-at-provider', open: true, statementVnd: 0, lephiVnd, correction: 'carry-on' };
}

function judgePair(matching: Matching, line: number, entry: number): Verdict {
  const { lines, entries, undone } = matching;
  const sums = { statementVnd: lineVnd(lines, line), lephiVnd: entryVnd(entries, entry), line };
  const wentBack = lines.status(line) === 'reversed' || undone.has(line);
  if (wentBack || entries.isReversed(entry))
    return { class: 'reversed', ...judgeReversal(matching, line, entry), ...sums };
  if (lines.amountVnd(line) !== entries.amountVnd(entry))
    return { class: 'amount-differs', ...judgeDifference(matching, entry), ...sums };
  return { class: classOfPair(matching, line, entry), open: false, ...sums };
}

/** That the amounts of what officers have joined differ is known, and nobody need look. */
const judgeDifference = ({ ruleOf }: Matching, entry: number): Pick<Verdict, 'open' | 'correction'> =>
  ruleOf(entry) === byHandRule ? { open: false } : { open: true, correction: 'ask-provider' };

/** Whether line and entry agree that the money went back: if not, a later statement or the provider must tell. */
function judgeReversal(
  { lines, entries, undone }: Matching,
  line: number,
  entry: number,
): Pick<Verdict, 'open' | 'correction'> {
  const undoes = lines.status(line) === 'reversed';
  // Then both know the reversal as a movement of its own.
  if (undoes && lines.isOut(line) && entries.isOut(entry)) return { open: false };
  const wentBack = undoes || undone.has(line);
  if (wentBack && entries.isReversed(entry)) return { open: false };
  return { open: true, correction: wentBack ? 'ask-provider' : 'carry-on' };
}

function judgeBatched({ entries }: Matching, { differenceVnd, fees, line }: Batch, entry: number): Verdict {
  const feeVnd = fees.get(entry) ?? 0;
  const lephiVnd = entries.amountVnd(entry);
  const settled = entries.origin(entry) === 'of-day' ? 'matched' : 'carried-over';
  return {
    class: differenceVnd === 0 ? settled : 'amount-differs',
    // The difference is one, and waits at the line.
    open: false,
    statementVnd: lephiVnd - feeVnd,
    lephiVnd,
    feeVnd,
    line,
  };
}

/** The line of a credit that is not the sum of what was due: only the difference is left of it. */
export const judgeCredit = ({ line, differenceVnd }: Batch): Verdict => ({
  class: 'amount-differs',
  open: true,
  statementVnd: differenceVnd,
  lephiVnd: 0,
  correction: 'ask-provider',
  line,
});

/** What becomes of a line that no entry is joined with; `isRepeat` when another line, or an entry's, is of its movement. */
export function judgeLine(matching: Matching, line: number, isRepeat: boolean): Verdict {
  const { lines, undone } = matching;
  const sums = { statementVnd: lineVnd(lines, line), lephiVnd: 0, line };
  const closed = (found: ResultClass): Verdict => ({ class: found, open: false, ...sums });
  const status = lines.status(line);
  if (status === 'failed') return closed('failed-line');
  if (undone.has(line)) return closed('reversed');
  if (status === 'reversed') return { class: 'reversed', open: true, ...sums, correction: 'ask-provider' };
  const kind = lines.kind(line);
  if (kind !== undefined && kind !== 'refund') return closed(kind);
  if (isRepeat) return { class: 'duplicate-line', open: true, ...sums, correction: 'ask-provider' };
  const correction = lines.key(line) === undefined ? 'propose-line' : 'take-line';
  return { class: classOfStranger(matching, line), open: true, ...sums, correction };
}

function classOfStranger({ lines, entries, terms }: Matching, line: number): 'missing-at-lephi' | 'unknown-reference' {
  if (lines.isOut(line) || lines.key(line) !== undefined) return 'missing-at-lephi';
  // Anybody can pay into an account; what a provider or the treasury lists, it has by its own number.
  if (terms.side !== 'bank' && lines.text(line, 'transactionId') !== undefined) return 'missing-at-lephi';
  const order = orderOf(lines, line);
  return order !== undefined && entries.orders.has(order) ? 'missing-at-lephi' : 'unknown-reference';
}
