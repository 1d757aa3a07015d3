import { describe, expect, test } from 'vitest';
import type { Address, Item, Write } from '../../../lib/store/store.ts';
import { newAddress, newPartition, type StoreOnTrial, write } from './store-on-trial.ts';

/** What every store does with items by their addresses. */
export const describeReadsAndCommits = ({ store }: StoreOnTrial): void => {
  const commit = (...writes: Write[]) => store().commit(writes);

  const readOne = async (address: Address): Promise<Item | undefined> => (await store().read([address]))[0];

  const versionOf = async (address: Address): Promise<unknown> => (await readOne(address))?.version;

  describe('a commit', () => {
    test('of version 1 makes an item that was not there', async () => {
      const address = newAddress();

      expect(await commit(write(address))).toBe('committed');
      expect(await readOne(address)).toEqual({ ...address, version: 1 });
    });

    test('of version 1 is a conflict where an item is already', async () => {
      const address = newAddress();
      await commit(write(address, 1, { by: 'first' }));

      expect(await commit(write(address, 1, { by: 'second' }))).toBe('conflict');
      expect(await readOne(address)).toMatchObject({ by: 'first' });
    });

    test('of version n replaces exactly version n − 1, as a whole', async () => {
      const address = newAddress();
      await commit(write(address, 1, { old: true }));

      expect(await commit(write(address, 2, { new: true }))).toBe('committed');
      expect(await readOne(address)).toEqual({ ...address, version: 2, new: true });
    });

    test.each([
      ['the same version', 2],
      ['a version before', 1],
      ['a version too far ahead', 4],
    ])('of %s is a conflict', async (_name, version) => {
      const address = newAddress();
      await commit(write(address, 1));
      await commit(write(address, 2));

      expect(await commit(write(address, version))).toBe('conflict');
      expect(await versionOf(address)).toBe(2);
    });

    test('of a later version is a conflict where nothing is', async () => {
      const address = newAddress();

      expect(await commit(write(address, 2))).toBe('conflict');
      expect(await readOne(address)).toBeUndefined();
    });

    test.each([0, 1, 2])('writes nothing when write %d of three meets a conflict', async (index) => {
      const addresses = [newAddress(), newAddress(), newAddress()];
      const taken = addresses[index] ?? expect.unreachable();
      await commit(write(taken, 1, { by: 'somebody else' }));

      expect(await commit(...addresses.map((address) => write(address)))).toBe('conflict');
      const others = (await store().read(addresses)).filter((_item, at) => at !== index);
      expect(others).toEqual([undefined, undefined]);
      expect(await readOne(taken)).toMatchObject({ by: 'somebody else' });
    });

    test('can hold a hundred items, new and replaced ones', async () => {
      const pk = newPartition();
      const addresses = Array.from({ length: 100 }, (_, index) => ({ pk, sk: `N#${index}` }));
      await commit(...addresses.slice(0, 50).map((address) => write(address)));

      const writes = addresses.map((address, index) => write(address, index < 50 ? 2 : 1));
      expect(await commit(...writes)).toBe('committed');
      expect((await store().read(addresses)).map((item) => item?.version)).toEqual(
        writes.map(({ version }) => version),
      );
    });

    test('of nothing is nothing', async () => {
      expect(await commit()).toBe('committed');
    });

    test('throws when it holds more than a hundred items, or one twice', async () => {
      const [address, pk] = [newAddress(), newPartition()];
      const many = Array.from({ length: 101 }, (_, index) => write({ pk, sk: `N#${index}` }));

      await expect(commit(...many)).rejects.toThrow();
      await expect(commit(write(address), write(address))).rejects.toThrow();
      expect(await readOne(address)).toBeUndefined();
    });
  });

  describe('of commits at the same time', () => {
    const outcomesOf = async (copies: number, make: (copy: number) => Write[]) => {
      const outcomes = await Promise.all(Array.from({ length: copies }, (_, copy) => commit(...make(copy))));
      return outcomes.filter((outcome) => outcome === 'committed').length;
    };

    test('exactly one of fifty makes an item', async () => {
      const address = newAddress();

      expect(await outcomesOf(50, () => [write(address)])).toBe(1);
    });

    test('exactly one of fifty replaces an item', async () => {
      const address = newAddress();
      await commit(write(address));

      expect(await outcomesOf(50, (copy) => [write(address, 2, { copy })])).toBe(1);
      expect(await versionOf(address)).toBe(2);
    });

    test('exactly one of fifty replaces one item and makes another, and both are of the same copy', async () => {
      const [first, second] = [newAddress(), newAddress()];
      await commit(write(first));

      const make = (copy: number) => [write(first, 2, { copy }), write(second, 1, { copy })];
      expect(await outcomesOf(50, make)).toBe(1);
      const [one, other] = await store().read([first, second]);
      expect(one?.copy).toBe(other?.copy);
    });

    test('all that touch different items are committed', async () => {
      expect(await outcomesOf(20, () => [write(newAddress()), write(newAddress())])).toBe(20);
    });

    test('exactly one of fifty that meet in one item is there, with all that is its own', async () => {
      const shared = newAddress();
      const own = Array.from({ length: 50 }, () => newAddress());
      const make = (copy: number) => [write(own[copy]!), write(shared, 1, { copy })];

      expect(await outcomesOf(50, make)).toBe(1);
      const winner = (await readOne(shared))?.copy;
      const there = (await store().read(own)).flatMap((item, copy) => (item === undefined ? [] : [copy]));
      expect(there).toEqual([winner]);
    });

    test('each of twenty that meet in one item gets there, when whoever lost reads and commits again', async () => {
      const shared = newAddress();
      await commit(write(shared));
      const own = Array.from({ length: 20 }, () => newAddress());
      const getThere = async (address: Address): Promise<void> => {
        const version = Number(await versionOf(shared)) + 1;
        if ((await commit(write(shared, version), write(address))) === 'conflict') await getThere(address);
      };
      await Promise.all(own.map(getThere));

      expect(await versionOf(shared)).toBe(21);
      expect((await store().read(own)).map((item) => item?.version)).toEqual(own.map(() => 1));
    });

    test('none is half there when they cross', async () => {
      const [first, second] = [newAddress(), newAddress()];
      const make = (copy: number) => {
        const writes = [write(first, 1, { copy }), write(second, 1, { copy })];
        return copy % 2 === 0 ? writes : writes.toReversed();
      };

      expect(await outcomesOf(20, make)).toBeLessThanOrEqual(1);
      const [one, other] = await store().read([first, second]);
      expect(one?.copy).toBe(other?.copy);
    });
  });

  describe('a read', () => {
    test('gives items in the order of their addresses, and undefined for those that are not there', async () => {
      const [first, second, missing] = [newAddress('B'), newAddress('A'), newAddress()];
      await commit(write(first, 1, { n: 1 }), write(second, 1, { n: 2 }));

      const found = await store().read([second, missing, first]);
      expect(found.map((item) => item?.n)).toEqual([2, undefined, 1]);
    });

    test('tells sort keys of one partition apart', async () => {
      const pk = newPartition();
      await commit(write({ pk, sk: 'A' }, 1, { n: 1 }), write({ pk, sk: 'AA' }, 1, { n: 2 }));

      const found = await store().read(['AA', 'A', 'AAA'].map((sk) => ({ pk, sk })));
      expect(found.map((item) => item?.n)).toEqual([2, 1, undefined]);
    });

    test('can ask for a hundred addresses', async () => {
      const pk = newPartition();
      const addresses = Array.from({ length: 100 }, (_, index) => ({ pk, sk: `N#${index}` }));
      await commit(...addresses.slice(0, 99).map((address, n) => write(address, 1, { n })));

      const found = await store().read(addresses.toReversed());
      expect(found.map((item) => item?.n)).toEqual([undefined, ...Array.from({ length: 99 }, (_, n) => 98 - n)]);
    });

    test('throws when it asks for more than a hundred, or for one twice', async () => {
      const address = newAddress();
      const many = Array.from({ length: 101 }, (_, index) => ({ pk: address.pk, sk: `N#${index}` }));

      await expect(store().read(many)).rejects.toThrow();
      await expect(store().read([address, address])).rejects.toThrow();
    });

    test('sees at once what was committed', async () => {
      const address = newAddress();
      for (let version = 1; version <= 20; version += 1) {
        await commit(write(address, version));
        expect(await versionOf(address)).toBe(version);
      }
    });

    test('gives a copy: changing it changes nothing', async () => {
      const address = newAddress();
      const item = { ...address, version: 1, list: [1] };
      await commit({ ...address, version: 1, item });
      item.list.push(2);
      const read: { list?: unknown[] } = (await readOne(address)) ?? {};
      read.list?.push(3);

      expect(await readOne(address)).toMatchObject({ list: [1] });
    });
  });

  describe('an item', () => {
    const keep = async (more: Item): Promise<Item | undefined> => {
      const address = newAddress();
      await commit(write(address, 1, more));
      const { pk: _pk, sk: _sk, version: _version, ...kept } = (await readOne(address)) ?? {};
      return kept;
    };

    test.each<[string, unknown]>([
      ['Vietnamese', 'Nguyễn Thị Ánh Tuyết, phường Đức Xuân'],
      ['other scripts', '阮氏 𠀀 👍🏽 \u0000\r\n"\\'],
      ['decomposed letters', 'ế'.normalize('NFD')],
      ['an empty text', ''],
      ['the largest whole number', Number.MAX_SAFE_INTEGER],
      ['a number below zero', -135_000],
      ['zero', 0],
      ['true and false', [true, false]],
      ['null', null],
      ['an empty list and an empty object', [[], {}]],
      ['objects in lists in objects', { a: [{ b: [{ c: 'đ' }] }] }],
    ])('keeps %s', async (_name, value) => {
      expect(await keep({ value })).toStrictEqual({ value });
    });

    test('does not keep what is undefined, at any depth', async () => {
      expect(await keep({ a: undefined, b: { c: undefined, d: 1 } })).toStrictEqual({ b: { d: 1 } });
    });

    test('can be of 20 kB, and a hundred of them are read at once', async () => {
      const pk = newPartition();
      const addresses = Array.from({ length: 100 }, (_, index) => ({ pk, sk: `N#${index}` }));
      const text = 'Lệ phí '.repeat(2048).slice(0, 16_384); // of which a quarter takes more than a byte
      for (let from = 0; from < 100; from += 25)
        await commit(...addresses.slice(from, from + 25).map((address) => write(address, 1, { text })));

      const found = await store().read(addresses);
      expect(found.map((item) => item?.text === text)).toEqual(addresses.map(() => true));
    });
  });
};
