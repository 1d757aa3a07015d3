import { describe, expect, test } from 'vitest';
import { findProvider, openAccount, providers } from '../../../lib/providers/registry.ts';
import { sepayAccount } from './sepay-example.ts';
import { account, keys } from './vnpay-example.ts';

describe('the providers', () => {
  test('are found by their ids, which are theirs alone', () => {
    for (const provider of providers) expect(findProvider(provider.id)).toBe(provider);
    expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
  });

  test.each(['', 'VNPAY', 'sandbox', 'constructor', '__proto__', 'toString'])('have none called "%s"', (id) => {
    expect(findProvider(id)).toBeUndefined();
  });

  test('have ids that fit into the path of a callback, and a name in each language', () => {
    for (const { id, name } of providers) {
      expect(id).toMatch(/^[a-z0-9-]{1,40}$/);
      expect(Object.keys(name).sort()).toEqual(['en', 'vi']);
    }
  });

  test.each([account, sepayAccount])('have amounts that make sense: $provider', (of) => {
    const { minVnd, maxVnd } = findProvider(of.provider)?.amounts(of) ?? expect.unreachable();

    expect(minVnd).toBeGreaterThan(0);
    expect(maxVnd).toBeGreaterThan(minVnd);
  });
});

describe('opening a merchant account', () => {
  test('is refused for a provider that is not here', () => {
    expect(() => openAccount({ ...account, provider: 'sandbox' }, keys)).toThrow('unknown provider, sandbox');
  });

  test('is refused when its options are not the plug-in’s', () => {
    expect(() => openAccount({ ...account, options: {} }, keys)).toThrow('tmnCode');
    expect(() => openAccount({ ...account, options: { ...account.options, secret: 'x' } }, keys)).toThrow('secret');
    expect(() => findProvider('vnpay')?.origins({ ...account, options: {} })).toThrow('paymentUrl');
  });
});
