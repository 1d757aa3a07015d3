import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { finished, pipeline } from 'node:stream/promises';
import { listenOnLoopback } from '../free-port.ts';
import { openMultipart } from './multipart.ts';
import { type ObjectFacts, openObjectFolder } from './object-folder.ts';
import { readBody } from './request-body.ts';
import { S3Error } from './s3-error.ts';
import { encodeForXml, writeXml } from './xml.ts';

type Bucket = { objects: ReturnType<typeof openObjectFolder>; uploads: ReturnType<typeof openMultipart> };

type Call = {
  bucket: Bucket;
  bucketName: string;
  key: string;
  query: URLSearchParams;
  request: IncomingMessage;
  response: ServerResponse;
};

type Operation = (call: Call) => Promise<void>;

const sendXml = (response: ServerResponse, document: Parameters<typeof writeXml>[0]): void => {
  response.setHeader('content-type', 'application/xml');
  response.end(writeXml(document));
};

const describeObject = (response: ServerResponse, { bytes, etag, modifiedAt }: ObjectFacts): void => {
  response.setHeader('content-length', bytes);
  response.setHeader('content-type', 'application/octet-stream');
  response.setHeader('etag', etag);
  response.setHeader('last-modified', modifiedAt.toUTCString());
};

const pageMax = 1_000;

const listObjects: Operation = async ({ bucket, bucketName, query, response }) => {
  const isEncoded = query.get('encoding-type') === 'url';
  const encode = (key: string): string => (isEncoded ? encodeForXml(key) : key);
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const max = Math.min(Number(query.get('max-keys') ?? pageMax), pageMax);
  if (query.has('delimiter')) throw new S3Error('NotImplemented', 'No delimiter is known here.');
  const { objects, isTruncated } = await bucket.objects.list({ prefix, after, max });
  sendXml(response, {
    ListBucketResult: {
      Name: bucketName,
      Prefix: encode(prefix),
      KeyCount: objects.length,
      MaxKeys: max,
      IsTruncated: isTruncated,
      ...(isEncoded && { EncodingType: 'url' }),
      ...(isTruncated && { NextContinuationToken: objects.at(-1)?.key ?? '' }),
      Contents: objects.map(({ key, bytes, etag, modifiedAt }) => ({
        Key: encode(key),
        LastModified: modifiedAt,
        ETag: etag,
        Size: bytes,
        StorageClass: 'STANDARD',
      })),
    },
  });
};

/** Of ranges, only what leaves out the first bytes is known here. */
const readStart = (range: string | undefined): number => {
  if (range === undefined) return 0;
  const start = /^bytes=(\d+)-$/.exec(range)?.[1];
  if (start === undefined) throw new S3Error('NotImplemented', 'No such range is known here.');
  return Number(start);
};

