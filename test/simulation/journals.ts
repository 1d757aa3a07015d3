import { createHash } from 'node:crypto';
import { must } from './violation.ts';

/** An entry of a journal as it was committed: of an order, or of a movement. */
type Entry<Fact> = {
  readonly sequence: number;
  readonly at: string;
  readonly fact: Fact;
  readonly previousHash?: string | undefined;
};

/** All that was ever written into the journal of one subject, with the hash that each entry ought to have. */
export type Journal<E> = {
  readonly events: E[];
  readonly hashes: string[];
  /** When each event was committed, by the world's own clock. */
  readonly committedAtMs: number[];
};

export const openJournal = <E>(): Journal<E> => ({ events: [], hashes: [], committedAtMs: [] });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object';

/** JSON with sorted names, written by somebody who has not read how Lephi writes it. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
    .join()}}`;
};

const hashOf = (subject: string, { sequence, at, fact, previousHash }: Entry<unknown>): string =>
  createHash('sha256').update(canonical({ subject, sequence, at, fact, previousHash })).digest('base64url');

/** Takes an entry as it was committed. @throws Violation when it alters the past */
export const enterEvent = <E extends Entry<unknown>>(
  { events, hashes, committedAtMs }: Journal<E>,
  subject: string,
  event: E,
  nowMs: number,
): void => {
  const index = event.sequence - 1;
  const hash = hashOf(subject, event);
  if (events[index] === undefined) {
    committedAtMs[index] = nowMs;
    hashes[index] = hash;
  } else must(hashes[index] === hash, subject, 'a fact in the journal never changes');
  events[index] = event;
};

/** No gaps, and each entry carries the hash of the one before; the subject counts them and keeps the hash of the last. */
export const checkChain = (
  subject: string,
  { events, hashes }: Journal<Entry<unknown>>,
  kept: { readonly events?: number | undefined; readonly lastHash?: string | undefined },
): void => {
  must((kept.events ?? 0) === events.length, subject, `it counts ${kept.events ?? 0} events of ${events.length}`);
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index];
    must(event?.sequence === index + 1, subject, `event ${index + 1} is missing`);
    must(event?.previousHash === hashes[index - 1], subject, `event ${index + 1} is not chained to the one before`);
  }
  must(kept.lastHash === hashes.at(-1), subject, 'it keeps the hash of the last event of its journal');
};
