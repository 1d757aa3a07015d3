import { workingDaysBetween } from '../domain/calendar.ts';
import { type Candidate, candidatesMax } from '../domain/result.ts';
import { codeOf, nameOfText } from './line-table.ts';
import { type Batch, daysApart, type Matching } from './matching.ts';
import type { SnapshotEntry } from './snapshot.ts';
import type { Stranger } from './strangers.ts';

/** Which candidates were looked at and not taken, of lines and entries that nothing is joined with. */
export type Refused = {
  readonly ofLines: ReadonlyMap<number, readonly Candidate[]>;
  readonly ofEntries: ReadonlyMap<number, readonly Candidate[]>;
};

/** What more lines or entries share than this names none of them. */
const sharedMax = 1000;

/** Lines and entries that share a name; only of names that something unexplained has. */
type Group = { readonly lines: number[]; readonly entries: number[] };

type Search = {
  readonly matching: Matching;
  readonly groups: ReadonlyMap<string, Group>;
  /** Unexplained lines by direction and amount, in order of what they say; and entries, in order of key. */
  readonly linesOf: ReadonlyMap<string, readonly number[]>;
  readonly entriesOf: ReadonlyMap<string, readonly number[]>;
  readonly texts: ReadonlyMap<number, Stranger>;
};

const amountOf = ({ direction, amountVnd }: { direction: string; amountVnd: number }): string =>
  `${direction} ${amountVnd}`;

const namesOfEntry = ({ transactionId, reference, orderId, refundId }: SnapshotEntry): readonly string[] => [
  ...(transactionId === undefined ? [] : [`id ${transactionId}`]),
  ...(reference === '' ? [] : [`reference ${reference}`]),
  ...(orderId === undefined ? [] : [`code ${orderId}`]),
  ...(refundId === undefined ? [] : [`code ${refundId}`]),
];

function namesOfLine({ lines }: Matching, place: number, withCode: boolean): readonly string[] {
  const line = lines.at(place);
  const code = withCode ? codeOf(line) : undefined;
  return [
    ...(line.transactionId === undefined ? [] : [`id ${line.transactionId}`]),
    ...(line.reference === undefined ? [] : [`reference ${line.reference}`]),
    ...(code === undefined ? [] : [`code ${code}`]),
  ];
}

/** Whether nothing of ours and no statement explains an entry. */
export const isMissing = ({ entries, lineOf, batchOf }: Matching, entry: number): boolean => {
  if (lineOf(entry) !== undefined || batchOf.has(entry)) return false;
  const { shownOn, state } = entries.at(entry);
  return shownOn === undefined && state === 'paid';
};

/** Finds what was refused of everything that is left without a partner, at most five of each, the nearest first. */
export function findRefused(matching: Matching, strangers: readonly Stranger[]): Refused {
  const { entries, lines } = matching;
  const missing: number[] = [];
  for (let entry = 0; entry < entries.count; entry += 1) if (isMissing(matching, entry)) missing.push(entry);
  const search: Search = {
    matching,
    groups: gather(matching, strangers, missing),
    linesOf: Map.groupBy(
      strangers.map(({ line }) => line).filter((line) => lines.at(line).status === 'paid'),
      (line) => amountOf(lines.at(line)),
    ),
    entriesOf: Map.groupBy(missing, (entry) => amountOf(entries.at(entry))),
    texts: new Map(strangers.map((stranger) => [stranger.line, stranger])),
  };
  const ofLines = new Map(strangers.map(({ line }) => [line, refusedOfLine(search, line)]));
  for (const batch of matching.batches)
    if (batch.differenceVnd !== 0) ofLines.set(batch.line, explanations(matching, batch));
  return { ofLines, ofEntries: new Map(missing.map((entry) => [entry, refusedOfEntry(search, entry)])) };
}

