import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { Instant } from './time.ts';

/** What an entry of a journal says: of whom, as which in the sequence, when, what, and after which entry. */
export type Entry = {
  readonly subject: string;
  readonly sequence: number;
  readonly at: Instant;
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
