import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { etagOf, type ObjectFacts, type ObjectFolder } from './object-folder.ts';
import { S3Error } from './s3-error.ts';

type Part = { number: number; etag: string };

/** Uploads in parts: a folder each, with a file for each part, until they are complete. */
export function openMultipart(uploads: string, objects: ObjectFolder) {
  const keys = new Map<string, string>();

  const folderOf = (uploadId: string, key: string): string => {
    if (keys.get(uploadId) !== key) throw new S3Error('NoSuchUpload', 'There is no such upload.');
    return join(uploads, uploadId);
  };

  const abort = async (uploadId: string, key: string): Promise<void> => {
    const folder = folderOf(uploadId, key);
    keys.delete(uploadId);
    await rm(folder, { recursive: true, force: true });
  };

  async function* readParts(folder: string, parts: Part[]): AsyncGenerator<Uint8Array> {
    for (const { number } of parts)
      for await (const piece of createReadStream(join(folder, String(number))))
        if (piece instanceof Uint8Array) yield piece;
  }

  return {
    begin: async (key: string): Promise<string> => {
      const uploadId = randomUUID();
      await mkdir(join(uploads, uploadId));
      keys.set(uploadId, key);
      return uploadId;
    },

    /** Keeps a part, or replaces it by the same number; gives its tag. */
    add: async (upload: { uploadId: string; key: string }, number: number, bytes: AsyncIterable<Uint8Array>) => {
      const path = join(folderOf(upload.uploadId, upload.key), String(number));
      await pipeline(bytes, createWriteStream(path));
      return etagOf(await stat(path));
    },

    complete: async (uploadId: string, key: string, parts: Part[]): Promise<ObjectFacts> => {
      const folder = folderOf(uploadId, key);
      for (const [index, { number, etag }] of parts.entries()) {
        const stats = await stat(join(folder, String(number))).catch(() => undefined);
        const isInOrder = index === 0 || number > (parts[index - 1]?.number ?? 0);
        if (stats === undefined || etagOf(stats) !== etag || !isInOrder)
          throw new S3Error('InvalidPart', `Part ${number} is not there, is another one, or is out of order.`);
      }
      const facts = await objects.write(key, readParts(folder, parts));
      await abort(uploadId, key);
      return facts;
    },

    abort,
  };
}
