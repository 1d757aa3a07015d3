import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, test } from 'vitest';
import { makeS3Files } from '../../../lib/store/s3-files.ts';
import { startBucketServer } from '../../../local/bucket/server.ts';

const root = mkdtempSync(join(tmpdir(), 'lephi-bucket-'));
const folder = join(root, 'statements-bucket');
const uploads = join(root, 'uploads');
mkdirSync(join(uploads, 'left-behind'), { recursive: true });
const hourMs = 3_600_000;
const server = await startBucketServer({ buckets: { statements: folder }, uploads, settleMs: hourMs });
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const client = new S3Client({ endpoint: server.endpoint, region: 'ap-southeast-1', credentials });
const files = makeS3Files(client, 'statements');
afterAll(async () => {
  client.destroy();
  await server.stop();
  rmSync(root, { recursive: true });
});

/** A person puts a file into the folder, so long ago. */
function drop(key: string, content: string, ageMs = 2 * hourMs): string {
  const path = join(folder, key);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  const at = new Date(Date.now() - ageMs);
  utimesSync(path, at, at);
  return path;
}

const read = async (key: string): Promise<string | undefined> => {
  const bytes = await files.open(key);
  return bytes && text(bytes);
};

const list = async (prefix: string): Promise<string[]> =>
  (await files.list(prefix, { limit: 100 })).items.map(({ name }) => name);

type Sent = { headers?: Record<string, string>; body?: string; method?: string };

/** Sends a request exactly as it is written; `fetch` would tidy up its path. */
const send = (path: string, { headers = {}, body = '', method = 'PUT' }: Sent = {}) =>
  new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    const sent = request(`${server.endpoint}/`, { path, method, headers }, (response) => {
      text(response).then((answered) => {
        resolve({ status: response.statusCode, body: answered });
      }, reject);
    });
    sent.on('error', reject).end(body);
  });

const newKey = (): string => `incoming/demo/bank/2026-11-23/${randomUUID()}.csv`;

describe('the folder', () => {
  test('a file that a person drops is an object, and an object that is uploaded is a file', async () => {
    const [dropped, uploaded] = [newKey(), newKey()];
    drop(dropped, 'dropped');
    await files.write(uploaded, [Buffer.from('uploaded')]);

    expect(await read(dropped)).toBe('dropped');
    expect(readFileSync(join(folder, uploaded), 'utf8')).toBe('uploaded');
    expect(await list('incoming/demo/bank/')).toEqual([dropped, uploaded].sort());
  });

  test('what is asked after without its bytes is told by its length', async () => {
    const key = newKey();
    drop(key, 'dropped');
    const head = (path: string) => fetch(`${server.endpoint}/statements/${path}`, { method: 'HEAD' });
    const { status, headers } = await head(key);

    expect([status, headers.get('content-length')]).toEqual([200, '7']);
    expect((await head(`${key}-missing`)).status).toBe(404);
  });

  test('a file that is still being copied is no object yet', async () => {
    const key = `settling/${randomUUID()}`;
    drop(key, 'half of i', 0);

    expect(await list('settling/')).toEqual([]);
    expect(await read(key)).toBeUndefined();
    expect(await files.copy(key, 'settling/copy')).toBe('missing');

    drop(key, 'half of it and the rest');
    expect(await list('settling/')).toEqual([key]);
  });

  test('what file browsers leave behind, and what a link leads to, is no object', async () => {
    drop('marks/.DS_Store', 'x');
    drop('marks/.trash/a.csv', 'x');
    drop('marks/a.csv', 'x');
    drop('secret.txt', 'x');
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'marks', 'link.csv'));
    symlinkSync(root, join(folder, 'marks', 'out'));

    expect(await list('marks/')).toEqual(['marks/a.csv']);
    expect(await read('marks/link.csv')).toBeUndefined();
    expect(await read('marks/out/statements-bucket/secret.txt')).toBeUndefined();
    await expect(files.write('marks/out/new/a.csv', [Buffer.from('x')])).rejects.toThrow('no such object');
    expect(existsSync(join(root, 'new'))).toBe(false);
    await files.write('marks/link.csv', [Buffer.from('new')]);
    expect(readFileSync(join(folder, 'secret.txt'), 'utf8')).toBe('x');
  });

  test('a long file by a name that cannot be had is refused in words', async () => {
    await expect(files.write('marks/.hidden', [Buffer.alloc(8_000_000)])).rejects.toThrow('No object of this folder');
  });

  test('a name that would lie beneath a file is refused, and what is there stays', async () => {
    drop('flat', 'x');

    await expect(files.write('flat/below', [Buffer.from('y')])).rejects.toThrow('The folder cannot hold');
    expect(await read('flat')).toBe('x');
    expect(readdirSync(uploads)).toEqual([]);
  });
});

