import { randomUUID } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { copyFile, type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { S3Error } from './s3-error.ts';

const keyBytesMax = 1_024;

/** An object as it is told of. */
export type ObjectFacts = { key: string; bytes: number; etag: string; modifiedAt: Date };

type Settings = {
  folder: string;
  /** On the same disk: what is being written lies here until it is whole. */
  uploads: string;
  /** A file that somebody changed less than so long ago is still being copied: it is no object yet. */
  settleMs: number;
};

/** A folder as a bucket: what a person puts into it is an object, and an object that is uploaded is a file in it. */
export type ObjectFolder = ReturnType<typeof openObjectFolder>;

/** Steps that begin with a dot are what file browsers and editors leave behind, and the way out of the folder. */
const isOddStep = (step: string): boolean => step === '' || step.startsWith('.');

function isUsable(key: string): boolean {
  // Names of files that are not UTF-8 are read with this sign, by which they are not found again.
  const isOdd = key.split('/').some(isOddStep) || key.includes('\0') || key.includes('\u{fffd}');
  return !isOdd && Buffer.byteLength(key) <= keyBytesMax;
}

const noSuchKey = (): S3Error => new S3Error('NoSuchKey', 'There is no such object.');

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'].includes(String(error.code));

export const etagOf = ({ size, mtimeMs }: Stats): string =>
  `"${size.toString(16)}-${Math.trunc(mtimeMs * 1_000).toString(16)}"`;

const factsOf = (key: string, stats: Stats): ObjectFacts => ({
  key,
  bytes: stats.size,
  etag: etagOf(stats),
  modifiedAt: stats.mtime,
});

const compareBytes = (one: string, other: string): number => Buffer.from(one).compare(Buffer.from(other));

/** The keys of the plain files below a folder; nothing that a link leads to. */
async function listKeys(folder: string, above: string): Promise<string[]> {
  const entries = await readdir(join(folder, above), { withFileTypes: true }).catch((error: unknown) => {
    if (isNotFound(error)) return [];
    throw error;
  });
  const found = entries.map(async (entry) => {
    const key = above + entry.name;
    if (entry.isDirectory()) return isUsable(key) ? listKeys(folder, `${key}/`) : [];
    return entry.isFile() && isUsable(key) ? [key] : [];
  });
  return (await Promise.all(found)).flat();
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    throw isNotFound(error) ? noSuchKey() : error;
  }
}

type Wanted = { prefix: string; after: string; max: number };

type FindFacts = (key: string) => Promise<ObjectFacts | undefined>;

async function listObjects(folder: string, findFacts: FindFacts, { prefix, after, max }: Wanted) {
  const above = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const keys = above === '' || isUsable(above.slice(0, -1)) ? await listKeys(folder, above) : [];
  const ahead = keys.filter((key) => key.startsWith(prefix) && compareBytes(key, after) > 0).sort(compareBytes);
  const found: ObjectFacts[] = [];
  for (const key of ahead) {
    if (found.length > max) break;
    const facts = await findFacts(key);
    if (facts !== undefined) found.push(facts);
  }
  return { objects: found.slice(0, max), isTruncated: found.length > max };
}

export function openObjectFolder({ uploads, settleMs, ...settings }: Settings) {
  const folder = resolve(settings.folder);
  const isSettled = ({ mtimeMs }: Stats): boolean => Math.abs(Date.now() - mtimeMs) >= settleMs;

  const pathOf = async (key: string): Promise<string> => {
    if (!isUsable(key)) throw new S3Error('InvalidArgument', `No object of this folder can be called ${key}.`);
    const path = join(folder, key);
    // A link in the folder may lead out of it.
    for (let above = dirname(path); above !== folder; above = dirname(above))
      if ((await lstat(above).catch(() => undefined))?.isSymbolicLink()) throw noSuchKey();
    return path;
  };

  const findFacts: FindFacts = async (key) => {
    const stats = await lstat(join(folder, key)).catch(() => undefined);
    return stats?.isFile() && isSettled(stats) ? factsOf(key, stats) : undefined;
  };

  /** Puts a file that is whole into its place, at one stroke. */
  const place = async (whole: string, key: string): Promise<ObjectFacts> => {
    const path = await pathOf(key);
    try {
      // Whoever uploads is done: the file need not settle first.
      const before = new Date(Date.now() - settleMs);
      await utimes(whole, before, before);
      await mkdir(dirname(path), { recursive: true });
      await rename(whole, path);
    } catch (error) {
      await rm(whole, { force: true });
      throw new S3Error('InvalidRequest', `The folder cannot hold a file of this name: ${String(error)}`);
    }
    return factsOf(key, await stat(path));
  };

  return {
    /** So many objects whose keys begin so and come after another, in order of the bytes of their keys. */
    list: (wanted: Wanted) => listObjects(folder, findFacts, wanted),

    /** An open object, to be closed by whoever opened it. Refuses when there is none. */
    open: async (key: string) => {
      const path = await pathOf(key);
      const handle = await openFile(path);
      const stats = await handle.stat();
      if (stats.isFile() && isSettled(stats)) return { handle, facts: factsOf(key, stats) };
      await handle.close();
      throw noSuchKey();
    },

    /** Writes an object from its bytes. What fails before the last of them leaves everything as it was. */
    write: async (key: string, bytes: AsyncIterable<Uint8Array>): Promise<ObjectFacts> => {
      await pathOf(key);
      const whole = join(uploads, randomUUID());
      try {
        // Opened beforehand, so that none can appear once it was taken away.
        await pipeline(bytes, (await open(whole, 'wx')).createWriteStream());
      } catch (error) {
        await rm(whole, { force: true });
        throw error;
      }
      return place(whole, key);
    },

    copy: async (from: string, to: string): Promise<ObjectFacts> => {
      const whole = join(uploads, randomUUID());
      const source = await pathOf(from);
      if ((await findFacts(from)) === undefined) throw noSuchKey();
      await copyFile(source, whole, constants.COPYFILE_FICLONE);
      return place(whole, to);
    },

    remove: async (key: string): Promise<void> => {
      await rm(await pathOf(key), { force: true });
    },
  };
}
