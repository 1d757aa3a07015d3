import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { Files } from '../../../lib/store/files.ts';

/** Takes a hash of what it reads, so that nothing long is kept. */
const digest = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const hash = createHash('sha256');
  for await (const piece of bytes) hash.update(piece);
  return hash.digest('hex');
};

let folders = 0;
/** A folder that no other clause writes into. */
const newFolder = (): string => `clause-${(folders += 1)}`;

/** What every keeper of files does, whatever it keeps them in: each clause is a test. */
export const describeFiles = (name: string, files: () => Files): void => {
  const write = (path: string, content: string) => files().write(path, [Buffer.from(content)]);
  const read = async (path: string) => {
    const bytes = await files().open(path);
    return bytes && text(bytes);
  };
  const listAll = async (prefix: string, limit: number): Promise<string[][]> => {
    const pages: string[][] = [];
    for (let after: string | undefined; ;) {
      const { items, next } = await files().list(prefix, { limit, after });
      pages.push(items.map((item) => item.name.slice(prefix.length)));
      if (next === undefined) return pages;
      after = next;
    }
  };

  describe(name, () => {
    test('what was written is read', async () => {
      const path = `${newFolder()}/a.csv`;
      await write(path, 'Sao kê ngày 24/11');

      expect(await read(path)).toBe('Sao kê ngày 24/11');
    });

    test('the first bytes of a file can be left out', async () => {
      const path = `${newFolder()}/a.csv`;
      await write(path, 'Sao kê ngày 24/11');
      const readFrom = async (from: number) => text((await files().open(path, from))!);

      expect(await readFrom(0)).toBe('Sao kê ngày 24/11');
      expect(await readFrom('Sao kê '.length + 1)).toBe('ngày 24/11');
      expect(await readFrom(100)).toBe('');
      expect(await readFrom(Buffer.byteLength('Sao kê ngày 24/11'))).toBe('');
      expect(await files().open(`${path}-missing`, 3)).toBeUndefined();
    });

    test('a file without a byte is a file', async () => {
      const folder = newFolder();
      await files().write(`${folder}/empty`, []);

      expect(await read(`${folder}/empty`)).toBe('');
      expect(await files().list(folder, { limit: 9 })).toMatchObject({
        items: [{ name: `${folder}/empty`, bytes: 0 }],
      });
    });

    test('a file that is not there is not opened, not copied, and taken away without a complaint', async () => {
      const path = `${newFolder()}/missing`;

      expect(await files().open(path)).toBeUndefined();
      expect(await files().copy(path, `${path}-copy`)).toBe('missing');
      expect(await files().open(`${path}-copy`)).toBeUndefined();
      await expect(files().remove(path)).resolves.toBeUndefined();
    });

    test('a second writing replaces the first', async () => {
      const path = `${newFolder()}/a`;
      await write(path, 'the first, which is longer');
      await write(path, 'the second');

      expect(await read(path)).toBe('the second');
    });

    test('what was taken away is gone', async () => {
      const folder = newFolder();
      await write(`${folder}/a`, '1');
      await files().remove(`${folder}/a`);

      expect(await files().open(`${folder}/a`)).toBeUndefined();
      expect(await listAll(folder, 9)).toEqual([[]]);
    });

    test('a copy has the same bytes, replaces what was there, and stays when the first goes', async () => {
      const folder = newFolder();
      await write(`${folder}/sao kê +%.csv`, 'bytes');
      await write(`${folder}/copy`, 'what was there');

      expect(await files().copy(`${folder}/sao kê +%.csv`, `${folder}/copy`)).toBe('copied');
      await files().remove(`${folder}/sao kê +%.csv`);
      expect(await read(`${folder}/copy`)).toBe('bytes');
    });

    test('a listing is in order of name and in pages, with the length of each', async () => {
      const folder = newFolder();
      const names = ['b', 'a/2', 'a/10', 'a-b', 'a', 'B', 'a/1'].map((one) => `${folder}/x/${one}`);
      // In a folder, a file cannot lie beneath a file.
      for (const one of names.filter((path) => !path.endsWith('/a'))) await write(one, one);
      await write(`${folder}/y`, '');

      expect(await listAll(`${folder}/x/`, 9)).toEqual([['B', 'a-b', 'a/1', 'a/10', 'a/2', 'b']]);
      expect(await listAll(`${folder}/x/`, 2)).toEqual([
        ['B', 'a-b'],
        ['a/1', 'a/10'],
        ['a/2', 'b'],
      ]);
      expect(await listAll(`${folder}/x/a`, 4)).toEqual([['-b', '/1', '/10', '/2']]);
      const { items } = await files().list(`${folder}/x/a/1`, { limit: 1 });
      expect(items).toEqual([{ name: `${folder}/x/a/1`, bytes: `${folder}/x/a/1`.length }]);
    });

    test('where there is nothing, nothing is listed', async () => {
      expect(await files().list(`${newFolder()}/`, { limit: 1 })).toEqual({ items: [] });
    });

    test('names may have any letters and signs, and are listed as they were written, in order of their bytes', async () => {
      const folder = newFolder();
      const oneLetterTwice = ['\u1ea1', 'a\u0323'];
      const signs = [' a', 'a b', 'a+b', 'a%2Fb', 'a"b\'', 'a\nb', '\u{fb00}', '𝄞', "~!*'()"];
      const names = ['sao kê & <đối soát>.csv', ...oneLetterTwice, ...signs];
      for (const one of names) await write(`${folder}/${one}`, one);
      const inOrder = names.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));

      expect((await listAll(`${folder}/`, 3)).flat()).toEqual(inOrder);
      for (const one of names) expect(await read(`${folder}/${one}`)).toBe(one);
    });

    test('an odd name is refused, whatever it is given to', async () => {
      const refused = (done: () => Promise<unknown>) => expect(async () => done()).rejects.toThrow(RangeError);
      await refused(() => files().open('a/../b'));
      await refused(() => write('a/../b', ''));
      await refused(() => files().copy('a/../b', 'a'));
      await refused(() => files().copy('a', 'a/../b'));
      await refused(() => files().remove('a/../b'));
    });

    test('a file that fails to be read through is not written, and what was there stays', async () => {
      const folder = newFolder();
      await write(`${folder}/old`, 'old');
      const failing = async function* () {
        for (let piece = 0; piece < 20; piece += 1) yield Buffer.alloc(1_000_000, piece);
        throw new Error('the source is broken');
      };
      await expect(files().write(`${folder}/old`, failing())).rejects.toThrow('the source is broken');
      await expect(files().write(`${folder}/new`, failing())).rejects.toThrow('the source is broken');

      expect(await read(`${folder}/old`)).toBe('old');
      expect(await listAll(`${folder}/`, 9)).toEqual([['old']]);
    });

    test('a piece may be used again by whoever yielded it', async () => {
      const path = `${newFolder()}/a`;
      const piece = Buffer.alloc(3);
      const reusing = async function* () {
        for (const letter of 'abc') yield piece.fill(letter);
      };
      await files().write(path, reusing());

      expect(await read(path)).toBe('aaabbbccc');
    });

    test('a long file goes and comes in pieces', async () => {
      const path = `${newFolder()}/long`;
      const pieces = async function* () {
        for (let piece = 0; piece < 200; piece += 1) yield Buffer.alloc(100_003, `piece ${piece} `);
      };
      await files().write(path, pieces());
      const bytes = await files().open(path);

      expect(await digest(bytes!)).toBe(await digest(pieces()));
      expect((await files().list(path, { limit: 1 })).items).toEqual([{ name: path, bytes: 20_000_600 }]);
    });

    test('whoever stops reading early takes nothing with them', async () => {
      const path = `${newFolder()}/long`;
      await files().write(path, [Buffer.alloc(3_000_000, 'x')]);
      for (let time = 0; time < 60; time += 1)
        for await (const piece of (await files().open(path))!) {
          expect(piece[0]).toBe(120);
          break;
        }

      expect(await files().copy(path, `${path}-copy`)).toBe('copied');
    });
  });
};