function gather(matching: Matching, strangers: readonly Stranger[], missing: readonly number[]): Map<string, Group> {
  const { entries, lines } = matching;
  const groups = new Map<string, Group>();
  const free = new Set(strangers.map(({ line }) => line));
  for (const line of free)
    for (const name of namesOfLine(matching, line, true)) groups.set(name, { lines: [], entries: [] });
  for (const entry of missing)
    for (const name of namesOfEntry(entries.at(entry))) groups.set(name, { lines: [], entries: [] });
  if (groups.size === 0) return groups;
  for (let entry = 0; entry < entries.count; entry += 1)
    for (const name of namesOfEntry(entries.at(entry))) groups.get(name)?.entries.push(entry);
  for (let line = 0; line < lines.count; line += 1)
    for (const name of namesOfLine(matching, line, free.has(line))) groups.get(name)?.lines.push(line);
  return groups;
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

function refusedOfLine(search: Search, line: number): readonly Candidate[] {
  const { matching, groups, entriesOf } = search;
  const read = matching.lines.at(line);
  if (read.status === 'failed') return [];
  const named = unite(namesOfLine(matching, line, true).map((name) => groups.get(name)?.entries ?? []));
  const alike = few(entriesOf.get(amountOf(read)) ?? [], (entry) => daysApart(read, matching.entries.at(entry)));
  return firstFew(
    [...named, ...alike.filter((entry) => !named.has(entry))].map((entry) => {
      const own = matching.entries.at(entry);
      const why = named.has(entry) ? whyNot(matching, line, entry) : 'other-reference';
      return { candidate: own.key, why, differs: own.amountVnd !== read.amountVnd, apart: daysApart(read, own) };
    }),
  );
}

function refusedOfEntry(search: Search, entry: number): readonly Candidate[] {
  const { matching, groups, linesOf } = search;
  const own = matching.entries.at(entry);
  const named = unite(namesOfEntry(own).map((name) => groups.get(name)?.lines ?? []));
  const alike = few(linesOf.get(amountOf(own)) ?? [], (line) => daysApart(matching.lines.at(line), own));
  return firstFew(
    [...named, ...alike.filter((line) => !named.has(line))].map((line) => {
      const read = matching.lines.at(line);
      const why = named.has(line) ? whyNot(matching, line, entry) : 'other-reference';
      const differs = read.amountVnd !== own.amountVnd;
      return { candidate: nameOfCandidate(search, line), why, differs, apart: daysApart(read, own) };
    }),
  );
}

const unite = (groups: readonly (readonly number[])[]): ReadonlySet<number> =>
  new Set(groups.filter((some) => some.length <= sharedMax).flat());

/** The nearest of many, those that stand first among equals. */
function few(some: readonly number[], apartOf: (place: number) => number): readonly number[] {
  const ranked = some.slice(0, sharedMax).map((place) => ({ place, apart: apartOf(place) }));
  return ranked
    .toSorted((one, other) => one.apart - other.apart)
    .slice(0, candidatesMax)
    .map(({ place }) => place);
}

const nameOfCandidate = ({ matching, texts }: Search, line: number): string => {
  const { transactionId, reference } = matching.lines.at(line);
  const stranger = texts.get(line);
  return transactionId ?? reference ?? `${nameOfText(stranger?.text ?? '')}#${stranger?.nth ?? 1}`;
};

/** Why a line and an entry that share a name do not belong together. */
function whyNot(matching: Matching, line: number, entry: number): Candidate['why'] {
  const { lines, entries, entryOf, lineOf, batchOf, terms } = matching;
  const [read, own] = [lines.at(line), entries.at(entry)];
  if (read.status === 'failed') return 'not-counted';
  if (read.direction !== own.direction) return 'other-direction';
  const isUsed = entryOf(line) !== undefined || lineOf(entry) !== undefined || batchOf.has(entry);
  if (isUsed || own.shownOn !== undefined) return 'used-by-another';
  if (read.amountVnd !== own.amountVnd) return 'amount-differs';
  const isFar = terms.rules.rules.some(
    (rule) =>
      rule.by === 'reference' && workingDaysBetween(terms.calendar, own.paidOn, read.bookedOn) > rule.workingDaysMax,
  );
  return isFar ? 'too-far-in-days' : 'other-reference';
}

/** The payments whose absence from a credit would explain what is missing in it. */
function explanations({ entries }: Matching, { fees, differenceVnd }: Batch): readonly Candidate[] {
  return [...fees]
    .filter(([entry, feeVnd]) => entries.at(entry).amountVnd - feeVnd === 0 - differenceVnd)
    .map(([entry]) => ({ candidate: entries.at(entry).key, why: 'amount-differs' as const }))
    .toSorted((one, other) => (one.candidate < other.candidate ? -1 : 1))
    .slice(0, candidatesMax);
}
