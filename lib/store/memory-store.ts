import { instantSchema } from '../domain/time.ts';
import { addressOf, refuseOddBatch } from './batch.ts';
import { accountDayOf, dueShardsOf } from './key-table.ts';
import { makeDrawers } from './drawers.ts';
import type { Address, DeskItem, DueItem, Item, Page, PageRequest, Store, Write } from './store.ts';

/** How the twin treats those who lean on it. */
type MemoryStoreOptions = {
  /** So many writes behind the table its indexes are; a function is asked anew whenever one is read. */
  readonly indexLag?: number | (() => number);
  /** The table's stream: hears of each item as it is now, in the order of the writes. */
  readonly stream?: (item: Item) => void;
};

/** A copy of what JSON can say, without what is undefined: so a table keeps it, and so it gives it back. */
const copy = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.map(copy);
  }
  return typeof value === 'object' && value !== null ? copyItem(value) : value;
};

const copyItem = (item: object): Item =>
  Object.fromEntries(
    Object.entries(item).flatMap(([name, value]: [string, unknown]) =>
      value === undefined ? [] : [[name, copy(value)]],
    ),
  );

const findText = (item: Item, attribute: string): string | undefined => {
  const value = item[attribute];
  return typeof value === 'string' ? value : undefined;
};

const textOf = (item: Item, attribute: string): string => findText(item, attribute) ?? '';

const toAddress = (item: Item): Address => ({ pk: textOf(item, 'pk'), sk: textOf(item, 'sk') });

const toDueItem = (item: Item): DueItem => ({ ...toAddress(item), dueAt: instantSchema.parse(item.dueAt) });

const toDeskItem = (item: Item): DeskItem => ({ ...toAddress(item), deskSince: textOf(item, 'deskSince') });

/** What the entry index carries of an item. */
const toEntry = ({ booking, countedAt, ...item }: Item): Item => copyItem({ ...toAddress(item), booking, countedAt });

type Listing = {
  /** Where an item stands in the listing: no two stand at the same place. */
  readonly cursorOf: (item: Item) => string;
  /** 1 from the first place on, −1 from the last back. */
  readonly direction: 1 | -1;
};

const pageOf = (
  items: readonly Item[],
  { cursorOf, direction }: Listing,
  { limit, after }: PageRequest,
): Page<Item> => {
  const compare = (one: string, other: string): number => (one < other ? -direction : direction);
  const ahead = items
    .filter((item) => after === undefined || (cursorOf(item) !== after && compare(cursorOf(item), after) > 0))
    .toSorted((one, other) => compare(cursorOf(one), cursorOf(other)));
  const page = ahead.slice(0, limit);
  return { items: page, next: ahead.length > limit ? page.map(cursorOf).at(-1) : undefined };
};

const bySortKey: Listing = { cursorOf: (item) => textOf(item, 'sk'), direction: 1 };

const latestFirst: Listing = {
  cursorOf: (item) => `${textOf(item, 'createdAt')} ${textOf(item, 'pk')}`,
  direction: -1,
};

const longestWaitingFirst: Listing = {
  cursorOf: (item) => `${textOf(item, 'deskSince')}\n${addressOf(toAddress(item))}`,
  direction: 1,
};

const earliestCountedFirst: Listing = {
  cursorOf: (item) => `${textOf(item, 'countedAt')}\n${addressOf(toAddress(item))}`,
  direction: 1,
};

const longestDueFirst: Listing = {
  cursorOf: (item) => `${textOf(item, 'dueAt')} ${addressOf(toAddress(item))}`,
  direction: 1,
};

/** `2026-11-21T02` of an instant: due work lies in drawers of an hour, so that what is due later costs nothing. */
const hourOf = (instant: string): string => instant.slice(0, '2026-11-21T02'.length);

