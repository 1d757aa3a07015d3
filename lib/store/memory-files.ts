import { type Bytes, type Files, refuseOddName } from './files.ts';

/** Readers are given no whole file, so that none comes to lean on it. */
const pieceBytes = 60_000;

async function* inPieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
}

const collect = async (bytes: Bytes): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(Uint8Array.from(piece));
  return Buffer.concat(pieces);
};

/** The in-memory twin of the bucket, held to the same contract. */
export const makeMemoryFiles = (): Files => {
  const files = new Map<string, Buffer>();

  const find = (name: string): Buffer | undefined => {
    refuseOddName(name);
    return files.get(name);
  };

  return {
    list: async (prefix, { limit, after = '' }) => {
      const from = Buffer.from(after);
      const ahead = [...files]
        .map(([name, { length: bytes }]) => ({ name, bytes, key: Buffer.from(name) }))
        .filter(({ name, key }) => name.startsWith(prefix) && key.compare(from) > 0)
        .toSorted((one, other) => one.key.compare(other.key));
      const items = ahead.slice(0, limit).map(({ name, bytes }) => ({ name, bytes }));
      return { items, next: ahead.length > limit ? items.at(-1)?.name : undefined };
    },

    open: async (name, from = 0) => {
      const bytes = find(name);
      return bytes && inPieces(bytes.subarray(from));
    },

    write: async (name, bytes) => {
      refuseOddName(name);
      files.set(name, await collect(bytes));
    },

    copy: async (from, to) => {
      refuseOddName(to);
      const bytes = find(from);
      if (bytes === undefined) return 'missing';
      files.set(to, bytes);
      return 'copied';
    },

    remove: async (name) => {
      refuseOddName(name);
      files.delete(name);
    },
  };
};
