import { type OrderId, orderIdSchema } from '../domain/order-id.ts';
import type { Result, ResultClass } from '../domain/result.ts';
import type { StatementLine } from '../domain/statement.ts';
import { entryVnd } from './entry-table.ts';
import { codeOf, lineVnd } from './line-table.ts';
import type { Batch, Matching } from './matching.ts';
import type { SnapshotEntry } from './snapshot.ts';

/** What is said of a line, an entry or both: as much of a result as needs no text. */
export type Verdict = Pick<Result, 'class' | 'open' | 'statementVnd' | 'lephiVnd'> & {
  readonly correction?: Result['correction'];
  readonly feeVnd?: number;
  /** The line that stands behind it. */
  readonly line?: number;
};

/** Of a line and an entry that belong together and move the same amount. */
function classOfPair(line: StatementLine, entry: SnapshotEntry): ResultClass {
  if (line.kind === 'bank-charge' || line.kind === 'sweep') return line.kind;
  if (line.direction === 'out' && (entry.refundId !== undefined || line.kind === 'refund')) return 'refund-paid';
  return entry.origin === 'of-day' ? 'matched' : 'carried-over';
}

/** What becomes of an entry. */
export function judgeEntry(matching: Matching, entry: number): Verdict {
  const own = matching.entries.at(entry);
  const lephiVnd = entryVnd(own);
  const line = matching.lineOf(entry);
  if (line !== undefined) return judgePair(matching, { line, own });
  const batch = matching.batchOf.get(entry);
  if (batch) return judgeBatched(batch, entry, own);
  if (own.shownOn !== undefined) return { class: 'carried-over', open: false, statementVnd: 0, lephiVnd };
  if (own.state === 'reversed') return { class: 'reversed', open: false, statementVnd: 0, lephiVnd };
  return { class: 'missing-at-provider', open: true, statementVnd: 0, lephiVnd, correction: 'carry-on' };
}

function judgePair(matching: Matching, { line, own }: { line: number; own: SnapshotEntry }): Verdict {
  const read = matching.lines.at(line);
  const [statementVnd, lephiVnd] = [lineVnd(read), entryVnd(own)];
  const sums = { statementVnd, lephiVnd, line };
  const isUndone = read.status === 'reversed' || matching.undone.has(line);
  if (isUndone || own.state === 'reversed')
    return { class: 'reversed', ...judgeReversal(matching, { line, own }), ...sums };
  if (read.amountVnd !== own.amountVnd)
    return { class: 'amount-differs', open: true, correction: 'ask-provider', ...sums };
  return { class: classOfPair(read, own), open: false, ...sums };
}

/** Whether line and entry agree that the money went back: if not, a later statement or the provider must tell. */
function judgeReversal(
  { lines, undone }: Matching,
  { line, own }: { line: number; own: SnapshotEntry },
): Pick<Verdict, 'open' | 'correction'> {
  const { status, direction } = lines.at(line);
  const isOwnMovement = status === 'reversed' && direction === 'out' && own.direction === 'out';
  const wentBack = status === 'reversed' || undone.has(line);
  if (isOwnMovement || (wentBack && own.state === 'reversed')) return { open: false };
  return { open: true, correction: wentBack ? 'ask-provider' : 'carry-on' };
}

function judgeBatched({ differenceVnd, fees, line }: Batch, entry: number, own: SnapshotEntry): Verdict {
  const feeVnd = fees.get(entry) ?? 0;
  const { amountVnd, origin } = own;
  return {
    class: differenceVnd !== 0 ? 'amount-differs' : origin === 'of-day' ? 'matched' : 'carried-over',
    // The difference is one, and waits at the line.
    open: false,
    statementVnd: amountVnd - feeVnd,
    lephiVnd: amountVnd,
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
  const read = lines.at(line);
  const sums = { statementVnd: lineVnd(read), lephiVnd: 0, line };
  const closed = (found: ResultClass): Verdict => ({ class: found, open: false, ...sums });
  if (read.status === 'failed') return closed('failed-line');
  const partner = undone.get(line);
  if (partner !== undefined) return closed('reversed');
  if (read.status === 'reversed') return { class: 'reversed', open: true, ...sums, correction: 'ask-provider' };
  if (read.kind !== undefined && read.kind !== 'refund') return closed(read.kind);
  if (isRepeat) return { class: 'duplicate-line', open: true, ...sums, correction: 'ask-provider' };
  return { class: classOfStranger(matching, line), open: true, ...sums, ...correctionOf(matching, line) };
}

function classOfStranger(matching: Matching, line: number): 'missing-at-lephi' | 'unknown-reference' {
  const { lines, entries, terms } = matching;
  const read = lines.at(line);
  if (read.direction === 'out' || lines.keyOf(line) !== undefined) return 'missing-at-lephi';
  // Anybody can pay into an account; what a provider or the treasury lists, it has by its own number.
  if (terms.side !== 'bank' && read.transactionId !== undefined) return 'missing-at-lephi';
  const order = orderOf(read);
  return order !== undefined && entries.orders.has(order) ? 'missing-at-lephi' : 'unknown-reference';
}

const correctionOf = ({ lines }: Matching, line: number): Pick<Verdict, 'correction'> => ({
  correction: lines.keyOf(line) === undefined ? 'propose-line' : 'take-line',
});

/** The order that a line of money in names. */
export const orderOf = (line: StatementLine): OrderId | undefined =>
  line.direction === 'in' ? orderIdSchema.safeParse(codeOf(line)).data : undefined;
