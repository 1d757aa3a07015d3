import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { readChunks, type Trailers } from './chunked-body.ts';
import { S3Error } from './s3-error.ts';

type Sum = { update: (piece: Uint8Array) => unknown; digest: () => string };

function openCrc32(): Sum {
  let sum = 0;
  const digest = (): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(sum);
    return bytes.toString('base64');
  };
  return { update: (piece) => (sum = crc32(piece, sum)), digest };
}

function openHash(algorithm: string, encoding: 'base64' | 'hex'): Sum {
  const hash = createHash(algorithm);
  return { update: (piece) => hash.update(piece), digest: () => hash.digest(encoding) };
}

/** Header or trailer → how its sum is made. Those that Node cannot make (CRC-32C, CRC-64/NVME) are not looked at. */
const sums: Record<string, () => Sum> = {
  'content-md5': () => openHash('md5', 'base64'),
  'x-amz-checksum-crc32': openCrc32,
  'x-amz-checksum-sha1': () => openHash('sha1', 'base64'),
  'x-amz-checksum-sha256': () => openHash('sha256', 'base64'),
  'x-amz-content-sha256': () => openHash('sha256', 'hex'),
};

const textOf = (headers: IncomingHttpHeaders, name: string): string => String(headers[name] ?? '');

/** Instead of a sum this header may say that the body is chunked, or not signed. */
const isSum = (name: string, value: string): boolean =>
  value !== '' && (name !== 'x-amz-content-sha256' || /^[0-9a-f]{64}$/.test(value));

/**
 * The bytes that a request carries, out of their chunks. It fails behind the last byte when they are not so many as was
 * said, or do not have the sum that was said before or after them.
 */
export async function* readBody(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  const { headers } = request;
  const trailers: Trailers = new Map();
  const isChunked = textOf(headers, 'x-amz-content-sha256').startsWith('STREAMING-');
  const wanted = (name: string): string => trailers.get(name) ?? textOf(headers, name);
  const announced = textOf(headers, 'x-amz-trailer').toLowerCase();
  const made = Object.entries(sums)
    .filter(([name]) => isSum(name, wanted(name)) || announced === name)
    .map(([name, open]) => ({ name, sum: open() }));
  let length = 0;
  for await (const piece of isChunked ? readChunks(request, trailers) : request) {
    if (!(piece instanceof Uint8Array)) continue;
    length += piece.length;
    for (const { sum } of made) sum.update(piece);
    yield piece;
  }
  const said = textOf(headers, isChunked ? 'x-amz-decoded-content-length' : 'content-length');
  if (said !== '' && Number(said) !== length)
    throw new S3Error('IncompleteBody', `There are ${length} bytes and not ${said}.`);
  const odd = made.find(({ name, sum }) => sum.digest() !== wanted(name));
  if (odd !== undefined) throw new S3Error('BadDigest', `The bytes do not have the sum of ${odd.name}.`);
}
