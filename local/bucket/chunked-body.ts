import { S3Error } from './s3-error.ts';

const lineBytesMax = 8_192;

/** What follows the last chunk: names in small letters. */
export type Trailers = Map<string, string>;

/** Reads lines and runs of bytes, in turn, from pieces that end anywhere. */
function openReader(body: AsyncIterable<Uint8Array>) {
  const pieces = body[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  const readMore = async (): Promise<void> => {
    const next = await pieces.next();
    if (next.done === true) throw new S3Error('IncompleteBody', 'The body ends within a chunk.');
    held = Buffer.concat([held, next.value]);
  };
  return {
    readLine: async (): Promise<string> => {
      for (;;) {
        const end = held.indexOf('\r\n');
        if (end > lineBytesMax || (end < 0 && held.length > lineBytesMax)) break;
        if (end < 0) await readMore();
        else {
          const line = held.toString('latin1', 0, end);
          held = held.subarray(end + 2);
          return line;
        }
      }
      throw new S3Error('InvalidRequest', 'A line between chunks is too long.');
    },
    async *readBytes(length: number): AsyncGenerator<Buffer> {
      for (let left = length; left > 0;) {
        if (held.length === 0) await readMore();
        const piece = held.subarray(0, left);
        held = held.subarray(piece.length);
        left -= piece.length;
        yield piece;
      }
    },
  };
}

function readLength(line: string): number {
  // Behind a semicolon stands the chunk's signature, which nobody looks at here.
  const [, length] = /^([0-9a-f]{1,12})(;.*)?$/i.exec(line) ?? [];
  if (length === undefined) throw new S3Error('InvalidRequest', 'A chunk does not say its length.');
  return Number.parseInt(length, 16);
}

/**
 * The bytes within a body of the content encoding `aws-chunked`, in which an SDK sends what it does not know beforehand
 * the checksum of. What stands behind the last chunk goes into `trailers`.
 */
export async function* readChunks(body: AsyncIterable<Uint8Array>, trailers: Trailers): AsyncGenerator<Buffer> {
  const reader = openReader(body);
  const { readLine } = reader;
  for (;;) {
    const length = readLength(await readLine());
    if (length === 0) break;
    yield* reader.readBytes(length);
    if ((await readLine()) !== '') throw new S3Error('InvalidRequest', 'A chunk is longer than it says.');
  }
  for (;;) {
    const line = await readLine();
    if (line === '') return;
    const colon = line.indexOf(':');
    trailers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
}
