import { describe, expect, onTestFinished, test } from 'vitest';
import { startHttpApi } from '../../../local/http/server.ts';
import type { Outcome } from '../../../local/lambda/runtime-api.ts';

const answer = (payload: unknown): Outcome => ({ kind: 'answer', payload });

/** Starts an API of one route whose function does what it is told. */
async function start(invoke: (event: unknown) => Promise<Outcome>, routeKey = '$default'): Promise<string> {
  const told: string[] = [];
  const api = await startHttpApi({
    port: 0,
    routes: [{ routeKey, functionName: 'only' }],
    getFunction: () => ({ invoke, stop: () => undefined }),
    tell: (line) => told.push(line),
  });
  onTestFinished(() => {
    api.stop();
    expect(told).toEqual([]);
  });
  return `http://127.0.0.1:${api.port}`;
}

async function read(response: Response) {
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

const json = 'application/json';

describe('what a function gives back', () => {
  test.each<[string, unknown, { status: number; type: string; body: string }]>([
    ['a status alone', { statusCode: 201 }, { status: 201, type: 'text/plain; charset=utf-8', body: '' }],
    [
      'headers, in any case, and a body',
      { statusCode: 404, headers: { 'Content-Type': 'application/problem+json' }, body: '{}' },
      { status: 404, type: 'application/problem+json', body: '{}' },
    ],
    [
      'a body in base64',
      { statusCode: 200, headers: { 'content-type': 'text/x' }, body: 'xJE=', isBase64Encoded: true },
      { status: 200, type: 'text/x', body: 'đ' },
    ],
    ['an object without a status', { paid: true }, { status: 200, type: json, body: '{"paid":true}' }],
    ['a text', 'RspCode=00', { status: 200, type: json, body: 'RspCode=00' }],
    [
      'a status that is none',
      { statusCode: 'OK' },
      { status: 500, type: json, body: '{"message":"Internal Server Error"}' },
    ],
    [
      'a body that is no text',
      { statusCode: 200, body: { a: 1 } },
      { status: 500, type: json, body: '{"message":"Internal Server Error"}' },
    ],
  ])('as %s becomes HTTP', async (_, payload, expected) => {
    const origin = await start(async () => answer(payload));

    expect(await read(await fetch(origin))).toEqual(expected);
  });

  test('with cookies sets each of them', async () => {
    const origin = await start(async () => answer({ statusCode: 204, cookies: ['a=1; Path=/', 'b=2'] }));

    expect((await fetch(origin)).headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  });

  test('when it fails is not told to the client', async () => {
    const failure = { errorType: 'Error', errorMessage: 'a secret' };
    const origin = await start(async () => ({ kind: 'failure', failure }));

    expect(await read(await fetch(origin))).toEqual({
      status: 500,
      type: json,
      body: '{"message":"Internal Server Error"}',
    });
  });
});

describe('a request', () => {
  const echo = async (event: unknown) => answer(event);

  test('arrives with its method, its query and its bytes', async () => {
    const origin = await start(echo);
    const body = Buffer.from([0, 255, 10]);

    const response = await fetch(`${origin}/a?b=%20`, { method: 'PUT', body });

    expect(await response.json()).toMatchObject({
      rawPath: '/a',
      rawQueryString: 'b=%20',
      body: body.toString('base64'),
      requestContext: { domainName: new URL(origin).host, http: { method: 'PUT' } },
    });
  });

  test('that no route fits is not found', async () => {
    const origin = await start(echo, 'GET /only');

    expect(await read(await fetch(`${origin}/other`))).toEqual({
      status: 404,
      type: json,
      body: '{"message":"Not Found"}',
    });
  });

  test('whose path cannot be decoded is a bad one', async () => {
    const origin = await start(echo);

    expect((await fetch(`${origin}/%E1%BB`)).status).toBe(400);
  });

  test('of more than 10 MB is too large, and one of just that is not', async () => {
    const origin = await start(async () => answer('taken'));
    const post = (bytes: number) => fetch(origin, { method: 'POST', body: Buffer.alloc(bytes) });

    expect((await post(10 * 1024 * 1024)).status).toBe(200);
    expect(await read(await post(10 * 1024 * 1024 + 1))).toEqual({
      status: 413,
      type: json,
      body: '{"message":"Request Entity Too Large"}',
    });
  });
});
