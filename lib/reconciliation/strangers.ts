import { lineTextCount } from './line-table.ts';
import { byHandRule, type Matching } from './matching.ts';
import { makeMarks, places } from './names.ts';
import { inOrderOfText, lineText, nameOfText } from './shown-line.ts';
import { hashNext } from './text-rows.ts';

/** A line that no entry is joined with. */
export type Stranger = {
  readonly line: number;
  readonly text: string;
  /** Which of the lines that say the same, from 1: those that entries are joined with come first. */
  readonly nth: number;
  /** Another line, or an entry that another statement showed, is of its movement. */
  readonly isRepeat: boolean;
};

const isJoined = ({ entryOf, batches }: Matching, line: number): boolean =>
  entryOf(line) !== undefined || batches.some((batch) => batch.line === line);

/** No key looks like this: keys begin with their provider's name and a colon. */
const numbered = (isOut: boolean, transactionId: string): string => `${isOut ? 'out' : 'in'} ${transactionId}`;

/**
 * By what a line's movement can be known as the same as another's: its certain key, else the provider's number of it. Money
 * that did not move, or moved back, is none.
 */
const identityOf = ({ lines }: Matching, line: number): string | undefined => {
  if (lines.status(line) !== 'paid') return undefined;
  const key = lines.key(line);
  if (key !== undefined) return key;
  const transactionId = lines.text(line, 'transactionId');
  return transactionId === undefined ? undefined : numbered(lines.isOut(line), transactionId);
};

/** Lines that no entry is joined with, in order of what they say. */
export function findStrangers(matching: Matching): readonly Stranger[] {
  const { lines } = matching;
  const free = inOrderOfText(
    lines,
    places(lines.count, (line) => !isJoined(matching, line)),
  );
  if (free.length === 0) return [];
  const texts = countJoined(matching, free);
  const identities = findTaken(matching, free);
  return free.map((line) => {
    const text = lineText(lines, line);
    const nth = nextFree(matching, text, texts.get(text) ?? 0);
    texts.set(text, nth);
    const identity = identityOf(matching, line);
    const isRepeat = identity !== undefined && identities.has(identity);
    if (identity !== undefined) identities.add(identity);
    return { line, text, nth, isRepeat };
  });
}

/** The next number of the lines that say the same; what officers have joined keeps the number that it had then. */
function nextFree({ byHand }: Matching, text: string, before: number): number {
  const numbers = byHand.size > 0 ? byHand.get(nameOfText(text)) : undefined;
  let nth = before + 1;
  while (numbers?.has(nth)) nth += 1;
  return nth;
}

const isByHand = ({ entryOf, ruleOf }: Matching, line: number): boolean => {
  const entry = entryOf(line);
  return entry !== undefined && ruleOf(entry) === byHandRule;
};

/** How many joined lines say what a free one says, but for those that officers have joined. */
function countJoined(matching: Matching, free: readonly number[]): Map<string, number> {
  const { lines } = matching;
  const marks = makeMarks(free.map((line) => hashOfLine(matching, line)));
  const counts = new Map(free.map((line) => [lineText(lines, line), 0]));
  for (const line of places(lines.count, (one) => marks.has(hashOfLine(matching, one)) && isJoined(matching, one))) {
    const text = lineText(lines, line);
    const count = counts.get(text);
    if (count !== undefined && !isByHand(matching, line)) counts.set(text, count + 1);
  }
  return counts;
}

/** Lines that say the same have the same. */
function hashOfLine({ lines }: Matching, line: number): number {
  const cursor = lines.texts.seek(line, 0);
  let hash = lines.amountVnd(line) | 0;
  for (let left = lineTextCount; left > 0; left -= 1) hash = Math.imul(hash, 31) + (hashNext(cursor) ?? 1);
  return hash | 0;
}

/** The identities that joined lines have, or entries that another day's statement showed. */
function findTaken(matching: Matching, free: readonly number[]): Set<string> {
  const { lines, entries } = matching;
  const wanted = new Set(free.flatMap((line) => identityOf(matching, line) ?? []));
  const taken = new Set<string>();
  // Nearly all lines tell the key of an entry: then it is enough to know which entries these are.
  const wantedEntries = new Set([...wanted].flatMap((identity) => entries.find(identity) ?? []));
  const isOther = (line: number): boolean => {
    const entry = lines.entryOfKey(line);
    return entry === undefined || wantedEntries.has(entry);
  };
  for (const line of places(lines.count, (one) => isOther(one) && isJoined(matching, one))) {
    const identity = identityOf(matching, line);
    if (identity !== undefined && wanted.has(identity)) taken.add(identity);
  }
  for (const entry of places(entries.count, entries.isShown)) {
    const transactionId = entries.text(entry, 'transactionId');
    taken.add(entries.key(entry));
    if (transactionId !== undefined) taken.add(numbered(entries.isOut(entry), transactionId));
  }
  return taken;
}
