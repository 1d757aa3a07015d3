import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { bodyText, languageOf, originOf, readJson, readQuery } from '../../../lib/http/request.ts';
import { toHttpEvent } from './http-call.ts';

const eventOf = (headers: Record<string, string>, body: string | Buffer = '') =>
  toHttpEvent({ method: 'POST', target: '/v1/orders', headers, body });

const refusalOf = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('nothing was refused');
};

describe('the body', () => {
  test('is read as it came, also when it came in base 64', () => {
    const form = eventOf({ 'content-type': 'application/x-www-form-urlencoded' }, 'account=ea-kao-vnpay');

    expect(form.isBase64Encoded).toBe(true);
    expect(bodyText(form)).toBe('account=ea-kao-vnpay');
    expect(bodyText(toHttpEvent({ target: '/v1/orders' }))).toBe('');
  });

  test.each(['application/json', 'application/JSON;charset=utf-8', 'application/json ; charset="UTF-8"'])(
    'is JSON when its type is %s',
    (type) => {
      expect(readJson(eventOf({ 'content-type': type }, '{"a":"ệ"}'))).toEqual({ a: 'ệ' });
    },
  );

  test('may have 32 kB and not a byte more', () => {
    const bodyOf = (bytes: number) =>
      eventOf({ 'content-type': 'application/json' }, JSON.stringify('x'.repeat(bytes - 2)));

    expect(readJson(bodyOf(32 * 1024))).toHaveLength(32 * 1024 - 2);
    expect(refusalOf(() => readJson(bodyOf(32 * 1024 + 1))).code).toBe('body-too-large');
  });
});

describe('the query', () => {
  test('is decoded, each name once', () => {
    const event = toHttpEvent({ target: '/v1/orders?decisionNumber=12%2FQ%C4%90+1&limit=&__proto__=x' });

    expect(Object.entries(readQuery(event))).toEqual([
      ['decisionNumber', '12/QĐ 1'],
      ['limit', ''],
      ['__proto__', 'x'],
    ]);
  });

  test('is refused when a name is given twice', () => {
    const { code, facts } = refusalOf(() => readQuery(toHttpEvent({ target: '/v1/orders?a%2Fb=1&c=2&a%2fb=1' })));

    expect(code).toBe('validation-failed');
    expect(facts.errors).toEqual([{ pointer: '/a~1b', message: 'given-twice' }]);
  });
});

describe('the language', () => {
  test.each([
    ['vi', 'vi'],
    ['vi-VN,vi;q=0.9,en;q=0.8', 'vi'],
    [' VI ', 'vi'],
    ['en-US,en;q=0.9,vi;q=0.8', 'en'],
    ['video', 'en'],
    ['*', 'en'],
    ['', 'en'],
  ])('of "%s" is %s', (accepted, language) => {
    expect(languageOf(eventOf({ 'accept-language': accepted }))).toBe(language);
  });

  test('is English when none is asked for', () => {
    expect(languageOf(eventOf({}))).toBe('en');
  });
});

test('the origin is the one that was called, over TLS unless API Gateway says otherwise', () => {
  const event = eventOf({ host: 'thanhtoan.example.vn:4000' });

  expect(originOf(event)).toBe('http://thanhtoan.example.vn:4000');
  expect(originOf({ ...event, headers: {} })).toBe('https://thanhtoan.example.vn:4000');
});