const getObject: Operation = async ({ bucket, key, request, response }) => {
  const start = readStart(request.headers.range);
  const { handle, facts } = await bucket.objects.open(key);
  if (start > 0 && start >= facts.bytes) {
    await handle.close();
    throw new S3Error('InvalidRange', 'The object has no such bytes.');
  }
  describeObject(response, { ...facts, bytes: facts.bytes - start });
  if (start > 0) {
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${start}-${facts.bytes - 1}/${facts.bytes}`);
  }
  // The length that was said is kept, even when somebody appends to the file meanwhile.
  const bytes = handle.createReadStream({ start, ...(facts.bytes > 0 && { end: facts.bytes - 1 }) });
  await pipeline(bytes, response);
};

const headObject: Operation = async ({ bucket, key, response }) => {
  const { handle, facts } = await bucket.objects.open(key);
  await handle.close();
  describeObject(response, facts);
  response.end();
};

const putObject: Operation = async ({ bucket, key, request, response }) => {
  const { etag } = await bucket.objects.write(key, readBody(request));
  response.setHeader('etag', etag);
  response.end();
};

const copyObject: Operation = async ({ bucket, bucketName, key, request, response }) => {
  const source = decodeURIComponent(String(request.headers['x-amz-copy-source'])).replace(/^\//, '');
  if (!source.startsWith(`${bucketName}/`)) throw new S3Error('NotImplemented', 'Copies are made in one bucket.');
  const { etag, modifiedAt } = await bucket.objects.copy(source.slice(bucketName.length + 1), key);
  sendXml(response, { CopyObjectResult: { LastModified: modifiedAt, ETag: etag } });
};

const deleteObject: Operation = async ({ bucket, key, response }) => {
  await bucket.objects.remove(key);
  response.writeHead(204).end();
};

const beginUpload: Operation = async ({ bucket, bucketName, key, response }) => {
  const UploadId = await bucket.uploads.begin(key);
  sendXml(response, { InitiateMultipartUploadResult: { Bucket: bucketName, Key: key, UploadId } });
};

const uploadIdOf = (query: URLSearchParams): string => query.get('uploadId') ?? '';

const uploadPart: Operation = async ({ bucket, key, query, request, response }) => {
  const upload = { uploadId: uploadIdOf(query), key };
  response.setHeader('etag', await bucket.uploads.add(upload, Number(query.get('partNumber')), readBody(request)));
  response.end();
};

const completeUpload: Operation = async ({ bucket, bucketName, key, query, request, response }) => {
  const written = await text(request);
  const parts = [...written.matchAll(/<Part>.*?<\/Part>/gs)].map(([part]) => ({
    number: Number(/<PartNumber>(\d+)</.exec(part)?.[1]),
    etag: (/<ETag>([^<]*)</.exec(part)?.[1] ?? '').replaceAll('&quot;', '"'),
  }));
  const { etag } = await bucket.uploads.complete(uploadIdOf(query), key, parts);
  sendXml(response, { CompleteMultipartUploadResult: { Bucket: bucketName, Key: key, ETag: etag } });
};

const abortUpload: Operation = async ({ bucket, key, query, response }) => {
  await bucket.uploads.abort(uploadIdOf(query), key);
  response.writeHead(204).end();
};

/** The operation that a request means. S3 tells them apart by query parameters and headers. */
function findOperation({ key, query, request: { method, headers } }: Call): Operation | undefined {
  if (key === '') return method === 'GET' && query.get('list-type') === '2' ? listObjects : undefined;
  const isUpload = query.has('uploadId');
  const operations: Record<string, Operation | undefined> = {
    GET: getObject,
    HEAD: headObject,
    PUT: isUpload ? uploadPart : 'x-amz-copy-source' in headers ? copyObject : putObject,
    POST: isUpload ? completeUpload : query.has('uploads') ? beginUpload : undefined,
    DELETE: isUpload ? abortUpload : deleteObject,
  };
  return operations[method ?? ''];
}

/** `/bucket/key?query`, as it was sent: nothing of the path is taken for a way up. */
function readTarget(url: string): { bucketName: string; key: string; query: URLSearchParams } {
  const [path = '', query] = url.split('?');
  const [bucketName = '', ...key] = decodeURIComponent(path.slice(1)).split('/');
  return { bucketName, key: key.join('/'), query: new URLSearchParams(query) };
}

async function answer(buckets: Map<string, Bucket>, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const target = readTarget(request.url ?? '');
    const bucket = buckets.get(target.bucketName);
    if (bucket === undefined) throw new S3Error('NoSuchBucket', `There is no bucket ${target.bucketName}.`);
    const call = { ...target, bucket, request, response };
    const operation = findOperation(call);
    if (operation === undefined) throw new S3Error('NotImplemented', `${request.method ?? ''} is not known here.`);
    await operation(call);
  } catch (error) {
    await refuse(error, request, response);
  }
}

async function refuse(error: unknown, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (response.headersSent || response.destroyed) return void response.destroy();
  // Who still sends would see a broken connection instead of the answer.
  await finished(request.resume()).catch(() => undefined);
  const [status, code] = error instanceof S3Error ? [error.status, error.code] : [500, 'InternalError'];
  const message = error instanceof Error ? error.message : String(error);
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(request.method === 'HEAD' ? '' : writeXml({ Error: { Code: code, Message: message } }));
}

type Settings = {
  /** The name of each bucket, and the folder that it is. */
  buckets: Record<string, string>;
  /** A folder on the same disk for what is not whole yet. What is left in it is dropped. */
  uploads: string;
  settleMs?: number;
};

/** Serves folders as the part of S3 that Lephi uses, in its REST protocol with the bucket in the path, on loopback. */
export async function startBucketServer(settings: Settings): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const { uploads, settleMs = 2_000 } = settings;
  await rm(uploads, { recursive: true, force: true });
  await mkdir(uploads, { recursive: true });
  const buckets = new Map<string, Bucket>();
  for (const [name, folder] of Object.entries(settings.buckets)) {
    await mkdir(folder, { recursive: true });
    const objects = openObjectFolder({ folder, uploads, settleMs });
    buckets.set(name, { objects, uploads: openMultipart(uploads, objects) });
  }
  const server = createServer((request, response) => void answer(buckets, request, response));
  const port = await listenOnLoopback(server);
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}
