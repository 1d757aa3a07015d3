import { describe, expect, test } from 'vitest';
import { merchantKeysSchema } from '../../../lib/domain/merchant-account.ts';
import {
  keyIdsOf,
  merchantKeyId,
  merchantSecretSchema,
  withApiToken,
  withCurrentKey,
  withoutPreviousKey,
} from '../../../lib/domain/merchant-account-changes.ts';

describe('the keys of a merchant account', () => {
  const first = withCurrentKey(undefined, 'first-secret');
  const second = withCurrentKey(first, 'second-secret');

  test('are named by the beginning of their SHA-256', () => {
    // From `printf first-secret | sha256sum`.
    expect(merchantKeyId('first-secret')).toBe('e0a5091e');
    expect(keyIdsOf(second)).toEqual({ current: merchantKeyId('second-secret'), previous: 'e0a5091e' });
    expect(keyIdsOf(first)).toEqual({ current: 'e0a5091e' });
  });

  test('are the current one and the one before it', () => {
    expect(first).toEqual({ current: { id: 'e0a5091e', secret: 'first-secret' } });
    expect(second.previous).toEqual(first.current);
    expect(withCurrentKey(second, 'third-secret').previous).toEqual(second.current);
  });

  test('stay as they were when the current one is set again', () => {
    expect(withCurrentKey(second, 'second-secret')).toBe(second);
  });

  test('change places when the previous one is set', () => {
    expect(withCurrentKey(second, 'first-secret')).toEqual({ current: second.previous, previous: second.current });
  });

  test('may have an API token beside them, of which only the latest is kept', () => {
    const withToken = withApiToken(second, 'first-secret');

    expect(withToken).toEqual({ ...second, apiToken: { id: 'e0a5091e', secret: 'first-secret' } });
    expect(withApiToken(withToken, 'first-secret')).toBe(withToken);
    expect(withApiToken(withToken, 'other-token').apiToken?.secret).toBe('other-token');
    expect(keyIdsOf(withToken)).toMatchObject({ apiToken: 'e0a5091e' });
  });

  test('keep their API token when a key is set or dropped', () => {
    const withToken = withApiToken(second, 'some-token');

    expect(withCurrentKey(withToken, 'third-secret').apiToken).toEqual(withToken.apiToken);
    expect(withoutPreviousKey(withToken)).toEqual({ current: second.current, apiToken: withToken.apiToken });
  });

  test('are what their secret is read as', () => {
    const withToken = withApiToken(second, 'some-token');

    expect(merchantKeysSchema.parse(JSON.parse(JSON.stringify(withToken)))).toEqual(withToken);
  });
});

describe('a key that a provider gave out', () => {
  test('loses the line break that a file ends with', () => {
    expect(merchantSecretSchema.parse('RAOEXHYVSDDIIENYWSLDIIZTANXUXZFJ\n')).toBe('RAOEXHYVSDDIIENYWSLDIIZTANXUXZFJ');
  });

  test.each(['', '       x', 'line one\nline two', 'x'.repeat(4097)])('is not %j', (text) => {
    expect(merchantSecretSchema.safeParse(text).success).toBe(false);
  });
});
