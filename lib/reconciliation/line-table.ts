import type { KeyFacts, LineKey, StatementLine } from '../domain/statement.ts';
import type { VietnamDay } from '../domain/time.ts';
import type { EntryTable } from './entry-table.ts';
import { makeNumberColumn } from './number-column.ts';
import { makeTextRows, type TextRows } from './text-rows.ts';

/** The lines of a statement by their places in the file, 0 for the first. Nothing that is decided may depend on them. */
export type LineTable = {
  readonly count: number;
  readonly add: (line: StatementLine) => void;
  readonly amountVnd: (line: number) => number;
  readonly isOut: (line: number) => boolean;
  readonly status: (line: number) => StatementLine['status'];
  readonly kind: (line: number) => StatementLine['kind'];
  readonly bookedOn: (line: number) => StatementLine['bookedOn'];
  readonly treasuryStatus: (line: number) => StatementLine['treasuryStatus'];
  /** By {@link lineTexts}. */
  readonly texts: TextRows;
  readonly text: (line: number, name: keyof typeof lineTexts) => string | undefined;
  /** The key of its movement, where the line tells it for certain. */
  readonly key: (line: number) => string | undefined;
  /** The entry that has this key. */
  readonly entryOfKey: (line: number) => number | undefined;
  /** Whether its key is of the movement that it undoes, and not of one of its own. */
  readonly undoesKey: (line: number) => boolean;
};

/** Which text of a line stands where in its row: in order of name, as a result shows them. */
export const lineTexts = { at: 0, reference: 1, text: 2, transactionId: 3 } as const;

/** How many texts a line has at most. */
export const lineTextCount = 4;

const statuses = ['paid', 'failed', 'reversed'] as const;
const kinds = [undefined, 'bank-charge', 'sweep', 'refund', 'not-ours'] as const;
const treasuryStatuses = [undefined, 'sent', 'failed', 'not-sent'] as const;

/** Where in the flags of a line each of them begins: direction, status, kind, status at the treasury, and whether it undoes its key. */
const shifts = { status: 1, kind: 3, treasury: 6, undoes: 8 } as const;

/** Days by small numbers: a statement has few. */
function makeDays() {
  const places = new Map<VietnamDay, number>();
  const names: VietnamDay[] = [];
  return {
    placeOf: (on: VietnamDay): number => {
      const known = places.get(on);
      if (known !== undefined) return known;
      places.set(on, names.length);
      return names.push(on) - 1;
    },
    at: (place: number): VietnamDay => {
      const on = names[place];
      if (on === undefined) throw new RangeError('there is no such line');
      return on;
    },
  };
}

const packFlags = (line: StatementLine, undoesKey: boolean): number =>
  (line.direction === 'out' ? 1 : 0) |
  (statuses.indexOf(line.status) << shifts.status) |
  (kinds.indexOf(line.kind) << shifts.kind) |
  (treasuryStatuses.indexOf(line.treasuryStatus) << shifts.treasury) |
  (undoesKey ? 1 << shifts.undoes : 0);

type Sources = {
  /** The plug-in's, where the provider tells keys. */
  readonly readKey: (line: KeyFacts) => LineKey | undefined;
  /** Nearly all keys are those of entries: only the others are kept here. */
  readonly entries: Pick<EntryTable, 'find' | 'key'>;
};

/** Makes a table without lines. */
export function makeLineTable({ readKey, entries }: Sources): LineTable {
  const texts = makeTextRows(lineTextCount);
  // Side by side: lines are looked at in order of entries, so that each look at one is far from the one before.
  const numbers = makeNumberColumn((length) => new Float64Array(length));
  const strangeKeys = new Map<number, string>();
  const days = makeDays();
  let count = 0;
  const flag = (line: number, shift: number, mask: number): number => (numbers.at(4 * line + 1) >> shift) & mask;
  const entryOfKey = (line: number): number | undefined => {
    const entry = numbers.at(4 * line + 3);
    return entry < 0 ? undefined : entry;
  };
  return {
    get count() {
      return count;
    },
    add: (line) => {
      const told = readKey(line);
      const entry = told && entries.find(told.key);
      if (told && entry === undefined) strangeKeys.set(count, told.key);
      numbers.push(line.amountVnd);
      numbers.push(packFlags(line, told?.isOfUndone === true));
      numbers.push(days.placeOf(line.bookedOn));
      numbers.push(entry ?? -1);
      texts.begin();
      texts.put(line.at);
      texts.put(line.reference);
      texts.put(line.text);
      texts.put(line.transactionId);
      count += 1;
    },
    amountVnd: (line) => numbers.at(4 * line),
    isOut: (line) => flag(line, 0, 1) === 1,
    status: (line) => statuses[flag(line, shifts.status, 3)] ?? 'paid',
    kind: (line) => kinds[flag(line, shifts.kind, 7)],
    bookedOn: (line) => days.at(numbers.at(4 * line + 2)),
    treasuryStatus: (line) => treasuryStatuses[flag(line, shifts.treasury, 3)],
    texts,
    text: (line, name) => texts.text(line, lineTexts[name]),
    key: (line) => {
      const entry = entryOfKey(line);
      return entry === undefined ? strangeKeys.get(line) : entries.key(entry);
    },
    entryOfKey,
    undoesKey: (line) => flag(line, shifts.undoes, 1) === 1,
  };
}
