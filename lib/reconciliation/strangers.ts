import { lineText } from './line-table.ts';
import type { Matching } from './matching.ts';

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

/** By what a line's movement can be known as the same as another's: its certain key, else the provider's number of it. */
const identityOf = ({ lines }: Matching, line: number): string | undefined => {
  const key = lines.keyOf(line);
  if (key !== undefined) return `key ${key}`;
  const { transactionId, direction } = lines.at(line);
  return transactionId === undefined ? undefined : `${direction} ${transactionId}`;
};

/** Lines that no entry is joined with, in order of what they say. */
export function findStrangers(matching: Matching): readonly Stranger[] {
  const { lines } = matching;
  const free: { line: number; text: string }[] = [];
  for (let line = 0; line < lines.count; line += 1)
    if (!isJoined(matching, line)) free.push({ line, text: lineText(lines.at(line)) });
  free.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0));
  const taken = findTaken(matching, free);
  const seen = new Map<string, number>();
  return free.map(({ line, text }) => {
    const nth = (seen.get(text) ?? taken.texts.get(text) ?? 0) + 1;
    seen.set(text, nth);
    const identity = isPaid(matching, line) ? identityOf(matching, line) : undefined;
    const isRepeat = identity !== undefined && taken.identities.has(identity);
    if (identity !== undefined) taken.identities.add(identity);
    return { line, text, nth, isRepeat };
  });
}

const isPaid = ({ lines }: Matching, line: number): boolean => lines.at(line).status === 'paid';

/** Which identities and texts of free lines joined ones have too, or entries that another day's statement showed. */
function findTaken(matching: Matching, free: readonly { readonly line: number; readonly text: string }[]) {
  const { lines, entries } = matching;
  const wanted = new Set(free.flatMap(({ line }) => identityOf(matching, line) ?? []));
  const amounts = new Set(free.map(({ line }) => lines.at(line).amountVnd));
  const identities = new Set<string>();
  const texts = new Map<string, number>();
  if (free.length === 0) return { identities, texts };
  const written = new Set(free.map(({ text }) => text));
  for (let line = 0; line < lines.count; line += 1) {
    if (!isJoined(matching, line)) continue;
    const identity = identityOf(matching, line);
    if (identity !== undefined && isPaid(matching, line) && wanted.has(identity)) identities.add(identity);
    if (!amounts.has(lines.at(line).amountVnd)) continue;
    const text = lineText(lines.at(line));
    if (written.has(text)) texts.set(text, (texts.get(text) ?? 0) + 1);
  }
  for (let entry = 0; entry < entries.count; entry += 1) {
    const { shownOn, key, direction, transactionId } = entries.at(entry);
    if (shownOn === undefined) continue;
    identities.add(`key ${key}`);
    if (transactionId !== undefined) identities.add(`${direction} ${transactionId}`);
  }
  return { identities, texts };
}
