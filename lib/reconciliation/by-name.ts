import type { Entry } from '../domain/entry.ts';
import { daysApart, isFreeEntry, isFreeLine, type Matching } from './matching.ts';
import { inOrderOfText } from './shown-line.ts';

/** How lines and entries that share a name are joined. Lines and entries of different directions never are. */
type NameRule = {
  readonly rule: string;
  /** The first entry of a line's name; nothing when there is none, or the line has no name. */
  readonly first: (line: number) => number | undefined;
  /** The next entry of the same name. */
  readonly after: (entry: number) => number | undefined;
  /** Whether the name tells the movement, so that line and entry belong together also when their amounts differ. */
  readonly joinsOtherAmounts: boolean;
  /** Whether line and entry are near enough to each other. */
  readonly isNear: (line: number, entry: number) => boolean;
};

/** Lines and entries of one name, where there is not just one of each. */
type Crowd = { readonly lines: number[]; readonly entries: readonly number[] };

/** A reversal that takes money out may be known to us as a movement of its own; any other is news of the one that it undoes. */
const isMovement = (matching: Matching, line: number): boolean => {
  const { lines } = matching;
  if (lines.status(line) === 'reversed' && (!lines.isOut(line) || lines.undoesKey(line))) return false;
  return isFreeLine(matching, line);
};

/**
 * Joins lines and entries that share a name, whichever order the lines stand in: where a name has one of each, these; else
 * as {@link joinCrowd} says.
 */
export function joinByName(matching: Matching, by: NameRule): void {
  const { entries } = matching;
  const { partners, crowds } = meet(matching, by);
  for (let entry = 0; entry < entries.count; entry += 1) {
    const line = partners[entry] ?? -1;
    if (line >= 0 && mayJoin(matching, by, { line, entry })) matching.join(line, entry, by.rule);
  }
  for (const crowd of crowds.values()) joinCrowd(matching, by, crowd);
}

/** Finds for each entry the one line of its name; or, by the first of several entries, the crowd of theirs. */
function meet(matching: Matching, by: NameRule) {
  const { lines, entries } = matching;
  const partners = new Int32Array(entries.count).fill(-1);
  const crowds = new Map<number, Crowd>();
  for (let line = 0; line < lines.count; line += 1) {
    if (!isMovement(matching, line)) continue;
    const entry = firstFree(matching, line, { from: by.first(line), by });
    if (entry === undefined) continue;
    const other = firstFree(matching, line, { from: by.after(entry), by });
    const before = partners[entry] ?? -1;
    const crowd = crowds.get(entry);
    if (crowd) crowd.lines.push(line);
    else if (other === undefined && before < 0) partners[entry] = line;
    else {
      partners[entry] = -1;
      const some = before < 0 ? [line] : [before, line];
      crowds.set(entry, { lines: some, entries: [...freeEntries(matching, line, by)] });
    }
  }
  return { partners, crowds };
}

/** The first entry of a line's name, from one of them on, that may be joined with it. */
function firstFree(
  matching: Matching,
  line: number,
  { from, by }: { readonly from: number | undefined; readonly by: NameRule },
): number | undefined {
  const { lines, entries } = matching;
  const isOut = lines.isOut(line);
  let entry = from;
  while (entry !== undefined && (entries.isOut(entry) !== isOut || !isFreeEntry(matching, entry)))
    entry = by.after(entry);
  return entry;
}

function* freeEntries(matching: Matching, line: number, by: NameRule): Generator<number> {
  let entry = firstFree(matching, line, { from: by.first(line), by });
  while (entry !== undefined) {
    yield entry;
    entry = firstFree(matching, line, { from: by.after(entry), by });
  }
}

const mayJoin = (
  { lines, entries }: Matching,
  { joinsOtherAmounts, isNear }: NameRule,
  { line, entry }: { readonly line: number; readonly entry: number },
): boolean => (joinsOtherAmounts || lines.amountVnd(line) === entries.amountVnd(entry)) && isNear(line, entry);

/** Some lines by day, those of each day in order of what they say, the first of them last: so that it is taken at once. */
type Shelf = ReadonlyMap<Entry['paidOn'], number[]>;

const shelve = ({ lines }: Matching, inOrder: readonly number[]): Shelf =>
  Map.groupBy(inOrder.toReversed(), (line) => lines.bookedOn(line));

/** Equal amounts first; then, where the name tells the movement, whatever is left. */
function joinCrowd(matching: Matching, by: NameRule, crowd: Crowd): void {
  const { lines, entries } = matching;
  const inOrder = inOrderOfText(lines, crowd.lines);
  const byAmount = Map.groupBy(inOrder, (line) => lines.amountVnd(line));
  const shelves = new Map([...byAmount].map(([amount, some]) => [amount, shelve(matching, some)]));
  const left = crowd.entries.filter((entry) => {
    const shelf = shelves.get(entries.amountVnd(entry));
    return !shelf || !joinNearest(matching, by, { shelf, entry });
  });
  if (!by.joinsOtherAmounts) return;
  const others = inOrder.filter((line) => isFreeLine(matching, line));
  const shelf = shelve(matching, others);
  for (const entry of left) joinNearest(matching, by, { shelf, entry });
}

/** Takes the line of the nearest day; of several as near the earlier day's, of a day's the first. */
function joinNearest(
  matching: Matching,
  by: NameRule,
  { shelf, entry }: { readonly shelf: Shelf; readonly entry: number },
): boolean {
  const days = [...shelf].flatMap(([on, some]) => {
    const line = some.at(-1);
    return line === undefined ? [] : [{ on, some, line, apart: daysApart(matching, line, entry) }];
  });
  const [nearest] = days.toSorted((one, other) => one.apart - other.apart || (one.on < other.on ? -1 : 1));
  if (!nearest || !by.isNear(nearest.line, entry)) return false;
  nearest.some.pop();
  matching.join(nearest.line, entry, by.rule);
  return true;
}
