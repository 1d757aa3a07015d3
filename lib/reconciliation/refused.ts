import { type Candidate, candidatesMax } from '../domain/result.ts';
import { isWithin } from './by-reference.ts';
import { type EntryTable, entryTexts } from './entry-table.ts';
import { type LineTable, lineTexts } from './line-table.ts';
import { type Batch, daysApart, type Matching } from './matching.ts';
import { gather, type Known, makeMention, namesOfEntry, namesOfLine, places, plainNamesOfLine } from './names.ts';
import { nameOfText } from './shown-line.ts';
import type { Stranger } from './strangers.ts';

/** Which candidates were looked at and not taken, of lines and entries that nothing is joined with. */
export type Refused = {
  readonly ofLines: ReadonlyMap<number, readonly Candidate[]>;
  readonly ofEntries: ReadonlyMap<number, readonly Candidate[]>;
};

/** What more lines or entries share than this names none of them. */
const sharedMax = 100;

/** Beyond so many lines and entries without a partner nobody looks at candidates. */
const unexplainedMax = 200_000;

/** Of more lines or entries of one amount than this the others are not looked at. */
const alikeMax = 1000;

type Search = {
  readonly matching: Matching;
  /** Lines and entries by the names that something unexplained has. */
  readonly lines: Known;
  readonly entries: Known;
  /** Unexplained lines by direction and amount, in order of what they say; and entries, in order of key. */
  readonly linesOf: ReadonlyMap<string, readonly number[]>;
  readonly entriesOf: ReadonlyMap<string, readonly number[]>;
  readonly strangers: ReadonlyMap<number, Stranger>;
  /** The nearest few by side, amount and day: all payments of one fee on one day have the same. */
  readonly nearest: Map<string, readonly number[]>;
};

const amountName = (table: LineTable | EntryTable, place: number): string =>
  `${table.isOut(place) ? 'out' : 'in'} ${table.amountVnd(place)}`;

/** Whether nothing of ours and no statement explains an entry. */
export const isMissing = ({ entries, lineOf, batchOf }: Matching, entry: number): boolean =>
  lineOf(entry) === undefined && !batchOf.has(entry) && !entries.isShown(entry) && !entries.isReversed(entry);

/**
 * Finds what was refused of everything that is left without a partner, at most five of each, the nearest first. Where nearly
 * nothing of a large day is explained, its terms are wrong, and candidates would say nothing.
 *
 * @param strangers lines that are open, and those that failed
 */
export function findRefused(matching: Matching, strangers: readonly Stranger[]): Refused {
  const missing = places(matching.entries.count, (entry) => isMissing(matching, entry));
  const isHopeless = strangers.length + missing.length > unexplainedMax;
  const { ofLines, ofEntries } = isHopeless ? nothingRefused() : compareAll(matching, strangers, missing);
  for (const batch of matching.batches)
    if (batch.differenceVnd !== 0) ofLines.set(batch.line, explanations(matching, batch));
  return { ofLines, ofEntries };
}

const nothingRefused = () => ({
  ofLines: new Map<number, readonly Candidate[]>(),
  ofEntries: new Map<number, readonly Candidate[]>(),
});

function compareAll(matching: Matching, strangers: readonly Stranger[], missing: readonly number[]) {
  const search = prepare(matching, strangers, missing);
  return {
    ofLines: new Map(strangers.map(({ line }) => [line, refusedOfLine(search, line)])),
    ofEntries: new Map(missing.map((entry) => [entry, refusedOfEntry(search, entry)])),
  };
}

function prepare(matching: Matching, strangers: readonly Stranger[], missing: readonly number[]): Search {
  const { lines, entries } = matching;
  const byLine = new Map(strangers.map((stranger) => [stranger.line, stranger]));
  const wanted = new Set([
    ...strangers.flatMap(({ line }) => namesOfLine(matching, line)),
    ...missing.flatMap((entry) => namesOfEntry(matching, entry)),
  ]);
  const isWanted = (name: string): boolean => wanted.has(name);
  const mentions = makeMention(wanted);
  const isFree = (line: number): boolean => matching.entryOf(line) === undefined && byLine.has(line);
  return {
    matching,
    lines: gather(
      places(lines.count, (line) => isFree(line) || mentions(lines.texts, line, lineTexts.transactionId + 1)),
      (line) => (byLine.has(line) ? namesOfLine(matching, line) : plainNamesOfLine(matching, line)).filter(isWanted),
    ),
    entries: gather(
      places(entries.count, (entry) => mentions(entries.texts, entry, entryTexts.transactionId + 1)),
      (entry) => namesOfEntry(matching, entry).filter(isWanted),
    ),
    linesOf: Map.groupBy(
      strangers.map(({ line }) => line).filter((line) => lines.status(line) === 'paid'),
      (line) => amountName(lines, line),
    ),
    entriesOf: Map.groupBy(missing, (entry) => amountName(entries, entry)),
    strangers: byLine,
    nearest: new Map(),
  };
}

