import { createHmac, createPublicKey } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTokenReader } from '../../../lib/runtime/officer-tokens.ts';
import { audience, claims, issuer, makeKey, nowMs, nowSeconds, openIssuer, sign } from './sample-issuer.ts';

type SigningKey = Awaited<ReturnType<typeof makeKey>>;

let rsa: SigningKey;
let elliptic: SigningKey;

beforeAll(async () => {
  rsa = await makeKey('RS256', 'rsa-1');
  elliptic = await makeKey('ES256', 'ec-1');
});

const openReader = ({ keys = [rsa], cooldownMs = 30_000 }: { keys?: SigningKey[]; cooldownMs?: number } = {}) => {
  const { state, call } = openIssuer(keys);
  const clock = { nowMs };
  const read = makeTokenReader({ call, issuer, audience, cooldownMs, nowMs: () => clock.nowMs });
  return { read, state, clock };
};

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token of the issuer', () => {
  test.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('is genuine when signed with %s', async (alg) => {
    const key = await makeKey(alg, 'one');
    const { read } = openReader({ keys: [key] });

    expect(await read(await sign(key))).toEqual({ type: 'genuine', claims });
  });

  test('costs a request for the description and one for the keys, once', async () => {
    const { read, state } = openReader({ keys: [rsa, elliptic] });
    for (const key of [rsa, elliptic, rsa]) expect((await read(await sign(key))).type).toBe('genuine');

    expect(state.asked).toEqual([`${issuer}/.well-known/openid-configuration`, `${issuer}/certs`]);
  });

  test('may be meant for others too', async () => {
    const { read } = openReader();

    expect((await read(await sign(rsa, { aud: ['other', audience] }))).type).toBe('genuine');
  });

  test('is given five seconds for the difference of clocks', async () => {
    const { read } = openReader();

    expect((await read(await sign(rsa, { exp: nowSeconds - 4, nbf: nowSeconds - 3600 }))).type).toBe('genuine');
    expect((await read(await sign(rsa, { nbf: nowSeconds + 4 }))).type).toBe('genuine');
  });
});

describe('a token is refused', () => {
  const signed: readonly (readonly [why: string, changes: JWTPayload])[] = [
    ['expired', { exp: nowSeconds - 6 }],
    ['not-yet-valid', { nbf: nowSeconds + 60 }],
    ['wrong-issuer', { iss: `${issuer}/` }],
    ['wrong-audience', { aud: 'urn:other' }],
    ['no-subject', { sub: undefined as never }],
    ['not-genuine', { exp: undefined as never }],
    ['not-genuine', { exp: 'never' as never }],
  ];

  test.each(signed)('as %s: %j', async (why, changes) => {
    const { read } = openReader();
    const given = Object.fromEntries(
      Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined),
    );
    const header = encode({ alg: 'RS256', kid: 'rsa-1' });
    const text = `${header}.${encode(given)}`;
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', rsa.privateKey, Buffer.from(text));

    expect(await read(`${text}.${Buffer.from(signature).toString('base64url')}`)).toEqual({ type: 'refused', why });
  });

  const forged = { type: 'refused', why: 'not-genuine' };

  test('when nothing signs it', async () => {
    const { read, state } = openReader();

    for (const alg of ['none', 'None', 'nOnE', '']) {
      expect(await read(`${encode({ alg, kid: 'rsa-1' })}.${encode(claims)}.`)).toEqual(forged);
    }
    expect(state.asked).toEqual([]);
  });

  test('when the public key signs it as a secret', async () => {
    const { read, state } = openReader();
    const publicKey = createPublicKey({ key: rsa.jwk, format: 'jwk' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' });
    for (const secret of [pem, JSON.stringify(rsa.jwk)]) {
      const text = `${encode({ alg: 'HS256', kid: 'rsa-1' })}.${encode(claims)}`;
      const signature = createHmac('sha256', secret).update(text).digest('base64url');

      expect(await read(`${text}.${signature}`)).toEqual(forged);
    }
    expect(state.asked).toEqual([]);
  });

  test('when another key of the same name signs it', async () => {
    const { read } = openReader();

    expect(await read(await sign(await makeKey('RS256', 'rsa-1')))).toEqual(forged);
  });

  test('when its content was changed', async () => {
    const { read } = openReader();
    const [header, , signature] = (await sign(rsa)).split('.');
    const payload = encode({ ...claims, roles: ['finance-approver'] });

    expect(await read([header, payload, signature].join('.'))).toEqual(forged);
  });

  test('when it brings its own key', async () => {
    const { read } = openReader();
    const own = await makeKey('RS256', 'own');
    const text = `${encode({ alg: 'RS256', jwk: own.jwk, jku: 'https://attacker.example/keys' })}.${encode(claims)}`;
    const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', own.privateKey, Buffer.from(text));

    expect(await read(`${text}.${Buffer.from(signature).toString('base64url')}`)).toEqual(forged);
  });

  test('when its key is not known, which has the keys fetched again only now and then', async () => {
    const { read, state } = openReader();
    const unknown = await sign(await makeKey('RS256', 'rsa-2'));
    for (let count = 0; count < 5; count += 1) expect(await read(unknown)).toEqual(forged);

    expect(state.asked).toHaveLength(2);
  });

  test.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', `${'9'.repeat(8000)}.x.y`])('when it is %j', async (text) => {
    const { read } = openReader();

    expect(await read(text)).toEqual(forged);
  });

  test('when no issuer is configured', async () => {
    const { call, state } = openIssuer([rsa]);
    const read = makeTokenReader({ call, issuer: '', audience: '', nowMs: () => nowMs });

    expect(await read(await sign(rsa, { iss: '', aud: '' }))).toEqual({ type: 'refused', why: 'no-issuer' });
    expect(state.asked).toEqual([]);
  });
});

describe('the keys of the issuer', () => {
  test('may change: a token that names a new one has them fetched again', async () => {
    const { read, state } = openReader({ cooldownMs: 0 });
    const next = await makeKey('RS256', 'rsa-2');
    expect((await read(await sign(rsa))).type).toBe('genuine');
    state.keys = [next, rsa];

    expect((await read(await sign(next))).type).toBe('genuine');
    expect((await read(await sign(rsa))).type).toBe('genuine');
    expect(state.asked.filter((url) => url.endsWith('/certs'))).toHaveLength(2);
  });

  test('are no judgement on a token when they cannot be had, and are not asked for again at once', async () => {
    const { read, state, clock } = openReader();
    const token = await sign(rsa);
    state.answers = false;
    const noKeys = {
      type: 'no-keys',
      why: `${issuer}/.well-known/openid-configuration does not answer: connection refused`,
    };

    expect(await read(token)).toEqual(noKeys);
    state.answers = true;
    expect(await read(token)).toEqual(noKeys);
    expect(state.asked).toHaveLength(1);
    clock.nowMs += 5000;
    expect((await read(token)).type).toBe('genuine');
  });

  test('are not taken from an issuer of another name', async () => {
    const { read, state } = openReader();
    state.describesItselfAs = 'https://dang-nhap.example.vn/realms/other';

    expect(await read(await sign(rsa))).toMatchObject({
      type: 'no-keys',
      why: expect.stringContaining('calls itself'),
    });
  });

  test('keep what was known while the issuer is away', async () => {
    const { read, state } = openReader();
    await read(await sign(rsa));
    state.answers = false;

    expect((await read(await sign(rsa))).type).toBe('genuine');
  });
});
