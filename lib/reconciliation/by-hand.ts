import type { Join } from '../domain/bank-day.ts';
import { byHandRule, isFreeEntry, isFreeLine, type Matching } from './matching.ts';
import { places } from './names.ts';
import { lineText, nameOfText } from './shown-line.ts';

/** The name that lines which say the same have in common, and which of them it is. */
const readName = (name: string): { readonly base: string; readonly nth: number } => {
  const end = name.lastIndexOf('#');
  return { base: name.slice(0, end), nth: Number(name.slice(end + 1)) };
};

const looksOf = (isOut: boolean, amountVnd: number): string => `${isOut ? 'out' : 'in'} ${amountVnd}`;

/** Free lines that joins may be of, by the name that they have in common. Few are looked at closely: to name one costs a hash. */
function gatherLines(matching: Matching, joins: readonly Join[]): ReadonlyMap<string, number[]> {
  const { lines } = matching;
  const looks = new Set(joins.map(({ direction, amountVnd }) => looksOf(direction === 'out', amountVnd)));
  const mayBe = (line: number): boolean =>
    looks.has(looksOf(lines.isOut(line), lines.amountVnd(line))) && isFreeLine(matching, line);
  return Map.groupBy(places(lines.count, mayBe), (line) => nameOfText(lineText(lines, line)));
}

/**
 * Joins what officers have joined, before any rule. Of lines that say the same it is all the same which one is taken: the
 * name alone is. A join whose line or movement is not there joins nothing.
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
    byHand.set(base, (byHand.get(base) ?? new Set()).add(nth));
  }
}
