import { joinByName } from './by-name.ts';
import { entryTexts } from './entry-table.ts';
import { isFreeEntry, type Matching } from './matching.ts';
import { makeNameIndex, namesIn } from './name-lookup.ts';

/** Whatever names the movement itself joins on any day and with any amount. */
const certain = { joinsOtherAmounts: true, isNear: () => true } as const;

/** Joins lines with the entry whose very key they tell. */
export function joinByKey(matching: Matching, rule: string): void {
  joinByName(matching, { ...certain, rule, first: matching.lines.entryOfKey, after: () => undefined });
}

/**
 * Joins lines and entries to which the provider gave the same number; then, as the treasury lists a payment by the number
 * that the payment order had, lines whose number is the reference of an entry. Not those of a bank: there a reference may be
 * what a payer wrote.
 */
export function joinByTransactionId(matching: Matching, rule: string): void {
  joinByNumber(matching, rule, entryTexts.transactionId);
  if (matching.terms.side !== 'bank') joinByNumber(matching, rule, entryTexts.reference);
}

function joinByNumber(matching: Matching, rule: string, field: number): void {
  const { lines, entries } = matching;
  const fieldOf = (entry: number) => (isFreeEntry(matching, entry) ? field : undefined);
  const index = makeNameIndex(entries.count, namesIn(entries.texts, fieldOf));
  const first = (line: number): number | undefined => {
    const transactionId = lines.text(line, 'transactionId');
    return transactionId === undefined ? undefined : index.first(transactionId);
  };
  joinByName(matching, { ...certain, rule, first, after: index.after });
}
