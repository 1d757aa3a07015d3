import { dayMs } from '../domain/time.ts';
import type { EntryTable } from './entry-table.ts';
import type { LineTable } from './line-table.ts';
import type { Terms } from './terms.ts';

/** The payments that one credit of an intermediary settles, each less its fee. */
export type Batch = {
  readonly line: number;
  readonly rule: string;
  /** What the intermediary keeps of each of its entries. */
  readonly fees: ReadonlyMap<number, number>;
  /** What came beyond what was due, below zero when less came. */
  readonly differenceVnd: number;
};

/** Which lines and entries belong together, as far as it is known. A line and an entry are each used at most once. */
export type Matching = {
  readonly terms: Terms;
  readonly lines: LineTable;
  readonly entries: EntryTable;
  readonly entryOf: (line: number) => number | undefined;
  readonly lineOf: (entry: number) => number | undefined;
  /** The id of the rule by which an entry was joined with its line. */
  readonly ruleOf: (entry: number) => string | undefined;
  readonly join: (line: number, entry: number, rule: string) => void;
  readonly batches: Batch[];
  /** The batch that an entry is in. */
  readonly batchOf: Map<number, Batch>;
  /** Lines that undo another, and lines that are undone, each with the other one. */
  readonly undone: Map<number, number>;
  /** Of lines that say the same, by the name that they have in common: which of them officers have joined. */
  readonly byHand: Map<string, Set<number>>;
};

/** The rule by which a line is joined with the entry that it undoes. */
export const reversalRule = 'reversal';

/** The rule by which officers have joined a line and an entry. */
export const byHandRule = 'by-hand';

/** Begins with nothing joined. */
export function beginMatching(lines: LineTable, entries: EntryTable, terms: Terms): Matching {
  const entryOf = new Int32Array(lines.count).fill(-1);
  const lineOf = new Int32Array(entries.count).fill(-1);
  const ruleOf = new Uint8Array(entries.count);
  const rules = [...terms.rules.rules.map(({ id }) => id), reversalRule, byHandRule];
  const find = (places: Int32Array, place: number): number | undefined => {
    const found = places[place] ?? -1;
    return found < 0 ? undefined : found;
  };
  return {
    terms,
    lines,
    entries,
    entryOf: (line) => find(entryOf, line),
    lineOf: (entry) => find(lineOf, entry),
    ruleOf: (entry) => (find(lineOf, entry) === undefined ? undefined : rules[ruleOf[entry] ?? 0]),
    join: (line, entry, rule) => {
      if (find(entryOf, line) !== undefined || find(lineOf, entry) !== undefined)
        throw new RangeError(`line ${line} or entry ${entry} is used already`);
      entryOf[line] = entry;
      lineOf[entry] = line;
      ruleOf[entry] = rules.indexOf(rule);
    },
    batches: [],
    batchOf: new Map(),
    undone: new Map(),
    byHand: new Map(),
  };
}

/** Whether a rule may still join a line: money moved by it, and nothing is joined with it. */
export const isFreeLine = ({ lines, entryOf, batches }: Matching, line: number): boolean =>
  entryOf(line) === undefined && lines.status(line) !== 'failed' && !batches.some((batch) => batch.line === line);

/** Whether a rule may still join an entry: no line shows it yet, on this statement or another. */
export const isFreeEntry = ({ entries, lineOf, batchOf }: Matching, entry: number): boolean =>
  lineOf(entry) === undefined && !batchOf.has(entry) && !entries.isShown(entry);

const dayNumber = (on: string): number => Date.parse(`${on}T00:00:00.000Z`) / dayMs;

/** How many calendar days a line was booked before or after an entry was paid. */
export const daysApart = ({ lines, entries }: Matching, line: number, entry: number): number => {
  const [bookedOn, paidOn] = [lines.bookedOn(line), entries.text(entry, 'paidOn') ?? ''];
  return bookedOn === paidOn ? 0 : Math.abs(dayNumber(bookedOn) - dayNumber(paidOn));
};
