import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDataFolder } from '../../local/data-folder.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

describe('a data folder', () => {
  test('is made when it is missing, and belongs to one Lephi at a time', async () => {
    const path = join(await makeTemporaryFolder(), 'new', 'folder');
    const opened = openDataFolder(path, { fresh: false });

    expect(() => openDataFolder(path, { fresh: true })).toThrow(
      `Another Lephi is using ${path}: stop it, or choose another folder with --data.`,
    );
    opened.close();
    openDataFolder(path, { fresh: false }).close();
  });

  test('that is a file is refused', async () => {
    const path = join(await makeTemporaryFolder(), 'file');
    await writeFile(path, '');

    expect(() => openDataFolder(path, { fresh: false })).toThrow(
      /^.+\/file cannot be used as the data folder \(.+\): choose another with --data\.$/,
    );
  });

  test('that cannot be made inside another is refused at once', () => {
    expect(() => openDataFolder('/proc/lephi/data', { fresh: false })).toThrow('cannot be used as the data folder');
  });

  test('loses what Lephi put there when it is to be fresh, and nothing else', async () => {
    const path = await makeTemporaryFolder();
    await mkdir(join(path, 'logs'));
    for (const name of ['dynamodb.sqlite', 'dynamodb.sqlite-wal', 'secrets.json', 'my-letters.txt']) {
      await writeFile(join(path, name), '');
    }

    openDataFolder(path, { fresh: true }).close();

    const left = ['logs', 'dynamodb.sqlite', 'dynamodb.sqlite-wal', 'secrets.json', 'my-letters.txt'];
    expect(left.filter((name) => existsSync(join(path, name)))).toEqual(['my-letters.txt']);
  });
});
