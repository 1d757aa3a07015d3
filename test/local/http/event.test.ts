import { describe, expect, test } from 'vitest';
import { makeHttpEvent, type ReceivedRequest } from '../../../local/http/event.ts';

const match = { route: { routeKey: 'ANY /pay/{proxy+}', functionName: 'any' }, pathParameters: { proxy: 'abc' } };

const request: ReceivedRequest = {
  method: 'GET',
  target: '/pay/abc',
  httpVersion: '1.1',
  headers: { host: ['127.0.0.1:4000'], 'user-agent': ['test'] },
  sourceIp: '127.0.0.1',
  body: Buffer.alloc(0),
  receivedAt: new Date('2026-11-21T14:03:58.123Z'),
};

const eventOf = (changed: Partial<ReceivedRequest>) => makeHttpEvent({ ...request, ...changed }, match);

describe('the event of a request', () => {
  test('is that of API Gateway, payload format 2.0', () => {
    const event = eventOf({});

    expect(event).toEqual({
      version: '2.0',
      routeKey: 'ANY /pay/{proxy+}',
      rawPath: '/pay/abc',
      rawQueryString: '',
      headers: {
        host: '127.0.0.1:4000',
        'user-agent': 'test',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-port': '4000',
        'x-forwarded-proto': 'http',
      },
      pathParameters: { proxy: 'abc' },
      requestContext: {
        accountId: '000000000000',
        apiId: 'local',
        domainName: '127.0.0.1:4000',
        domainPrefix: '127',
        http: { method: 'GET', path: '/pay/abc', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: 'ANY /pay/{proxy+}',
        stage: '$default',
        time: '21/Nov/2026:14:03:58 +0000',
        timeEpoch: 1_795_269_838_123,
      },
      isBase64Encoded: false,
    });
  });

  test('has the query string as it was received, and its parameters decoded and joined', () => {
    const query = 'vnp_OrderInfo=ph%C3%AD+1%2B2&a=1&a=2&empty=&a=%2c';
    const event = eventOf({ target: `/pay/abc?${query}` });

    expect(event.rawQueryString).toBe(query);
    expect(event.queryStringParameters).toEqual({ vnp_OrderInfo: 'phí 1+2', a: '1,2,,', empty: '' });
  });

  test('has the path decoded', () => {
    const event = eventOf({ target: '/pay/h%E1%BB%93%20s%C6%A1?x=%20' });

    expect(event.rawPath).toBe('/pay/hồ sơ');
    expect(event.requestContext.http.path).toBe('/pay/hồ sơ');
  });

  test('cannot be made of a path that cannot be decoded', () => {
    expect(() => eventOf({ target: '/pay/%E1%BB' })).toThrow(URIError);
  });

  test('has repeated headers joined, and cookies apart from headers', () => {
    const headers = { host: ['a'], accept: ['text/html', 'text/plain'], cookie: ['a=1; b=2', 'c=3'] };
    const event = eventOf({ headers });

    expect(event.headers).toMatchObject({ accept: 'text/html,text/plain' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(event.cookies).toEqual(['a=1', 'b=2', 'c=3']);
  });

  test('says itself how the request came, whatever the request says', () => {
    const headers = { host: ['a'], 'x-forwarded-proto': ['https'], 'x-forwarded-for': ['10.0.0.1'] };

    expect(eventOf({ headers }).headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1,127.0.0.1',
      'x-forwarded-port': '80',
      'x-forwarded-proto': 'http',
    });
  });

  test.each([
    ['application/json', false],
    ['application/json; charset=utf-8', false],
    ['text/csv', false],
    ['Application/XML', false],
    ['application/x-www-form-urlencoded', true],
    ['application/octet-stream', true],
    ['application/problem+json', true],
    ['', true],
  ])('carries a body of type "%s" in base64: %s', (contentType, isBase64Encoded) => {
    const body = Buffer.from('{"tên":1}');
    const event = eventOf({ body, headers: { 'content-type': [contentType] } });

    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(event.body).toBe(body.toString(isBase64Encoded ? 'base64' : 'utf8'));
  });
});
