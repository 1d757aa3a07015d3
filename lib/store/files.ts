import type { Page, PageRequest } from './store.ts';

/** A file as a listing shows it. */
export type ListedFile = { readonly name: string; readonly bytes: number };

/**
 * What Lephi asks of the bucket for statements and reports. Names are paths of letters, digits, and `-_.~#@/`; others
 * are escaped by whoever makes them. A file is whole or not there.
 */
export type Files = {
  /** Files whose names start so, in order of name; `after` is the last name of the page before. */
  readonly list: (prefix: string, page: PageRequest) => Promise<Page<ListedFile>>;
  /** The bytes of a file, in pieces; nothing when there is none. */
  readonly open: (name: string) => Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Writes a file, or replaces it by the same name. */
  readonly write: (name: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) => Promise<void>;
  readonly copy: (from: string, to: string) => Promise<'copied' | 'missing'>;
  readonly remove: (name: string) => Promise<void>;
};