/** The indexes of the table, which follow its writes at the distance of the lag. */
const makeIndexes = (indexLag: number | (() => number)) => {
  const byDossier = makeDrawers((item) => findText(item, 'dossierKey'));
  const byDeskClass = makeDrawers((item) => findText(item, 'deskClass'));
  const byAccountDay = makeDrawers((item) => findText(item, 'accountDay'));
  const byHourDue = makeDrawers((item) => (item.dueShard === undefined ? undefined : hourOf(textOf(item, 'dueAt'))));
  const notYetIndexed: Item[] = [];

  const catchUp = (): void => {
    const lag = typeof indexLag === 'number' ? indexLag : indexLag();
    for (const item of notYetIndexed.splice(0, Math.max(0, notYetIndexed.length - lag)))
      for (const index of [byDossier, byDeskClass, byAccountDay, byHourDue])
        index.update(addressOf(toAddress(item)), item);
  };

  return {
    note: (item: Item): void => void notYetIndexed.push(item),

    ofDossier: (dossierKey: string): readonly Item[] => {
      catchUp();
      return byDossier.drawer(dossierKey);
    },

    ofDesk: (deskClass: string): readonly Item[] => {
      catchUp();
      return byDeskClass.drawer(deskClass);
    },

    ofAccountDay: (accountDay: string): readonly Item[] => {
      catchUp();
      return byAccountDay.drawer(accountDay);
    },

    /** At least the longest due of these shards, so many as there are up to the limit. */
    due: (shards: readonly string[], until: string, limit: number): readonly Item[] => {
      catchUp();
      const found: Item[] = [];
      for (const hour of byHourDue.drawers()) {
        if (hour > hourOf(until) || found.length >= limit) break;
        const isWanted = (item: Item): boolean =>
          shards.includes(textOf(item, 'dueShard')) && textOf(item, 'dueAt') <= until;
        found.push(...byHourDue.drawer(hour).filter(isWanted));
      }
      return found;
    },
  };
};

/**
 * The in-memory twin of the table, held to the same contract. Its indexes may lag behind it, as a global secondary
 * index may, so that nothing comes to lean on them.
 */
export const makeMemoryStore = ({ indexLag = 0, stream }: MemoryStoreOptions = {}): Store => {
  const partitions = new Map<string, Map<string, Item>>();
  const indexes = makeIndexes(indexLag);

  const itemAt = ({ pk, sk }: Address): Item | undefined => partitions.get(pk)?.get(sk);

  const isExpected = (write: Write): boolean => (itemAt(write)?.version ?? 0) === write.version - 1;

  const keep = ({ pk, sk, item }: Write): void => {
    const kept = copyItem(item);
    const partition = partitions.get(pk);
    if (partition) partition.set(sk, kept);
    else partitions.set(pk, new Map([[sk, kept]]));
    indexes.note(kept);
    stream?.(kept);
  };

  return {
    read: async (addresses) => {
      refuseOddBatch(addresses);
      return addresses.map(itemAt).map((item) => item && copyItem(item));
    },

    commit: async (writes) => {
      refuseOddBatch(writes);
      if (!writes.every(isExpected)) return 'conflict';
      for (const write of writes) keep(write);
      return 'committed';
    },

    list: async ({ pk, sk }, page) => {
      const found = [...(partitions.get(pk)?.values() ?? [])].filter((item) => textOf(item, 'sk').startsWith(sk));
      const { items, next } = pageOf(found, bySortKey, page);
      return { items: items.map(copyItem), next };
    },

    listOrders: async (dossierKey, page) => {
      const { items, next } = pageOf(indexes.ofDossier(dossierKey), latestFirst, page);
      return { items: items.map(toAddress), next };
    },

    listDesk: async (deskClass, page) => {
      const { items, next } = pageOf(indexes.ofDesk(deskClass), longestWaitingFirst, page);
      return { items: items.map(toDeskItem), next };
    },

    listEntries: async ({ countedAfter = '', ...of }, page) => {
      const found = indexes.ofAccountDay(accountDayOf(of)).filter((item) => textOf(item, 'countedAt') > countedAfter);
      const { items, next } = pageOf(found, earliestCountedFirst, page);
      return { items: items.map(toEntry), next };
    },

    listDue: async (work, until, limit) =>
      pageOf(indexes.due(dueShardsOf(work), until, limit), longestDueFirst, { limit }).items.map(toDueItem),
  };
};
