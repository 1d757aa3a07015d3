import type { Notice } from '../../lib/domain/notice.ts';
import type { ListedMovement, ListReading, OpenAccount } from '../../lib/providers/provider.ts';
import type { Item, Store, Write } from '../../lib/store/store.ts';
import type { Bug, LephiParts } from './lephi.ts';

/** Ways to make a bug of the real Lephi: each replaces one of its parts. */

/** A bug in what the table is told, or tells. */
export const inStore = (change: (store: Store, parts: LephiParts) => Partial<Store>): Bug => ({
  parts: (parts) => ({ ...parts, store: { ...parts.store, ...change(parts.store, parts) } }),
});

/** A bug in what is read. */
export const inReading = (see: (item: Item) => Item | undefined): Bug =>
  inStore((store) => ({ read: async (addresses) => (await store.read(addresses)).map((item) => item && see(item)) }));

/** A bug in what is written. */
export const inWriting = (alter: (writes: readonly Write[]) => readonly Write[]): Bug =>
  inStore((store) => ({ commit: (writes) => store.commit(alter(writes)) }));

/** A bug in the plug-in. */
export const inPlugIn = (change: (plugIn: OpenAccount) => Partial<OpenAccount>): Bug => ({
  parts: (parts) => ({
    ...parts,
    findAccount: async (id) => {
      const opened = await parts.findAccount(id);
      return opened && { ...opened, plugIn: { ...opened.plugIn, ...change(opened.plugIn) } };
    },
  }),
});

/** A bug in what the bank's word is read as, be it called back or asked for. */
export const inNotices = (alter: (notice: Notice) => Notice): Bug => {
  const alteredEntry = (listed: ListedMovement): ListedMovement =>
    'notice' in listed ? { ...listed, notice: alter(listed.notice) } : listed;
  const altered = <Reading extends { readonly type: string }>(reading: Reading): Reading =>
    'notice' in reading ? { ...reading, notice: alter(reading.notice as Notice) } : reading;
  const alteredPage = (page: ListReading): ListReading =>
    page.type === 'unreadable' ? page : { ...page, movements: page.movements.map(alteredEntry) };
  return inPlugIn(({ callback, query, movements }) => ({
    callback: { read: (request) => altered(callback.read(request)) },
    ...(movements && { movements: { ...movements, read: (body, place) => alteredPage(movements.read(body, place)) } }),
    ...(query && { query: { ...query, read: (body, question) => altered(query.read(body, question)) } }),
  }));
};

export const without = (item: Item, ...names: readonly string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
