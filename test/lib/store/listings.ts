import { describe, expect, test, vi } from 'vitest';
import { addMs, type Instant, vietnamDaySchema } from '../../../lib/domain/time.ts';
import { accountDayOf, dueShardsOf } from '../../../lib/store/key-table.ts';
import type { Address, DueWork, Item, Page, PageRequest, Write } from '../../../lib/store/store.ts';
import { start } from '../../samples.ts';
import { newAddress, newPartition, type StoreOnTrial, write } from './store-on-trial.ts';

const readAll = async <T>(readPage: (page: PageRequest) => Promise<Page<T>>, limit: number): Promise<T[][]> => {
  const pages: T[][] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await readPage({ limit, after });
    pages.push([...items]);
    if (next === undefined) return pages;
    after = next;
  }
};

/** What every store lists, of partitions and of indexes. */
export const describeListings = ({ store, passTime }: StoreOnTrial): void => {
  const commit = (...writes: Write[]) => store().commit(writes);

  /** Waits until an index has caught up. */
  const eventually = <T>(check: () => Promise<T>): Promise<T> =>
    vi.waitFor(
      async () => {
        await passTime();
        return check();
      },
      { timeout: 5000, interval: 10 },
    );

  describe('a listing of a partition', () => {
    const fill = async (sortKeys: readonly string[]): Promise<string> => {
      const pk = newPartition();
      await commit(...sortKeys.map((sk) => write({ pk, sk }, 1, { n: sk })));
      return pk;
    };
    const sortKeysOf = (pages: Item[][]) => pages.map((page) => page.map((item) => item.sk));
    const listAll = async (under: Address, limit: number) =>
      sortKeysOf(await readAll((page) => store().list(under, page), limit)).filter((page) => page.length > 0);

    test('has what begins with the prefix, in order of sort key', async () => {
      const pk = await fill(['EVENT#000010', 'EVENT#000002', 'ORDER', 'EVENT', 'EVENT#', 'TRY#000001']);

      expect(await listAll({ pk, sk: 'EVENT#' }, 100)).toEqual([['EVENT#', 'EVENT#000002', 'EVENT#000010']]);
    });

    test('has the items themselves, the newest too', async () => {
      const pk = await fill(['A']);
      await commit(write({ pk, sk: 'A' }, 2, { n: 'new' }));

      expect((await store().list({ pk, sk: 'A' }, { limit: 1 })).items).toEqual([
        { pk, sk: 'A', version: 2, n: 'new' },
      ]);
    });

    test('has nothing of other partitions', async () => {
      const pk = await fill(['A#1']);
      await fill(['A#2']);

      expect(await listAll({ pk, sk: 'A#' }, 100)).toEqual([['A#1']]);
      expect(await listAll({ pk: newPartition(), sk: 'A#' }, 100)).toEqual([]);
    });

    test.each([1, 2, 3, 4, 7, 8])('is read on page by page of %d, each item once', async (limit) => {
      const sortKeys = Array.from({ length: 7 }, (_, index) => `A#${index}`);
      const pages = await listAll({ pk: await fill(sortKeys), sk: 'A#' }, limit);

      expect(pages.flat()).toEqual(sortKeys);
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    });

    test('is read on from a place where nothing lies', async () => {
      const pk = await fill(['A#1', 'A#3', 'A#5']);

      const { items } = await store().list({ pk, sk: 'A#' }, { limit: 10, after: 'A#2' });
      expect(items.map(({ sk }) => sk)).toEqual(['A#3', 'A#5']);
    });
  });

  describe('a listing of orders', () => {
    const order = (dossierKey: string, createdAt: Instant): Write =>
      write({ pk: `ORDER#${newPartition()}`, sk: 'ORDER' }, 1, {
        dossierKey,
        createdAt,
      });
    const newDossier = () => `H15-261121-${newPartition()}`;
    const listPks = async (dossierKey: string, limit: number) =>
      (await readAll((page) => store().listOrders(dossierKey, page), limit)).flat().map(({ pk }) => pk);

    test('has the addresses of one dossier’s orders, latest first', async () => {
      const dossierKey = newDossier();
      const orders = [0, 2, 1].map((ms) => order(dossierKey, addMs(start, ms)));
      await commit(...orders, order(newDossier(), start));

      const expected = [1, 2, 0].map((index) => orders[index]?.pk);
      await eventually(async () => {
        expect(await listPks(dossierKey, 100)).toEqual(expected);
      });
      const [first] = (await store().listOrders(dossierKey, { limit: 1 })).items;
      expect(first).toMatchObject({ pk: expected[0], sk: 'ORDER' });
    });

    test.each([1, 2, 5])('is read on page by page of %d, each order once, also those of one instant', async (limit) => {
      const dossierKey = newDossier();
      const orders = [0, 0, 0, 1, 2].map((ms) => order(dossierKey, addMs(start, ms)));
      await commit(...orders);

      await eventually(async () => {
        expect((await listPks(dossierKey, limit)).sort()).toEqual(orders.map(({ pk }) => pk).sort());
      });
    });

    test('has nothing where there is nothing', async () => {
      expect(await listPks(newDossier(), 10)).toEqual([]);
    });
  });

  describe('a listing of the desk', () => {
    const waiting = (deskClass: string, deskSince: Instant): Write => write(newAddress(), 1, { deskClass, deskSince });
    const newClass = () => `class-${newPartition()}`;
    const listPks = async (deskClass: string, limit: number) =>
      (await readAll((page) => store().listDesk(deskClass, page), limit)).flat().map(({ pk }) => pk);

    test('has what waits in one class, the longest waiting first, and nothing that was dealt with', async () => {
      const deskClass = newClass();
      const items = [2, 0, 1, 3].map((ms) => waiting(deskClass, addMs(start, ms)));
      const [, , , done] = items;
      await commit(...items, waiting(newClass(), start));
      if (done) await commit(write(done, 2));

      await eventually(async () => {
        expect(await listPks(deskClass, 100)).toEqual([1, 2, 0].map((index) => items[index]?.pk));
      });
      const [first] = (await store().listDesk(deskClass, { limit: 1 })).items;
      expect(first).toEqual({ pk: items[1]?.pk, sk: 'A', deskSince: start });
    });

    test.each([1, 2, 5])('is read on page by page of %d, each item once, also those of one instant', async (limit) => {
      const deskClass = newClass();
      const items = [0, 0, 0, 1, 2].map((ms) => waiting(deskClass, addMs(start, ms)));
      await commit(...items);

      await eventually(async () => {
        expect((await listPks(deskClass, limit)).sort()).toEqual(items.map(({ pk }) => pk).sort());
      });
    });
  });

  describe("a listing of what an account's day counted", () => {
    type Place = { ms?: number; shard?: number; day?: string };
    const counted = (accountId: string, { ms = 0, shard = 0, day = '2026-11-21' }: Place): Write => {
      const accountDay = accountDayOf({ accountId, paidOn: vietnamDaySchema.parse(day), shard });
      const countedAt = addMs(start, ms);
      return write(newAddress(), 1, { accountDay, countedAt, booking: { ms }, other: 'not carried' });
    };
    const of = (accountId: string, countedAfter?: Instant) =>
      ({ accountId, paidOn: vietnamDaySchema.parse('2026-11-21'), shard: 0, countedAfter }) as const;
    const listPks = async (entries: ReturnType<typeof of>, limit: number) =>
      (await readAll((page) => store().listEntries(entries, page), limit)).flat().map(({ pk }) => pk);

    test('has one shard of one day, the earliest counted first, with what a reconciliation needs and no more', async () => {
      const id = newPartition();
      const items = [2, 0, 1].map((ms) => counted(id, { ms }));
      const others = [counted(id, { shard: 1 }), counted(id, { day: '2026-11-22' }), counted(newPartition(), {})];
      await commit(...items, ...others);

      await eventually(async () => {
        expect(await listPks(of(id), 100)).toEqual([1, 2, 0].map((index) => items[index]?.pk));
      });
      const [first] = (await store().listEntries(of(id), { limit: 1 })).items;
      expect(first).toMatchObject({ pk: items[1]?.pk, sk: 'A', countedAt: start, booking: { ms: 0 } });
      expect(first).not.toHaveProperty('other');
    });

    test('has those alone that were counted after an instant, when one is given', async () => {
      const id = newPartition();
      const items = [0, 1, 1, 2].map((ms) => counted(id, { ms }));
      await commit(...items);

      await eventually(async () => {
        expect(await listPks(of(id, addMs(start, 1)), 1)).toEqual([items[3]?.pk]);
        expect(await listPks(of(id, addMs(start, -1)), 3)).toHaveLength(4);
      });
    });

    test.each([1, 2, 5])('is read on page by page of %d, each item once, also those of one instant', async (limit) => {
      const id = newPartition();
      const items = [0, 0, 0, 1, 2].map((ms) => counted(id, { ms }));
      await commit(...items);

      await eventually(async () => {
        expect((await listPks(of(id), limit)).sort()).toEqual(items.map(({ pk }) => pk).sort());
      });
    });
  });

  describe('a listing of due work', () => {
    // Each clause has instants of its own, long before those of all clauses earlier: nothing is due before its own.
    let days = 0;
    const newInstant = (): Instant => addMs(start, -(days += 1) * 24 * 60 * 60 * 1000);
    const due = (work: DueWork, shard: number, dueAt: Instant): Write =>
      write(newAddress(), 1, { dueShard: dueShardsOf(work)[shard], dueAt });
    const listPks = async (work: DueWork, until: Instant, limit = 100) =>
      (await store().listDue(work, until, limit)).map(({ pk }) => pk);

    test('has what is due by then, the longest due first, of all shards', async () => {
      const at = newInstant();
      const shards = dueShardsOf('order').length;
      const items = [3, 0, 2, 1, 4].map((ms) => due('order', ms % shards, addMs(at, ms)));
      await commit(...items);

      const expected = [1, 3, 2, 0].map((index) => items[index]?.pk);
      await eventually(async () => {
        expect(await listPks('order', addMs(at, 3))).toEqual(expected);
      });
      const [first] = await store().listDue('order', at, 1);
      expect(first).toEqual({ pk: expected[0], sk: 'A', dueAt: at });
    });

    test('has no more than asked for, and those the longest due of all shards', async () => {
      const at = newInstant();
      const items = [5, 4, 3, 2, 1, 0].map((ms) => due('order', ms % 2, addMs(at, ms)));
      await commit(...items);

      await eventually(async () => {
        expect(await listPks('order', addMs(at, 9), 3)).toEqual([5, 4, 3].map((index) => items[index]?.pk));
      });
    });

    test('has only one kind of work', async () => {
      const at = newInstant();
      const [ofOrder, ofWebhook] = [due('order', 0, at), due('webhook', 0, at)];
      await commit(ofOrder, ofWebhook);

      await eventually(async () => {
        expect(await listPks('webhook', at)).toEqual([ofWebhook.pk]);
        expect(await listPks('order', at)).toEqual([ofOrder.pk]);
      });
    });

    test('has each item where its marker stands now, and none without a marker', async () => {
      const at = newInstant();
      const [moved, done] = [due('order', 1, at), due('order', 1, at)];
      await commit(moved, done);
      const later = { dueShard: dueShardsOf('order')[1], dueAt: addMs(at, 5) };
      await commit(write(moved, 2, later), write(done, 2));

      await eventually(async () => {
        expect(await listPks('order', addMs(at, 4))).toEqual([]);
        expect(await listPks('order', addMs(at, 5))).toEqual([moved.pk]);
      });
    });
  });
};
