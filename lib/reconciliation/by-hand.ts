import type { Join } from '../domain/bank-day.ts';
import { lineText, nameOfText } from './line-table.ts';
import { byHandRule, isFreeEntry, isFreeLine, type Matching } from './matching.ts';

/** The name that lines which say the same have in common, and which of them it is. */
const readName = (name: string): { readonly base: string; readonly nth: number } => {
  const end = name.lastIndexOf('#');
  return { base: name.slice(0, end), nth: Number(name.slice(end + 1)) };
};

const looksOf = ({ direction, amountVnd }: Pick<Join, 'direction' | 'amountVnd'>): string =>
  `${direction} ${amountVnd}`;

/** Free lines that joins may be of, by the name that they have in common. */
function gatherLines(matching: Matching, joins: readonly Join[]): ReadonlyMap<string, number[]> {
  const { lines } = matching;
  const looks = new Set(joins.map(looksOf));
  const byBase = new Map<string, number[]>();
  for (let line = 0; line < lines.count; line += 1) {
    const read = lines.at(line);
    // Few lines are looked at closely: to name one costs a hash.
    if (!looks.has(looksOf(read)) || !isFreeLine(matching, line)) continue;
    const base = nameOfText(lineText(read));
    const some = byBase.get(base);
    if (some) some.push(line);
    else byBase.set(base, [line]);
  }
  return byBase;
}

/**
 * Joins what officers have joined, before any rule. Of lines that say the same it is all the same which one is taken: the
 * name alone is. One whose line or movement is not there joins nothing.
 */
export function joinByHand(matching: Matching): void {
  const { terms, entries, byHand } = matching;
  const { joins = [] } = terms;
  if (joins.length === 0) return;
  const free = gatherLines(matching, joins);
  for (const { line: name, key } of joins) {
    const { base, nth } = readName(name);
    const entry = entries.find(key);
    const line = free.get(base)?.at(-1);
    if (entry === undefined || line === undefined || !isFreeEntry(matching, entry)) continue;
    free.get(base)?.pop();
    matching.join(line, entry, byHandRule);
    const numbers = byHand.get(base) ?? new Set();
    byHand.set(base, numbers.add(nth));
  }
}
