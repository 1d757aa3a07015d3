import { workingDaysBetween } from '../domain/calendar.ts';
import type { Rule } from '../domain/rules.ts';
import { vietnamDaySchema } from '../domain/time.ts';
import { joinByName } from './by-name.ts';
import { entryTexts } from './entry-table.ts';
import { isFreeEntry, type Matching } from './matching.ts';
import { makeNameIndex, namesIn } from './name-lookup.ts';
import { codeOf } from './shown-line.ts';

type ReferenceRule = Extract<Rule, { by: 'reference' }>;

/** Whether a line was booked within the rule's working days from the payment of an entry. */
export const isWithin = (
  { lines, entries, terms }: Matching,
  { workingDaysMax }: ReferenceRule,
  { line, entry }: { readonly line: number; readonly entry: number },
): boolean => {
  const paidOn = vietnamDaySchema.parse(entries.text(entry, 'paidOn'));
  return workingDaysBetween(terms.calendar, paidOn, lines.bookedOn(line)) <= workingDaysMax;
};

/** Joins what has the same reference and amount; then what names the same order, or of money out the same refund. */
export function joinByReference(matching: Matching, rule: ReferenceRule): void {
  const { lines, entries } = matching;
  const join = (nameOfLine: (line: number) => string | undefined, fieldOf: (entry: number) => number) => {
    const freeField = (entry: number) => (isFreeEntry(matching, entry) ? fieldOf(entry) : undefined);
    const index = makeNameIndex(entries.count, namesIn(entries.texts, freeField));
    joinByName(matching, {
      rule: rule.id,
      joinsOtherAmounts: false,
      isNear: (line, entry) => isWithin(matching, rule, { line, entry }),
      first: (line) => {
        const name = nameOfLine(line);
        return name === undefined ? undefined : index.first(name);
      },
      after: index.after,
    });
  };
  join(
    (line) => lines.text(line, 'reference'),
    () => entryTexts.reference,
  );
  join(
    (line) => codeOf(lines, line),
    (entry) => (entries.isOut(entry) ? entryTexts.refundId : entryTexts.orderId),
  );
}
