import type { Instant, VietnamDay } from '../domain/time.ts';

/** Where an item lies in the table. */
export type Address = { readonly pk: string; readonly sk: string };

/** An item as the table holds it; whoever reads it parses it. */
export type Item = Readonly<Record<string, unknown>>;

/** An item on its way into the table. One of version n replaces exactly version n − 1; version 1 must be new. */
export type Write = Address & { readonly version: number; readonly item: Item };

/** Where an item lies whose time has come, and since when. */
export type DueItem = Address & { readonly dueAt: string };

/** Where an item lies that waits for an officer, and since when. */
export type DeskItem = Address & { readonly deskSince: string };

/** Kinds of work that the due index finds. */
export type DueWork = 'order' | 'webhook' | 'movement' | 'account' | 'run' | 'discrepancy';

/**
 * How far to read, and where the page before ended: for a partition a sort key, for orders `createdAt pk`, for the desk
 * `deskSince`, pk and sk on a line each, for entries `countedAt`, pk and sk.
 */
export type PageRequest = { readonly limit: number; readonly after?: string | undefined };

/** One shard of the entries of one merchant account's day; those alone that were counted after an instant, when one is given. */
export type EntriesOf = {
  readonly accountId: string;
  readonly paidOn: VietnamDay;
  readonly shard: number;
  readonly countedAfter?: Instant | undefined;
};

/** A page of a listing; `next` is handed back to read on. */
export type Page<T> = { readonly items: readonly T[]; readonly next?: string | undefined };

/**
 * What Lephi asks of its table. Reads by key are consistent, a commit is all or nothing, and an index only lists:
 * what it found is read again by key before anything is decided. `lib/store/read.ts` parses what is read.
 */
export type Store = {
  /** The items at these addresses, in their order; one request, at most 100 addresses. */
  readonly read: (addresses: readonly Address[]) => Promise<readonly (Item | undefined)[]>;

  /**
   * Writes all or none; one request, at most 100 items. `conflict` when a version was not the one expected, another
   * writer was at it, or the table was throttled: read again and decide again.
   */
  readonly commit: (writes: readonly Write[]) => Promise<'committed' | 'conflict'>;

  /** The items of one partition whose sort key starts so, in order of sort key; consistent. */
  readonly list: (under: Address, page: PageRequest) => Promise<Page<Item>>;

  /** The addresses of the orders of one dossier, latest first; from an index, so the newest may be missing. */
  readonly listOrders: (dossierKey: string, page: PageRequest) => Promise<Page<Address>>;

  /** What waits at the desk in one class, the longest waiting first; from an index, so perhaps dealt with already. */
  readonly listDesk: (deskClass: string, page: PageRequest) => Promise<Page<DeskItem>>;

  /**
   * What a reconciliation needs of the movements with money of one merchant account and Viet Nam day, the earliest
   * counted first: the `booking` of each in one shard of that day, from an index that carries it, so the newest may be
   * missing.
   */
  readonly listEntries: (of: EntriesOf, page: PageRequest) => Promise<Page<Item>>;

  /** Work whose time has come, longest due first; from an index, so perhaps done already. */
  readonly listDue: (work: DueWork, until: Instant, limit: number) => Promise<readonly DueItem[]>;
};
