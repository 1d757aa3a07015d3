import type { Key } from './key-table.ts';
import type { Page, PageRequest, Store } from './store.ts';

const parse = <T>(key: Key<T>, item: unknown): T | undefined =>
  item === undefined ? undefined : key.schema.parse(item);

/** The record of a key, by a consistent read. */
export const find = async <T>(store: Store, key: Key<T>): Promise<T | undefined> => {
  const [item] = await store.read([key]);
  return parse(key, item);
};

/** The records of two keys, in one request. */
export const findBoth = async <A, B>(
  store: Store,
  one: Key<A>,
  other: Key<B>,
): Promise<[A | undefined, B | undefined]> => {
  const [first, second] = await store.read([one, other]);
  return [parse(one, first), parse(other, second)];
};

/** The records of three keys, in one request. */
export const findThree = async <A, B, C>(
  store: Store,
  ...[one, other, third]: readonly [Key<A>, Key<B>, Key<C>]
): Promise<[A | undefined, B | undefined, C | undefined]> => {
  const [first, second, last] = await store.read([one, other, third]);
  return [parse(one, first), parse(other, second), parse(third, last)];
};

/** The records of keys of one kind, in their order and in one request (none when there are no keys). */
export const findEach = async <T>(store: Store, keys: readonly Key<T>[]): Promise<readonly (T | undefined)[]> => {
  if (keys.length === 0) return [];
  const items = await store.read(keys);
  return keys.map((key, index) => parse(key, items[index]));
};

/** The records of keys of one kind that exist; see {@link findEach}. */
export const findAll = async <T>(store: Store, keys: readonly Key<T>[]): Promise<readonly T[]> =>
  (await findEach(store, keys)).flatMap((record) => record ?? []);

/** A page of the records under a key whose sort key is a prefix. */
export const list = async <T>(store: Store, under: Key<T>, page: PageRequest): Promise<Page<T>> => {
  const { items, next } = await store.list(under, page);
  return { items: items.map((item) => under.schema.parse(item)), next };
};

const pageSize = 100;

/** All pages of a listing, one after the other: for what stays small, such as the journal of one order. */
export const listAll = async <T>(readPage: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> => {
  const all: T[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await readPage({ limit: pageSize, after });
    all.push(...items);
    if (next === undefined) return all;
    after = next;
  }
};
