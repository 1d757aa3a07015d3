import * as z from 'zod/mini';
import { instantSchema } from '../domain/time.ts';
import { dueShardsOf } from './key-table.ts';
import type { Address, DueItem, Item, Page, PageRequest, Store, Write } from './store.ts';

/** How the twin treats its readers: an index lags so many writes behind the table. */
export type MemoryStoreOptions = { readonly indexLag?: number };

const itemSchema = z.record(z.string(), z.unknown());

/** An item as a table keeps it: a copy, without what is undefined. */
const asKept = (item: Item): Item => itemSchema.parse(JSON.parse(JSON.stringify(item)));

const addressOf = ({ pk, sk }: Address): string => `${pk}\n${sk}`;

const batchMax = 100;

/** As DynamoDB does, so that nobody learns of it only there. */
const refuseOddBatch = (addresses: readonly Address[]): void => {
  if (addresses.length > batchMax) throw new RangeError(`${addresses.length} items are too many for one request`);
  if (new Set(addresses.map(addressOf)).size < addresses.length)
    throw new RangeError('one request names an item twice');
};

const textOf = (item: Item, attribute: string): string => {
  const value = item[attribute];
  return typeof value === 'string' ? value : '';
};

const toAddress = (item: Item): Address => ({ pk: textOf(item, 'pk'), sk: textOf(item, 'sk') });

const toDueItem = (item: Item): DueItem => ({ ...toAddress(item), dueAt: instantSchema.parse(item.dueAt) });

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

const longestDueFirst: Listing = { cursorOf: (item) => `${textOf(item, 'dueAt')} ${textOf(item, 'pk')}`, direction: 1 };

/**
 * The in-memory twin of the table, held to the same contract. Its indexes may lag behind it, as a global secondary
 * index may, so that nothing comes to lean on them.
 */
export const makeMemoryStore = ({ indexLag = 0 }: MemoryStoreOptions = {}): Store => {
  const table = new Map<string, Item>();
  const index = new Map<string, Item>();
  const notYetIndexed: Item[] = [];

  const indexed = (): readonly Item[] => {
    for (const item of notYetIndexed.splice(0, Math.max(0, notYetIndexed.length - indexLag)))
      index.set(addressOf(toAddress(item)), item);
    return [...index.values()];
  };

  const isExpected = (write: Write): boolean => (table.get(addressOf(write))?.version ?? 0) === write.version - 1;

  return {
    read: async (addresses) => {
      refuseOddBatch(addresses);
      return addresses.map((address) => structuredClone(table.get(addressOf(address))));
    },

    commit: async (writes) => {
      refuseOddBatch(writes);
      if (!writes.every(isExpected)) return 'conflict';
      for (const write of writes) {
        const kept = asKept(write.item);
        table.set(addressOf(write), kept);
        notYetIndexed.push(kept);
      }
      return 'committed';
    },

    list: async ({ pk, sk }, page) => {
      const found = [...table.values()].filter((item) => item.pk === pk && textOf(item, 'sk').startsWith(sk));
      return structuredClone(pageOf(found, bySortKey, page));
    },

    listOrders: async (dossierKey, page) => {
      const found = indexed().filter((item) => item.dossierKey === dossierKey);
      const { items, next } = pageOf(found, latestFirst, page);
      return { items: items.map(toAddress), next };
    },

    listDue: async (work, until, limit) => {
      const shards = dueShardsOf(work);
      const found = indexed().filter(
        (item) => shards.includes(textOf(item, 'dueShard')) && textOf(item, 'dueAt') <= until,
      );
      return pageOf(found, longestDueFirst, { limit }).items.map(toDueItem);
    },
  };
};
