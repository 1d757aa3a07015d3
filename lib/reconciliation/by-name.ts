import type { StatementLine } from '../domain/statement.ts';
import { lineText } from './line-table.ts';
import { daysApart, isFreeEntry, isFreeLine, type Matching } from './matching.ts';
import type { SnapshotEntry } from './snapshot.ts';

/** How lines and entries that share a name are joined. Lines and entries of different directions never are. */
export type NameRule = {
  readonly rule: string;
  readonly nameOfLine: (line: StatementLine, place: number) => string | undefined;
  readonly nameOfEntry: (entry: SnapshotEntry) => string | undefined;
  /** Whether the name tells the movement, so that line and entry belong together also when their amounts differ. */
  readonly joinsOtherAmounts: boolean;
  /** Whether line and entry are near enough to each other. */
  readonly isNear: (line: StatementLine, entry: SnapshotEntry) => boolean;
};

/** Lines and entries of one name, where there is not just one of each. */
type Crowd = { readonly lines: number[]; readonly entries: number[] };

const directions = ['in', 'out'] as const;

/** Joins lines and entries that share a name, whichever order the lines stand in. */
export function joinByName(matching: Matching, by: NameRule): void {
  for (const direction of directions) joinDirection(matching, by, direction);
}

/** A reversal that takes money out may be known to us as a movement of its own; any other is news of the one that it undoes. */
const isMovement = (matching: Matching, line: number): boolean => {
  const { status, direction } = matching.lines.at(line);
  if (status === 'reversed' && (direction === 'in' || matching.lines.undoesKey(line))) return false;
  return isFreeLine(matching, line);
};

function joinDirection(matching: Matching, by: NameRule, direction: StatementLine['direction']): void {
  const { lines, entries } = matching;
  const { alone, crowds } = gatherEntries(matching, by, direction);
  const partnerOf = new Map<number, number>();
  for (let line = 0; line < lines.count; line += 1) {
    const read = lines.at(line);
    const name = read.direction === direction && isMovement(matching, line) ? by.nameOfLine(read, line) : undefined;
    if (name === undefined) continue;
    const entry = alone.get(name);
    const crowd = crowds.get(name);
    const before = entry === undefined ? undefined : partnerOf.get(entry);
    if (crowd) crowd.lines.push(line);
    else if (entry !== undefined && before === undefined) partnerOf.set(entry, line);
    else if (entry !== undefined && before !== undefined) {
      partnerOf.delete(entry);
      crowds.set(name, { lines: [before, line], entries: [entry] });
    }
  }
  for (const [entry, line] of partnerOf) {
    const [read, own] = [lines.at(line), entries.at(entry)];
    if ((read.amountVnd === own.amountVnd || by.joinsOtherAmounts) && by.isNear(read, own))
      matching.join(line, entry, by.rule);
  }
  for (const crowd of crowds.values()) joinCrowd(matching, by, crowd);
}

function gatherEntries(matching: Matching, { nameOfEntry }: NameRule, direction: StatementLine['direction']) {
  const alone = new Map<string, number>();
  const crowds = new Map<string, Crowd>();
  for (let entry = 0; entry < matching.entries.count; entry += 1) {
    const own = matching.entries.at(entry);
    const name = own.direction === direction && isFreeEntry(matching, entry) ? nameOfEntry(own) : undefined;
    if (name === undefined) continue;
    const crowd = crowds.get(name);
    const before = alone.get(name);
    if (crowd) crowd.entries.push(entry);
    else if (before === undefined) alone.set(name, entry);
    else {
      alone.delete(name);
      crowds.set(name, { lines: [], entries: [before, entry] });
    }
  }
  return { alone, crowds };
}

/** Some lines, those of each day in order of what they say. */
type Shelf = Map<string, number[]>;

/** Equal amounts first; then, where the name tells the movement, whatever is left. */
function joinCrowd(matching: Matching, by: NameRule, crowd: Crowd): void {
  const { lines, entries } = matching;
  const inOrder = inOrderOfText(matching, crowd.lines);
  const byAmount = Map.groupBy(inOrder, (line) => lines.at(line).amountVnd);
  const shelves = new Map([...byAmount].map(([amount, some]) => [amount, shelve(matching, some)]));
  const left = crowd.entries.filter((entry) => {
    const shelf = shelves.get(entries.at(entry).amountVnd);
    return !shelf || !joinNearest(matching, by, { shelf, entry });
  });
  if (!by.joinsOtherAmounts) return;
  const shelf = shelve(
    matching,
    inOrder.filter((line) => isFreeLine(matching, line)),
  );
  for (const entry of left) joinNearest(matching, by, { shelf, entry });
}

const inOrderOfText = ({ lines }: Matching, some: readonly number[]): readonly number[] =>
  some
    .map((line) => ({ line, text: lineText(lines.at(line)) }))
    .toSorted((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
    .map(({ line }) => line);

/** Lines that stand in order, by day, with the first of each day last: so it is taken without moving the others. */
const shelve = ({ lines }: Matching, inOrder: readonly number[]): Shelf =>
  Map.groupBy(inOrder.toReversed(), (line) => lines.at(line).bookedOn);

/** Takes the line of the nearest day; of several as near the earlier day's, of a day's the first. */
function joinNearest(
  matching: Matching,
  by: NameRule,
  { shelf, entry }: { readonly shelf: Shelf; readonly entry: number },
): boolean {
  const own = matching.entries.at(entry);
  const days = [...shelf].flatMap(([on, some]) => {
    const line = some.at(-1);
    if (line === undefined) return [];
    return [{ on, some, line, apart: daysApart(matching.lines.at(line), own) }];
  });
  const [nearest] = days.toSorted((one, other) => one.apart - other.apart || (one.on < other.on ? -1 : 1));
  if (!nearest || !by.isNear(matching.lines.at(nearest.line), own)) return false;
  nearest.some.pop();
  matching.join(nearest.line, entry, by.rule);
  return true;
}
