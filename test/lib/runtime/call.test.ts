import { createServer, type RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeCall } from '../../../lib/runtime/call.ts';
import { listenOnLoopback } from '../../../local/free-port.ts';

const serve = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  const port = await listenOnLoopback(server);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${port}/`;
};

const send = (url: string, timeoutMs = 10_000) =>
  makeCall('any')({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', 'webhook-id': 'msg_1' },
    body: '{"ệ":1}',
    timeoutMs,
  });

test('a POST goes out as it is, and its answer comes back with its status', async () => {
  const url = await serve((request, response) => {
    void text(request).then((body) => {
      response.writeHead(503).end(`${request.method ?? ''} ${String(request.headers['webhook-id'])} ${body}`);
    });
  });

  expect(await send(url)).toEqual({ type: 'answered', status: 503, body: 'POST msg_1 {"ệ":1}' });
});

test('an answer may have no body', async () => {
  expect(await send(await serve((_request, response) => response.writeHead(204).end()))).toEqual({
    type: 'answered',
    status: 204,
    body: '',
  });
});

test('a redirect is an answer, and is not followed', async () => {
  const url = await serve((_request, response) =>
    response.writeHead(307, { location: 'http://169.254.169.254/' }).end(),
  );

  expect(await send(url)).toMatchObject({ type: 'answered', status: 307 });
});

test('64 kB of an answer are read, and one that is longer is none', async () => {
  const serveBytes = (count: number) => serve((_request, response) => response.end('x'.repeat(count)));

  expect(await send(await serveBytes(64 * 1024))).toMatchObject({ type: 'answered', status: 200 });
  expect(await send(await serveBytes(64 * 1024 + 1))).toEqual({
    type: 'failed',
    why: 'the answer is over 65536 bytes',
  });
});

test('who wants only the status gets it, however long the body is', async () => {
  const url = await serve((_request, response) => response.end('x'.repeat(64 * 1024 + 1)));
  const call = { method: 'POST' as const, url, headers: {}, body: '', timeoutMs: 10_000, wants: 'status' as const };

  expect(await makeCall('any')(call)).toEqual({ type: 'answered', status: 200, body: '' });
});

test('a name that is never looked up fails in time', async () => {
  const call = { method: 'GET' as const, url: 'https://portal.example.vn/', headers: {}, body: '', timeoutMs: 50 };

  expect(await makeCall('https-only', () => undefined)(call)).toEqual({
    type: 'failed',
    why: 'there was no whole answer in 50 ms',
  });
});

test('a connection is not kept for the next call', async () => {
  const kept: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    kept.push(request.headers.connection);
    response.end();
  });
  await send(url);

  expect(kept).toEqual(['close']);
});

test.each<[string, RequestListener]>([
  ['never answers', () => undefined],
  ['never ends its answer', (_request, response) => response.writeHead(200).write('a')],
])('a server that %s fails in time', async (_what, answer) => {
  expect(await send(await serve(answer), 100)).toEqual({
    type: 'failed',
    why: 'there was no whole answer in 100 ms',
  });
});

describe('where portals are on the internet,', () => {
  const sendAbroad = (url: string, ...addresses: string[]) =>
    makeCall('https-only', (_hostname, _options, found) => {
      found(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    })({ method: 'POST', url, headers: {}, body: '', timeoutMs: 10_000 });

  test('nobody is called without TLS', async () => {
    expect(await sendAbroad('http://dichvucong.example.vn/', '1.1.1.1')).toEqual({
      type: 'failed',
      why: 'it is not https',
    });
  });

  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.8/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[64:ff9b::a00:1]/',
  ])('nobody is called inside the network: %s', async (url) => {
    expect(await sendAbroad(url)).toEqual({ type: 'failed', why: 'its address is not public' });
  });

  test.each([
    ['this machine', ['127.0.0.1']],
    ['a private network', ['10.1.2.3']],
    ['a public address and a private one', ['1.1.1.1', '::1']],
    ['a private address in the form of IPv6', ['::ffff:192.168.0.1']],
    ['nothing', []],
  ])('nor by a name that means %s', async (_what, addresses) => {
    expect(await sendAbroad('https://dichvucong.example.vn/', ...addresses)).toEqual({
      type: 'failed',
      why: 'its address is not public',
    });
  });
});

test.each([
  ['http://127.0.0.1:1/', 'ECONNREFUSED|bad port'],
  ['not an address', 'Invalid URL|Failed to parse URL'],
  ['http://nobody.invalid/', 'ENOTFOUND|EAI_AGAIN'],
])('what cannot be reached has failed, and is said why: %s', async (url, why) => {
  expect(await send(url)).toEqual({ type: 'failed', why: expect.stringMatching(why) });
});