describe('a path', () => {
  test.each([
    '/statements/../secrets.json',
    '/statements/a/../../secrets.json',
    '/statements/%2e%2e/secrets.json',
    '/statements/..%2fsecrets.json',
    '/statements//etc/passwd',
    '/statements/a%00b',
  ])('that leads out of the folder is refused: %s', async (path) => {
    writeFileSync(join(root, 'secrets.json'), 'secret');

    expect((await send(path, { body: 'x' })).status).toBe(400);
    expect((await send(path, { method: 'GET' })).body).not.toBe('secret');
    expect(readFileSync(join(root, 'secrets.json'), 'utf8')).toBe('secret');
  });

  test('of another bucket is refused', async () => {
    expect(await send('/other/a', { body: 'x' })).toMatchObject({
      status: 404,
      body: expect.stringContaining('NoSuchBucket'),
    });
  });

  test('of an operation that is not served is refused in so many words', async () => {
    expect(await send('/statements', { method: 'DELETE' })).toMatchObject({
      status: 501,
      body: expect.stringContaining('NotImplemented'),
    });
    expect(await send('/statements/a', { method: 'POST' })).toMatchObject({ status: 501 });
  });
});

describe('an upload', () => {
  const sha256 = (body: string): string => createHash('sha256').update(body).digest('hex');
  const crc = (body: string): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString('base64');
  };
  const chunked = (chunks: string[], trailer: string): string => {
    const written = [...chunks, ''].map(
      (one) => `${one.length.toString(16)};chunk-signature=0\r\n${one && `${one}\r\n`}`,
    );
    return [...written, `${trailer}\r\n\r\n`].join('');
  };
  const chunkedHeaders = (length: number) => ({
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    'content-encoding': 'aws-chunked',
    'x-amz-decoded-content-length': String(length),
    'x-amz-trailer': 'x-amz-checksum-crc32',
  });

  test('in chunks with a checksum behind them is kept without them', async () => {
    const key = newKey();
    const body = chunked(['Sao ke ', 'ngay 24'], `x-amz-checksum-crc32:${crc('Sao ke ngay 24')}`);

    expect(await send(`/statements/${key}`, { headers: chunkedHeaders(14), body })).toMatchObject({ status: 200 });
    expect(await read(key)).toBe('Sao ke ngay 24');
  });

  const whole = 'Sao ke ngay 24';
  const trailer = `x-amz-checksum-crc32:${crc(whole)}`;

  test.each([
    ['a wrong checksum behind it', chunkedHeaders(14), chunked([whole], 'x-amz-checksum-crc32:AAAAAA=='), 'BadDigest'],
    ['no checksum behind it', chunkedHeaders(14), chunked([whole], 'x-other: 1'), 'BadDigest'],
    ['another length', chunkedHeaders(15), chunked([whole], trailer), 'IncompleteBody'],
    ['an end within a chunk', chunkedHeaders(14), chunked([whole], trailer).slice(0, 40), 'IncompleteBody'],
    ['a chunk without a length', chunkedHeaders(14), 'zz\r\n', 'InvalidRequest'],
    ['a chunk longer than it says', chunkedHeaders(14), `1\r\nab\r\n0\r\n${trailer}\r\n\r\n`, 'InvalidRequest'],
    ['a line without an end', chunkedHeaders(14), '1'.repeat(10_000), 'InvalidRequest'],
    ['a wrong SHA-256', { 'x-amz-content-sha256': sha256('x') }, whole, 'BadDigest'],
    ['a wrong MD5', { 'content-md5': 'AAAA' }, whole, 'BadDigest'],
  ])('with %s leaves no file behind', async (_, headers, body, code) => {
    const key = newKey();

    expect(await send(`/statements/${key}`, { headers, body })).toMatchObject({
      status: 400,
      body: expect.stringContaining(code),
    });
    expect(existsSync(join(folder, key))).toBe(false);
    expect(readdirSync(uploads)).toEqual([]);
  });

  test('with the right sums is kept', async () => {
    const key = newKey();
    const headers = { 'x-amz-content-sha256': sha256(whole), 'x-amz-checksum-crc32': crc(whole) };

    expect(await send(`/statements/${key}`, { headers, body: whole })).toMatchObject({ status: 200 });
    expect(await read(key)).toBe(whole);
  });

  test('in parts is refused when a part is missing, and is gone once it is given up', async () => {
    const key = newKey();
    const [, uploadId = ''] =
      /<UploadId>(.*?)</.exec((await send(`/statements/${key}?uploads`, { method: 'POST' })).body) ?? [];
    await send(`/statements/${key}?partNumber=1&uploadId=${uploadId}`, { body: 'one' });
    const complete = (body: string) => send(`/statements/${key}?uploadId=${uploadId}`, { method: 'POST', body });

    const wanted =
      '<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>"x"</ETag></Part></CompleteMultipartUpload>';
    expect(await complete(wanted)).toMatchObject({ status: 400, body: expect.stringContaining('InvalidPart') });
    expect(existsSync(join(folder, key))).toBe(false);

    expect(await send(`/statements/${key}?uploadId=${uploadId}`, { method: 'DELETE' })).toMatchObject({ status: 204 });
    expect(await complete(wanted)).toMatchObject({ status: 404, body: expect.stringContaining('NoSuchUpload') });
    expect(readdirSync(uploads)).toEqual([]);
  });
});

test('what an end left half done is dropped at the next start', () => {
  expect(existsSync(join(uploads, 'left-behind'))).toBe(false);
});
