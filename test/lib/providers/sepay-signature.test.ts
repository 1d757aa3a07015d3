import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSignedCallback } from '../../../lib/providers/sepay-signature.ts';
import { callBack, post, secret, signatureOf, timestamp, transaction } from './sepay-example.ts';

const keys = [{ id: 'key-2', secret }];
const body = JSON.stringify(transaction);

describe('a callback of SePay', () => {
  test('is signed over timestamp and bytes, as the recipe’s example is', () => {
    const published =
      '{"id":92704,"gateway":"Vietcombank","transactionDate":"2026-11-21 14:02:37","accountNumber":"0123499999","code":null,"content":"HS 0001","transferType":"in","transferAmount":135000,"accumulated":19077000,"subAccount":null,"referenceCode":"MBVCB.3278907687","description":""}';
    const headers = {
      'x-sepay-timestamp': '1795244557',
      'x-sepay-signature': 'sha256=8733ede8d179c0b6a13f2cac33f18cf6e687b5ee7066a4975e699364b643463d',
    };

    expect(readSignedCallback(post(published, headers), keys)).toEqual({
      keyId: 'key-2',
      raw: published,
      signedHeaders: headers,
      signedAt: '2026-11-21T07:02:37.000Z',
    });
  });

  test('may be signed with the previous key, and says which', () => {
    const both = [{ id: 'key-3', secret: 'a new one' }, ...keys];

    expect(readSignedCallback(post(body), both)?.keyId).toBe('key-2');
    expect(readSignedCallback(post(body), [{ id: 'key-3', secret: 'a new one' }])).toBeUndefined();
  });

  test('may have its signature in capital hex', () => {
    const capital = signatureOf(body).toUpperCase().replace('SHA256', 'sha256');

    expect(readSignedCallback(post(body, { 'x-sepay-signature': capital }), keys)?.keyId).toBe('key-2');
  });

  test.each<[string, Parameters<typeof post>[1]]>([
    ['no signature', { 'x-sepay-signature': undefined }],
    ['no timestamp', { 'x-sepay-timestamp': undefined }],
    ['another timestamp', { 'x-sepay-timestamp': '1795244558' }],
    ['a signature of another recipe', { 'x-sepay-signature': createHmac('sha256', secret).update(body).digest('hex') }],
    ['a signature without its name', { 'x-sepay-signature': signatureOf(body).replace('sha256=', '') }],
    ['a signature that is cut', { 'x-sepay-signature': signatureOf(body).slice(0, -2) }],
    ['its signature twice', { 'x-sepay-signature': `${signatureOf(body)},${signatureOf(body)}` }],
    ['its timestamp twice', { 'x-sepay-timestamp': `${timestamp},${timestamp}` }],
    ['an API key in place of a signature', { 'x-sepay-signature': undefined, authorization: `Apikey ${secret}` }],
  ])('with %s is not genuine', (_, headers) => {
    expect(readSignedCallback(post(body, headers), keys)).toBeUndefined();
  });

  test.each(['1795244557.5', '-795244557', '17952445570', '', '0x6B01B00D'])(
    'whose signed timestamp is "%s" is not genuine: it is no second of our time',
    (at) => {
      const headers = { 'x-sepay-timestamp': at, 'x-sepay-signature': signatureOf(body, at) };

      expect(readSignedCallback(post(body, headers), keys)).toBeUndefined();
    },
  );

  test.each(['GET', 'PUT', 'post', ''])('by %s is not genuine', (method) => {
    expect(readSignedCallback({ ...callBack(), method }, keys)).toBeUndefined();
  });

  test('over 16 kB is not genuine, though it is signed', () => {
    expect(readSignedCallback(callBack({ description: 'x'.repeat(16 * 1024) }), keys)).toBeUndefined();
  });

  test('with any one character changed is not genuine', () => {
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (index, character) => {
        fc.pre(body[index] !== character);
        const changed = body.slice(0, index) + character + body.slice(index + 1);

        expect(readSignedCallback({ ...post(body), body: changed }, keys)).toBeUndefined();
      }),
    );
  });
});