type Ranked = Candidate & { readonly differs: boolean; readonly apart: number };

const inOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const rank = (one: Ranked, other: Ranked): number =>
  Number(one.differs) - Number(other.differs) ||
  one.apart - other.apart ||
  inOrder(one.candidate, other.candidate) ||
  inOrder(one.why, other.why);

const firstFew = (some: readonly Ranked[]): readonly Candidate[] => {
  const ranked = some.toSorted(rank).map(({ candidate, why }) => ({ candidate, why }));
  return [...new Map(ranked.map((one) => [one.candidate, one])).values()].slice(0, candidatesMax);
};

/** Whatever shares a name, and of what shares only the amount the nearest few. */
function refusedOfLine(search: Search, line: number): readonly Candidate[] {
  const { matching, entries, entriesOf } = search;
  const { lines } = matching;
  if (lines.status(line) === 'failed') return [];
  const named = unite(namesOfLine(matching, line).map((name) => entries.get(name) ?? []));
  const amount = amountName(lines, line);
  const alike = findNearest(search, `line ${amount} ${lines.bookedOn(line)}`, {
    some: entriesOf.get(amount) ?? [],
    apartOf: (entry) => daysApart(matching, line, entry),
  });
  return firstFew(
    [...named.union(new Set(alike))].map((entry) => ({
      candidate: matching.entries.key(entry),
      ...compare(matching, { line, entry, isNamed: named.has(entry) }),
    })),
  );
}

function refusedOfEntry(search: Search, entry: number): readonly Candidate[] {
  const { matching, lines, linesOf } = search;
  const named = unite(namesOfEntry(matching, entry).map((name) => lines.get(name) ?? []));
  const amount = amountName(matching.entries, entry);
  const alike = findNearest(search, `entry ${amount} ${matching.entries.text(entry, 'paidOn') ?? ''}`, {
    some: linesOf.get(amount) ?? [],
    apartOf: (line) => daysApart(matching, line, entry),
  });
  return firstFew(
    [...named.union(new Set(alike))].map((line) => ({
      candidate: nameOfCandidate(search, line),
      ...compare(matching, { line, entry, isNamed: named.has(line) }),
    })),
  );
}

type Pair = { readonly line: number; readonly entry: number; readonly isNamed: boolean };

const compare = (matching: Matching, pair: Pair): Omit<Ranked, 'candidate'> => ({
  why: pair.isNamed ? whyNot(matching, pair) : 'other-reference',
  differs: matching.lines.amountVnd(pair.line) !== matching.entries.amountVnd(pair.entry),
  apart: daysApart(matching, pair.line, pair.entry),
});

const unite = (groups: readonly (readonly number[])[]): ReadonlySet<number> =>
  new Set(groups.filter((some) => some.length <= sharedMax).flat());

type Many = { readonly some: readonly number[]; readonly apartOf: (place: number) => number };

/** The nearest of many, those that stand first among equals; found once for all of the same name. */
function findNearest({ nearest }: Search, name: string, { some, apartOf }: Many): readonly number[] {
  const known = nearest.get(name);
  if (known) return known;
  const found = some
    .slice(0, alikeMax)
    .map((place) => ({ place, apart: apartOf(place) }))
    .toSorted((one, other) => one.apart - other.apart)
    .slice(0, candidatesMax)
    .map(({ place }) => place);
  nearest.set(name, found);
  return found;
}

const nameOfCandidate = ({ matching, strangers }: Search, line: number): string => {
  const { lines } = matching;
  const { text = '', nth = 1 } = strangers.get(line) ?? {};
  return lines.text(line, 'transactionId') ?? lines.text(line, 'reference') ?? `${nameOfText(text)}#${nth}`;
};

/** Why a line and an entry that share a name do not belong together. */
function whyNot(matching: Matching, { line, entry }: Pair): Candidate['why'] {
  const { lines, entries, entryOf, terms } = matching;
  if (lines.status(line) === 'failed') return 'not-counted';
  if (lines.isOut(line) !== entries.isOut(entry)) return 'other-direction';
  if (entryOf(line) !== undefined || !isMissing(matching, entry)) return 'used-by-another';
  if (lines.amountVnd(line) !== entries.amountVnd(entry)) return 'amount-differs';
  const isFar = terms.rules.rules.some((rule) => rule.by === 'reference' && !isWithin(matching, rule, { line, entry }));
  return isFar ? 'too-far-in-days' : 'other-reference';
}

/** The payments whose absence from a credit would explain what is missing in it. */
function explanations({ entries }: Matching, { fees, differenceVnd }: Batch): readonly Candidate[] {
  return [...fees]
    .filter(([entry, feeVnd]) => entries.amountVnd(entry) - feeVnd === 0 - differenceVnd)
    .map(([entry]) => ({ candidate: entries.key(entry), why: 'amount-differs' as const }))
    .toSorted((one, other) => inOrder(one.candidate, other.candidate))
    .slice(0, candidatesMax);
}
