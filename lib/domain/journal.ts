import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** What an entry of a journal says: of whom, as which in the sequence, when, what, and after which entry. */
export type Entry = {
  readonly subject: string;
  readonly sequence: number;
  readonly at: string;
  readonly fact: unknown;
  /** The hash of the entry before; the first has none. */
  readonly previousHash?: string | undefined;
};

/**
 * The hash of an entry, which the next one carries: SHA-256 in base64url over the canonical JSON of what it says. Whoever
 * changes, drops or inserts an entry breaks the chain from there to its end, whose hash the subject itself keeps.
 */
export const hashEntry = ({ subject, sequence, at, fact, previousHash }: Entry): string =>
  createHash('sha256').update(canonicalJson({ subject, sequence, at, fact, previousHash })).digest('base64url');

/** What a subject keeps of its journal: how many entries there are, and the hash of the latest. */
type ChainEnd = { readonly subject: string; readonly events: number; readonly lastHash: string };

/** What is wrong with one entry where it stands; nothing when it follows the one before. */
const findBreak = (subject: string, entry: Entry, before: Entry | undefined): string | undefined => {
  const place = (before?.sequence ?? 0) + 1;
  if (entry.sequence !== place) return `event ${place} is missing: event ${entry.sequence} stands in its place`;
  if (entry.subject !== subject) return `event ${place} is of ${entry.subject}`;
  if (entry.previousHash === (before && hashEntry(before))) return undefined;
  return before === undefined
    ? 'event 1 names one before it'
    : `event ${before.sequence} is not what it was when event ${place} was written`;
};

const findBreakAtEnd = ({ events, lastHash }: ChainEnd, entries: readonly Entry[]): string | undefined => {
  const { length } = entries;
  if (length < events) return `event ${length + 1} is missing: the head counts ${events}`;
  if (length > events) return `event ${events + 1} is one too many: the head counts ${events}`;
  const last = entries.at(-1);
  return last !== undefined && hashEntry(last) !== lastHash
    ? `event ${length} is not what it was when the head was written`
    : undefined;
};

/**
 * Where a journal is broken first, in words; nothing when it holds.
 *
 * @param entries in the order of their keys, as they were stored: a fact that was read by a schema may have lost something
 */
export const verifyChain = (entries: readonly Entry[], end: ChainEnd): string | undefined => {
  for (const [index, entry] of entries.entries()) {
    const found = findBreak(end.subject, entry, entries[index - 1]);
    if (found !== undefined) return found;
  }
  return findBreakAtEnd(end, entries);
};
