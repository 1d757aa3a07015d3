import type { Page, PageRequest } from './store.ts';

/** A file as a listing shows it. */
export type ListedFile = { readonly name: string; readonly bytes: number };

/** What a file is written from: bytes in pieces of any length. */
export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * What Lephi asks of the bucket for statements and reports. A file is whole or not there. Names are paths such as
 * `statements/1f0c`; those that {@link refuseOddName} refuses are refused by whatever is given one.
 */
export type Files = {
  /** Files whose names start so, in order of the bytes of their names; `after` is the last name of the page before. */
  readonly list: (prefix: string, page: PageRequest) => Promise<Page<ListedFile>>;
  /**
   * The bytes of a file, in pieces; nothing when there is none. Who opens a file reads it or stops reading it.
   *
   * @param from how many bytes are left out; of a file that has no more, none are given
   */
  readonly open: (name: string, from?: number) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Writes a file, or replaces it by the same name; when reading the bytes fails, nothing is written. */
  readonly write: (name: string, bytes: Bytes) => Promise<void>;
  readonly copy: (from: string, to: string) => Promise<'copied' | 'missing'>;
  /** Takes a file away; one that is not there is no mistake. */
  readonly remove: (name: string) => Promise<void>;
};

/** What S3 takes as the name of an object, in bytes. */
const nameBytesMax = 1024;

const isOddStep = (step: string): boolean => step === '' || step === '.' || step === '..';

/**
 * Refuses what names a file in S3 but not on every machine, or means another file there: empty steps, `.` and `..`, NUL,
 * halves of a surrogate pair, and more than 1,024 bytes.
 *
 * @throws RangeError
 */
export const refuseOddName = (name: string): void => {
  const isOdd = name.split('/').some(isOddStep) || name.includes('\0') || !name.isWellFormed();
  if (isOdd || Buffer.byteLength(name) > nameBytesMax) throw new RangeError(`a file cannot be named ${name}`);
};
