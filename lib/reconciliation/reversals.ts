import { makeCodeFilter } from '../domain/code-in-text.ts';
import { entryTexts } from './entry-table.ts';
import { lineTextCount } from './line-table.ts';
import { daysApart, isFreeEntry, isFreeLine, type Matching, reversalRule } from './matching.ts';
import {
  gather,
  keyAsName,
  type Known,
  makeMention,
  namesOfEntry,
  namesOfKind,
  namesOfLine,
  namesOfUndone,
  places,
} from './names.ts';
import { inOrderOfText, lineText } from './shown-line.ts';

/**
 * Finds for each line that undoes another the one that it undoes, on this statement or on ours: of the same amount, known
 * by the same key, number, reference or code.
 */
export function joinReversals(matching: Matching): void {
  const { lines, undone } = matching;
  const undoing = places(lines.count, (line) => lines.status(line) === 'reversed' && isFreeLine(matching, line));
  if (undoing.length === 0) return;
  const names = new Map(undoing.map((line) => [line, namesOfUndone(matching, line)]));
  const wanted: Wanted = {
    names: new Set([...names.values()].flat()),
    amounts: new Set(undoing.map((line) => lines.amountVnd(line))),
  };
  const paid = gatherPaid(matching, wanted);
  const entries = gatherEntries(matching, wanted);
  for (const line of inOrderOfText(lines, undoing)) {
    const known = names.get(line) ?? [];
    const partner = findUndone(matching, line, candidates(paid, known));
    const entry = partner === undefined ? findEntry(matching, line, candidates(entries, known)) : undefined;
    if (partner !== undefined) undone.set(line, partner).set(partner, line);
    else if (entry !== undefined) matching.join(line, entry, reversalRule);
  }
}

/** What is looked for: names and amounts of what is undone. */
type Wanted = { readonly names: ReadonlySet<string>; readonly amounts: ReadonlySet<number> };

function gatherPaid(matching: Matching, { names, amounts }: Wanted): Known {
  const { lines } = matching;
  const mayHave = lineFilter(matching, names);
  const isPaid = (line: number): boolean => lines.status(line) === 'paid' && amounts.has(lines.amountVnd(line));
  return gather(
    places(lines.count, (line) => isPaid(line) && mayHave(line)),
    (line) => [...keyAsName(lines.key(line)), ...namesOfLine(matching, line)].filter((name) => names.has(name)),
  );
}

/** Tells quickly of most lines that they have none of some names. */
function lineFilter({ lines, entries }: Matching, names: ReadonlySet<string>): (line: number) => boolean {
  const mentions = makeMention(names);
  const mayHoldCode = makeCodeFilter(namesOfKind('code', names));
  const keyed = new Set(namesOfKind('key', names).flatMap((key) => entries.find(key) ?? []));
  const hasKey = (line: number): boolean => {
    const entry = lines.entryOfKey(line);
    return entry === undefined ? keyAsName(lines.key(line)).some((name) => names.has(name)) : keyed.has(entry);
  };
  return (line) =>
    hasKey(line) ||
    mentions(lines.texts, line, lineTextCount) ||
    mayHoldCode(lines.text(line, 'reference') ?? '') ||
    mayHoldCode(lines.text(line, 'text') ?? '');
}

function gatherEntries(matching: Matching, { names, amounts }: Wanted): Known {
  const { entries, lineOf } = matching;
  const mentions = makeMention(names);
  const isOpen = (entry: number): boolean =>
    isFreeEntry(matching, entry) || (entries.isShown(entry) && lineOf(entry) === undefined);
  const mayHave = (entry: number): boolean => mentions(entries.texts, entry, entryTexts.shownOn);
  return gather(
    places(entries.count, (entry) => amounts.has(entries.amountVnd(entry)) && isOpen(entry) && mayHave(entry)),
    (entry) => [...keyAsName(entries.key(entry)), ...namesOfEntry(matching, entry)].filter((name) => names.has(name)),
  );
}

const candidates = (known: Known, names: readonly string[]): readonly number[] => [
  ...new Set(names.flatMap((name) => known.get(name) ?? [])),
];

/** One that is joined with an entry comes first; then one of the same day, then the first by what it says. */
function findUndone(matching: Matching, line: number, some: readonly number[]): number | undefined {
  const { lines, undone, entryOf } = matching;
  // A list of what was paid in gives also what was taken back as money in.
  const mayBe = (place: number): boolean => !lines.isOut(line) || lines.isOut(place) !== lines.isOut(line);
  const [first] = some
    .filter((place) => lines.amountVnd(place) === lines.amountVnd(line) && mayBe(place) && !undone.has(place))
    .map((place) => ({
      place,
      joined: entryOf(place) === undefined ? 1 : 0,
      apart: lines.bookedOn(place) === lines.bookedOn(line) ? 0 : 1,
      text: lineText(lines, place),
    }))
    .toSorted((one, other) => one.joined - other.joined || one.apart - other.apart || (one.text < other.text ? -1 : 1));
  return first?.place;
}

/** One that we count as reversed too comes first; then the nearest day's, then the first by key. */
function findEntry(matching: Matching, line: number, some: readonly number[]): number | undefined {
  const { lines, entries, lineOf } = matching;
  const [first] = some
    .filter((entry) => entries.amountVnd(entry) === lines.amountVnd(line) && lineOf(entry) === undefined)
    .map((entry) => ({
      entry,
      known: entries.isReversed(entry) ? 0 : 1,
      apart: daysApart(matching, line, entry),
    }))
    .toSorted((one, other) => one.known - other.known || one.apart - other.apart || one.entry - other.entry);
  return first?.entry;
}
