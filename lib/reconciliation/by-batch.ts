import type { Rule } from '../domain/rules.ts';
import { statementDayOf } from '../domain/statement-day.ts';
import { withoutMarks } from '../statements/without-marks.ts';
import { type Batch, isFreeEntry, isFreeLine, type Matching } from './matching.ts';
import { inOrderOfText } from './shown-line.ts';

type BatchRule = Extract<Rule, { by: 'batch' }>;

const tenThousand = 10_000n;

/** What the intermediary keeps of one payment: exact, half a đồng rounded up. */
export const feeOf = (amountVnd: number, { perPaymentVnd, perTenThousand }: BatchRule['fee']): number =>
  perPaymentVnd + Number((BigInt(amountVnd) * BigInt(perTenThousand) * 2n + tenThousand) / (2n * tenThousand));

/**
 * Joins each credit that a phrase tells with the sum of what is due on its day and not joined yet. Where a statement has one
 * such credit, it is for all that is due on any of the statement's days.
 */
export function joinBatches(matching: Matching, rule: BatchRule): void {
  const credits = findCredits(matching, rule);
  if (credits.length === 0) return;
  const due = findDue(matching);
  const days = new Map<string, number[]>();
  for (const line of credits) {
    const on = credits.length === 1 ? 'any' : matching.lines.bookedOn(line);
    days.set(on, [...(days.get(on) ?? []), line]);
  }
  for (const [on, lines] of days) {
    const entries = on === 'any' ? [...due.values()].flat() : (due.get(on) ?? []);
    if (entries.length > 0) join(matching, rule, { lines, entries });
  }
}

/** In order of what they say, so that the order of the lines does not matter. */
function findCredits(matching: Matching, { phrases }: BatchRule): readonly number[] {
  const { lines } = matching;
  const wanted = phrases.map(withoutMarks);
  const found: number[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    if (lines.isOut(line) || lines.status(line) !== 'paid' || !isFreeLine(matching, line)) continue;
    const written = withoutMarks(lines.text(line, 'text') ?? '');
    if (wanted.some((phrase) => written.includes(phrase))) found.push(line);
  }
  return inOrderOfText(lines, found);
}

/** What is due on each of the statement's days. */
function findDue(matching: Matching): ReadonlyMap<string, readonly number[]> {
  const { entries, terms } = matching;
  const { from, to } = terms.period;
  const due = new Map<string, number[]>();
  for (let entry = 0; entry < entries.count; entry += 1) {
    if (entries.isOut(entry) || entries.isReversed(entry) || !isFreeEntry(matching, entry)) continue;
    const on = statementDayOf(entries.at(entry).paidAt, terms);
    if (on < from || on > to) continue;
    const some = due.get(on);
    if (some) some.push(entry);
    else due.set(on, [entry]);
  }
  return due;
}

/** Of several credits the one that is exactly what is due; else the first, with its difference. */
function join(
  matching: Matching,
  { id, fee }: BatchRule,
  { lines, entries }: { readonly lines: readonly number[]; readonly entries: readonly number[] },
): void {
  const fees = new Map(entries.map((entry) => [entry, feeOf(matching.entries.amountVnd(entry), fee)]));
  const dueVnd = [...fees].reduce((sum, [entry, feeVnd]) => sum + matching.entries.amountVnd(entry) - feeVnd, 0);
  const differences = lines.map((line) => ({ line, differenceVnd: matching.lines.amountVnd(line) - dueVnd }));
  const [first] = differences.toSorted(
    (one, other) => Number(one.differenceVnd !== 0) - Number(other.differenceVnd !== 0),
  );
  if (!first) return;
  const batch: Batch = { ...first, rule: id, fees };
  matching.batches.push(batch);
  for (const entry of entries) matching.batchOf.set(entry, batch);
}
