import { beforeEach, describe, expect, test } from 'vitest';
import { Refusal, type RefusalCode } from '../../../lib/domain/refusal.ts';
import { answerProblemPage } from '../../../lib/http/page-answer.ts';
import { answerProblem } from '../../../lib/http/problem.ts';
import { type HttpRoute, makeStack } from '../../../lib/http/stack.ts';
import { log } from '../../../lib/runtime/log.ts';
import { expectRefusal, read } from './http-answer.ts';
import { callFunction, type HttpAnswer, type HttpCall } from './http-call.ts';

beforeEach(() => {
  log.setLogLevel('SILENT');
});

const routeOf = (method: HttpRoute['method'], path: string, act?: () => unknown): HttpRoute => ({
  method,
  path,
  handler: async ({ pathParameters }) => {
    act?.();
    return { statusCode: 200, headers: { 'content-security-policy': 'its own' }, body: JSON.stringify(pathParameters) };
  },
});

const throwing = (error: unknown) => (): never => {
  throw error;
};

const routes = [
  routeOf('POST', '/v1/orders'),
  routeOf('GET', '/v1/orders'),
  routeOf('GET', '/v1/orders/{id}'),
  routeOf('POST', '/v1/orders/{id}/cancel'),
  routeOf('GET', '/v1/refused', throwing(new Refusal('busy'))),
  routeOf('GET', '/v1/broken', throwing(new Error('the table lephi-prod is gone', { cause: 'AKIA0000' }))),
  routeOf('GET', '/v1/strange', throwing('a text that was thrown')),
];

const api = makeStack(routes, answerProblem);

const call = (target: string, method = 'GET', headers: HttpCall['headers'] = {}): Promise<HttpAnswer> =>
  callFunction(api, { method, target, headers });

const securityHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': expect.stringContaining('max-age='),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

describe('the API for portals', () => {
  test.each([
    ['/v1/orders/LP1', 'LP1'],
    ['/v1/orders/LP1/', 'LP1'],
    ['/v1/orders/LP%31?x=/v1', 'LP1'],
    ['/v1/orders/__proto__', '__proto__'],
  ])('finds its way to %s', async (target, id) => {
    const answer = await call(target);

    expect(answer.status).toBe(200);
    expect(read(answer)).toMatchObject({ id });
  });

  test.each([
    '/',
    '/v1',
    '/v1/',
    '/v2/orders',
    '/v1/order',
    '/V1/orders',
    '//v1/orders',
    '/v1/orders/LP1/refund',
    '/v1/orders/LP1%2Fevents%2F2',
    '/v1/orders//cancel',
    '/favicon.ico',
    '/%5B%28%2E%2A%29%2B%5D',
    '/v1/constructor',
  ])('says that nothing is at %s', async (target) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'HEAD'])
      expectRefusal(await call(target, method), 404, 'route-not-found');
  });

  test.each([
    ['DELETE', '/v1/orders', 'POST, GET, HEAD'],
    ['PUT', '/v1/orders/', 'POST, GET, HEAD'],
    ['OPTIONS', '/v1/orders', 'POST, GET, HEAD'],
    ['PATCH', '/v1/orders/LP1', 'GET, HEAD'],
    ['GET', '/v1/orders/LP1/cancel', 'POST'],
    ['CONNECT', '/v1/orders/LP1/cancel', 'POST'],
    ['POST', '/v1/docs', 'GET'],
  ])('refuses %s %s, and says what the address does take', async (method, target, allow) => {
    const answer = await call(target, method);

    expectRefusal(answer, 405, 'method-not-allowed');
    expect(answer.headers.allow).toBe(allow);
  });

  test('answers HEAD as it does GET', async () => {
    const [head, get] = [await call('/v1/orders', 'HEAD'), await call('/v1/orders')];

    expect(head).toEqual(get);
  });

  test.each(['/v1/broken', '/v1/strange'])('tells nobody what the fault of %s was', async (target) => {
    const answer = await call(target, 'GET', { 'accept-language': 'vi-VN' });

    expect(Object.keys(expectRefusal(answer, 500, 'fault')).sort()).toEqual([
      'code',
      'instance',
      'status',
      'title',
      'type',
    ]);
    expect(read(answer).title).toBe('Lỗi phía hệ thống');
    expect(JSON.stringify(answer)).not.toMatch(/AKIA|prod|thrown|stack|\.ts/);
  });

  test.each(['/v1/orders', '/v1/refused', '/v1/broken', '/nothing'])('protects %s', async (target) => {
    expect((await call(target)).headers).toMatchObject(securityHeaders);
  });
});

describe('pages', () => {
  const pageOf = async (target: string, error?: unknown, method = 'GET'): Promise<HttpAnswer> => {
    const shown = routeOf('GET', '/pay/{token}', error === undefined ? undefined : throwing(error));
    return callFunction(makeStack([shown], answerProblemPage), { target, method });
  };

  test('keep the policy that they came with', async () => {
    const { headers } = await pageOf('/pay/x');

    expect(headers).toMatchObject({ ...securityHeaders, 'content-security-policy': 'its own' });
    expect(headers).not.toHaveProperty('permissions-policy');
  });

  const refused: readonly (readonly [RefusalCode, number])[] = [
    ['way-to-pay-not-available', 409],
    ['order-not-payable', 409],
    ['too-many-attempts', 409],
    ['busy', 503],
    ['order-not-found', 404],
  ];

  test.each(refused)('tell of %s what to do next', async (code, status) => {
    const answer = await pageOf('/pay/x', new Refusal(code));

    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      ...securityHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(answer.body).toContain('<html lang="vi">');
    expect(/href="\/pay\/x(?!\?lang=en)/.test(answer.body)).toBe(code !== 'order-not-found');
  });

  test('are found by no other method and at no other address', async () => {
    const wrongMethod = await pageOf('/pay/x', undefined, 'DELETE');

    expect([wrongMethod.status, wrongMethod.headers.allow]).toEqual([405, 'GET, HEAD']);
    expect((await pageOf('/pay/x/y')).status).toBe(404);
  });

  test('of a fault name the request, and tell nothing of what it was', async () => {
    const vietnamese = await pageOf('/pay/x', new Error('the table is gone'));
    const english = await pageOf('/pay/x?lang=en', new Error('the table is gone'));

    expect([vietnamese.status, english.status]).toEqual([500, 500]);
    expect(vietnamese.body).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).not.toContain('table is gone');
  });

  test('do not show what a page was asked for as markup', async () => {
    const answer = await pageOf(`/nothing/${encodeURIComponent('"><script>alert(1)</script>')}`);

    expect(answer.body).not.toContain('<script>alert(1)');
  });
});
