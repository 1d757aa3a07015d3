import { isDeepStrictEqual } from 'node:util';
import type { Agency } from '../domain/agency.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { Client } from '../domain/client.ts';
import type { ConfigAction, ConfigChange } from '../domain/config-change.ts';
import { parseOrRefuse } from '../domain/field-errors.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import { Refusal } from '../domain/refusal.ts';
import type { StatementSource } from '../domain/statement-source.ts';
import type { Instant } from '../domain/time.ts';
import { at, type Key, put } from '../store/key-table.ts';
import { find, findAll, list } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Page, PageRequest, Store, Write } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';
import { readyAccount } from './ready-account.ts';

/** The world of one who configures, and who it is. */
export type Configuring = Pick<Parts, 'store' | 'now' | 'sleep' | 'random'> & { readonly by: string };

/** What every configuration item has. */
type Configured = { readonly version: number; readonly changedAt: Instant };

/** Kinds of configuration item. */
type SubjectKind = 'agency' | 'client' | 'merchant-account' | 'statement-source' | 'calendar';

/** A configuration item by name: where it lies, there or not. */
export type Subject<T> = {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly key: Key<T>;
  /** What is written with a switching on, or why there can be none yet. */
  readonly getReady?: (parts: Pick<Parts, 'store' | 'now'>, item: T) => Promise<readonly Write[]>;
};

/** The configuration items by their ids. */
export const subject = {
  agency: (code: string): Subject<Agency> => ({ kind: 'agency', id: code, key: at.agency(code) }),
  client: (id: string): Subject<Client> => ({ kind: 'client', id, key: at.client(id) }),
  merchantAccount: (id: string): Subject<MerchantAccount> => ({
    kind: 'merchant-account',
    id,
    key: at.merchantAccount(id),
    getReady: readyAccount,
  }),
  /** @param id account and side, such as `demo-vnpay/provider` */
  statementSource: (id: string): Subject<StatementSource> => {
    const [accountId = '', ...side] = id.split('/');
    return { kind: 'statement-source', id, key: reconciled.source(accountId, side.join('/')) };
  },
  /** There is one: whoever works, works by it. */
  calendar: { kind: 'calendar', id: 'vietnam', key: reconciled.calendar } satisfies Subject<Calendar>,
};

const nameOf = ({ kind, id }: Pick<Subject<unknown>, 'kind' | 'id'>): string => `${kind.replaceAll('-', ' ')} ${id}`;

const required = <T>(of: Pick<Subject<T>, 'kind' | 'id'>, item: T | undefined): T => {
  if (item === undefined) throw new Refusal('not-found', { detail: `There is no ${nameOf(of)}.` });
  return item;
};

/**
 * A configuration item.
 *
 * @throws Refusal not-found
 */
export const getItem = async <T>(store: Store, of: Subject<T>): Promise<T> => required(of, await find(store, of.key));

/** The items of one kind, in order of their ids. */
export const listItems = async <T>(
  store: Store,
  subjectOf: (id: string) => Subject<T>,
  page: PageRequest,
): Promise<Page<T>> => {
  const { items, next } = await list(store, at.entry(subjectOf('').kind, ''), page);
  return {
    items: await findAll(
      store,
      items.map(({ id }) => subjectOf(id).key),
    ),
    next,
  };
};

/**
 * The journal of a configuration item, oldest first.
 *
 * @throws Refusal not-found
 */
export const listChanges = async <T>(store: Store, of: Subject<T>, page: PageRequest): Promise<Page<ConfigChange>> => {
  await getItem(store, of);
  return list(store, at.changes(of.key), page);
};

/** What becomes of an item: what it says now, by which action, and what else belongs to the same commit. */
type ItemChange<T> = {
  readonly after: T;
  readonly action: ConfigAction;
  /** What the journal tells beside the item itself. */
  readonly notes?: Readonly<Record<string, string>>;
  readonly also?: readonly Write[];
};

/** The item as its next version and the fact for its journal, ready to be committed. */
export const writesOf = <T extends Configured>(
  { by, now }: Configuring,
  { key }: Subject<T>,
  { after, action, notes, also = [] }: ItemChange<T>,
): readonly Write[] => {
  const item = { ...after, version: after.version + 1, changedAt: now() };
  const change = at.change(key, item.version);
  return [
    put(key, item),
    put(change, { version: 1, at: item.changedAt, by, action, after: { ...item, ...notes } }),
    ...also,
  ];
};

/**
 * Adds an item, its first fact and its entry in the directory, all in one commit.
 *
 * @param make gives the item as version 0
 * @throws Refusal already-exists
 */
export const addItem = async <T extends Configured>(
  parts: Configuring,
  of: Subject<T>,
  make: () => Promise<Omit<ItemChange<T>, 'action'>>,
): Promise<T> => {
  await decideAgain(parts, async () => {
    const { store } = parts;
    if (await find(store, of.key)) throw new Refusal('already-exists', { detail: `There is already ${nameOf(of)}.` });
    const added = writesOf(parts, of, { ...(await make()), action: 'added' });
    return store.commit([...added, put(at.entry(of.kind, of.id), { version: 1, id: of.id })]);
  });
  return getItem(parts.store, of);
};

/**
 * Changes an item: its next version and a fact in one commit. When it is already as it is to be, nothing is written.
 *
 * @throws Refusal not-found
 */
export const changeItem = async <T extends Configured>(
  parts: Configuring,
  of: Subject<T>,
  decide: (before: T) => ItemChange<T> | Promise<ItemChange<T>>,
): Promise<T> => {
  await decideAgain(parts, async () => {
    const before = await getItem(parts.store, of);
    const change = await decide(before);
    const isSame = isDeepStrictEqual(change.after, before) && change.also === undefined;
    return isSame ? 'same' : parts.store.commit(writesOf(parts, of, change));
  });
  return getItem(parts.store, of);
};

/**
 * Switches an item on or off.
 *
 * @throws Refusal not-found
 * @throws Refusal validation-failed when what must be there before a switching on is not
 */
export const switchItem = <T extends Configured & { readonly enabled: boolean }>(
  parts: Configuring,
  of: Subject<T>,
  enabled: boolean,
): Promise<T> =>
  changeItem(parts, of, async (before) => {
    const also = enabled ? ((await of.getReady?.(parts, before)) ?? []) : [];
    const action = enabled ? 'switched-on' : 'switched-off';
    return { after: { ...before, enabled }, action, ...(also.length > 0 && { also }) };
  });

/**
 * An item after a change as its own schema reads it: the limits that no single change can know.
 *
 * @throws Refusal validation-failed
 */
export const checked = <T>({ key }: Subject<T>, item: T): T => parseOrRefuse<T>(key.schema, item);
