import type { StatementLine } from '../domain/statement.ts';
import { codeOf, lineText } from './line-table.ts';
import { daysApart, isFreeEntry, isFreeLine, type Matching, reversalRule } from './matching.ts';
import type { SnapshotEntry } from './snapshot.ts';

/** Under what a line or an entry can be known as the one that a reversal undoes. */
const namesOfLine = (line: StatementLine, key: string | undefined): readonly string[] => {
  const { transactionId, reference } = line;
  const code = codeOf(line);
  return [
    ...(key === undefined ? [] : [`key ${key}`]),
    ...(transactionId === undefined ? [] : [`id ${transactionId}`]),
    ...(reference === undefined ? [] : [`reference ${reference}`]),
    ...(code === undefined ? [] : [`code ${code}`]),
  ];
};

const namesOfEntry = ({ key, transactionId, reference, orderId, refundId }: SnapshotEntry): readonly string[] => [
  `key ${key}`,
  ...(transactionId === undefined ? [] : [`id ${transactionId}`]),
  ...(reference === '' ? [] : [`reference ${reference}`]),
  ...(orderId === undefined ? [] : [`code ${orderId}`]),
  ...(refundId === undefined ? [] : [`code ${refundId}`]),
];

/**
 * Finds for each line that undoes another the one that it undoes, on this statement or on ours: of the same amount, known
 * by the same key, number, reference or code.
 */
export function joinReversals(matching: Matching): void {
  const { lines } = matching;
  const undoing: number[] = [];
  for (let line = 0; line < lines.count; line += 1)
    if (lines.at(line).status === 'reversed' && isFreeLine(matching, line)) undoing.push(line);
  if (undoing.length === 0) return;
  const inOrder = undoing
    .map((line) => ({ line, text: lineText(lines.at(line)) }))
    .toSorted((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ line }) => line);
  const wanted = new Set(inOrder.map((line) => lines.at(line).amountVnd));
  const paid = gatherPaid(matching, wanted);
  const entries = gatherEntries(matching, wanted);
  for (const line of inOrder) {
    const undone = findUndone(matching, line, paid);
    if (undone !== undefined) {
      matching.undone.set(line, undone).set(undone, line);
      continue;
    }
    const entry = findEntry(matching, line, entries);
    if (entry !== undefined) matching.join(line, entry, reversalRule);
  }
}

/** Places by the names that they are known under. */
type Known = ReadonlyMap<string, readonly number[]>;

const put = (known: Map<string, number[]>, names: readonly string[], place: number): void => {
  for (const name of names) {
    const some = known.get(name);
    if (some) some.push(place);
    else known.set(name, [place]);
  }
};

function gatherPaid({ lines }: Matching, wanted: ReadonlySet<number>): Known {
  const known = new Map<string, number[]>();
  for (let line = 0; line < lines.count; line += 1) {
    const read = lines.at(line);
    if (read.status === 'paid' && wanted.has(read.amountVnd)) put(known, namesOfLine(read, lines.keyOf(line)), line);
  }
  return known;
}

function gatherEntries(matching: Matching, wanted: ReadonlySet<number>): Known {
  const known = new Map<string, number[]>();
  for (let entry = 0; entry < matching.entries.count; entry += 1) {
    const own = matching.entries.at(entry);
    const isFree = isFreeEntry(matching, entry) || (own.shownOn !== undefined && matching.lineOf(entry) === undefined);
    if (isFree && wanted.has(own.amountVnd)) put(known, namesOfEntry(own), entry);
  }
  return known;
}

/** What a reversal may be known by, of which it says less of what it undoes than of itself when it has a key of its own. */
const wantedNames = (matching: Matching, line: number): readonly string[] => {
  const { lines } = matching;
  const read = lines.at(line);
  const key = lines.undoesKey(line) ? lines.keyOf(line) : undefined;
  const opposite = read.direction === 'in' ? 'out' : 'in';
  const code = codeOf({ ...read, direction: opposite });
  return [...namesOfLine(read, key), ...(code === undefined ? [] : [`code ${code}`])];
};

const candidates = (known: Known, names: readonly string[]): readonly number[] => [
  ...new Set(names.flatMap((name) => known.get(name) ?? [])),
];

/** The line of the other direction that is joined with an entry first; then the nearest day's, then the first by what it says. */
function findUndone(matching: Matching, line: number, paid: Known): number | undefined {
  const { lines, undone, entryOf } = matching;
  const read = lines.at(line);
  const rank = (place: number) => ({
    place,
    joined: entryOf(place) === undefined ? 1 : 0,
    apart: read.bookedOn === lines.at(place).bookedOn ? 0 : 1,
    text: lineText(lines.at(place)),
  });
  const [first] = candidates(paid, wantedNames(matching, line))
    .filter((place) => {
      const { amountVnd, direction } = lines.at(place);
      // A list of what was paid in gives also what was taken back as money in.
      const isOther = direction !== read.direction || read.direction === 'in';
      return amountVnd === read.amountVnd && isOther && !undone.has(place);
    })
    .map(rank)
    .toSorted((one, other) => one.joined - other.joined || one.apart - other.apart || (one.text < other.text ? -1 : 1));
  return first?.place;
}

/** One that we count as reversed too comes first; then the nearest day's, then the first by key. */
function findEntry(matching: Matching, line: number, known: Known): number | undefined {
  const { lines, entries, lineOf } = matching;
  const read = lines.at(line);
  const [first] = candidates(known, wantedNames(matching, line))
    .filter((place) => entries.at(place).amountVnd === read.amountVnd && lineOf(place) === undefined)
    .map((place) => ({
      place,
      known: entries.at(place).state === 'reversed' ? 0 : 1,
      apart: daysApart(read, entries.at(place)),
    }))
    .toSorted((one, other) => one.known - other.known || one.apart - other.apart || one.place - other.place);
  return first?.place;
}
