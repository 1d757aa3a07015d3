import { dueShardsOf } from './key-table.ts';
import type { Address, Item, Page, PageRequest, Store, Write } from './store.ts';

/** How the twin treats its readers: an index lags so many commits behind the table. */
export type MemoryStoreOptions = { readonly indexLag?: number };

const addressOf = ({ pk, sk }: Address): string => `${pk}\n${sk}`;

const textOf = (item: Item, attribute: string): string => {
  const value = item[attribute];
  return typeof value === 'string' ? value : '';
};

const sortedBy = (items: readonly Item[], attribute: string): readonly Item[] =>
  items.toSorted((one, other) => (textOf(one, attribute) < textOf(other, attribute) ? -1 : 1));

const toAddress = (item: Item): Address => ({ pk: textOf(item, 'pk'), sk: textOf(item, 'sk') });

const pageOf = (
  sorted: readonly Item[],
  cursorOf: (item: Item) => string,
  { limit, after }: PageRequest,
): Page<Item> => {
  const start = after === undefined ? 0 : sorted.findIndex((item) => cursorOf(item) === after) + 1;
  const items = sorted.slice(start, start + limit);
  return { items, next: start + limit < sorted.length ? items.map(cursorOf).at(-1) : undefined };
};

/**
 * The in-memory twin of the table, held to the same contract. Its indexes may lag behind it, as a global secondary
 * index may, so that nothing comes to lean on them.
 */
export const makeMemoryStore = ({ indexLag = 0 }: MemoryStoreOptions = {}): Store => {
  const table = new Map<string, Item>();
  const index = new Map<string, Item>();
  const notYetIndexed: Write[] = [];

  const indexed = (): readonly Item[] => {
    for (const write of notYetIndexed.splice(0, Math.max(0, notYetIndexed.length - indexLag)))
      index.set(addressOf(write), write.item);
    return [...index.values()];
  };

  const isExpected = (write: Write): boolean => (table.get(addressOf(write))?.['version'] ?? 0) === write.version - 1;

  return {
    read: (addresses) => Promise.resolve(addresses.map((address) => structuredClone(table.get(addressOf(address))))),

    commit: (writes) => {
      if (!writes.every(isExpected)) return Promise.resolve('conflict');
      for (const write of writes) {
        const kept = { ...write, item: structuredClone(write.item) };
        table.set(addressOf(write), kept.item);
        notYetIndexed.push(kept);
      }
      return Promise.resolve('committed');
    },

    list: ({ pk, sk }, page) => {
      const found = [...table.values()].filter((item) => item['pk'] === pk && textOf(item, 'sk').startsWith(sk));
      return Promise.resolve(pageOf(structuredClone(sortedBy(found, 'sk')), (item) => textOf(item, 'sk'), page));
    },

    listOrders: (dossierKey, page) => {
      const found = indexed().filter((item) => item['dossierKey'] === dossierKey);
      const latestFirst = sortedBy(found, 'createdAt').toReversed();
      const { items, next } = pageOf(latestFirst, (item) => `${textOf(item, 'createdAt')} ${textOf(item, 'pk')}`, page);
      return Promise.resolve({ items: items.map(toAddress), next });
    },

    listDue: (work, until, limit) => {
      const shards = dueShardsOf(work);
      const found = indexed().filter(
        (item) => shards.includes(textOf(item, 'dueShard')) && textOf(item, 'dueAt') <= until,
      );
      return Promise.resolve(
        sortedBy(found, 'dueAt')
          .slice(0, limit)
          .map((item) => ({ ...toAddress(item), dueAt: textOf(item, 'dueAt') })),
      );
    },
  };
};
