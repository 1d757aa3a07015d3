import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defineProvider } from '../../../lib/providers/provider.ts';
import { statementLine } from './statement-lines.ts';
import { account, get, keys } from './vnpay-example.ts';

/** A provider of a few lines that tells what it was opened with. */
const echoPlugIn: Parameters<typeof defineProvider<{ page: string; retries: number }>>[0] = {
  id: 'echo',
  name: { vi: 'Tiếng vang', en: 'Echo' },
  options: z.strictObject({ page: z.url(), retries: z.int().default(3) }),
  amounts: ({ retries }) => ({ minVnd: 1000, maxVnd: 1000 * retries }),
  origins: ({ page }) => [new URL(page).origin],
  failureReason: () => 'other',
  acknowledge: (word) => ({ status: 204, contentType: 'text/plain', body: word }),
  open: ({ id, options, keys: held }) => ({
    pay: {
      kind: 'redirect',
      url: () => `${options.page}?account=${id}&retries=${options.retries}`,
      readReturn: () => ({ type: 'bad-signature' }),
    },
    callback: {
      read: ({ rawQueryString: raw }) => ({
        type: 'unreadable',
        keyId: held.map((key) => key.id).join(),
        raw,
        why: 'echo',
      }),
    },
  }),
};

const echo = defineProvider(echoPlugIn);

const echoAccount = { ...account, provider: 'echo', options: { page: 'https://echo.example/pay' } };

describe('a provider', () => {
  test('sees an account’s options only as its own schema reads them', () => {
    const opened = echo.open(echoAccount, keys);

    expect(opened.pay.kind).toBe('redirect');
    expect(echo.origins(echoAccount)).toEqual(['https://echo.example']);
    expect(echo.amounts(echoAccount)).toEqual({ minVnd: 1000, maxVnd: 3000 });
    expect(() => echo.open({ ...echoAccount, options: { ...echoAccount.options, retires: 4 } }, keys)).toThrow(
      'retires',
    );
    expect(() => echo.origins({ ...echoAccount, options: {} })).toThrow('page');
    expect(() => echo.amounts({ ...echoAccount, options: {} })).toThrow('page');
  });

  test('gets the current key first, then the previous one if there is one', () => {
    const previous = { id: 'key-1', secret: 'last_year_secret' };

    expect(echo.open(echoAccount, keys).callback.read(get(''))).toMatchObject({ keyId: 'key-2' });
    expect(echo.open(echoAccount, { ...keys, previous }).callback.read(get(''))).toMatchObject({
      keyId: 'key-2,key-1',
    });
  });

  test('lacks what it cannot do, and answers a callback without an account', () => {
    const { movementKey, query, refund } = echo.open(echoAccount, keys);

    expect([movementKey, query, refund]).toEqual([undefined, undefined, undefined]);
    expect(echo.acknowledge('try-again')).toEqual({ status: 204, contentType: 'text/plain', body: 'try-again' });
  });

  test('reads lines of statements by the options that its schema reads, and without keys', () => {
    const reading = defineProvider({
      ...echoPlugIn,
      readLine: ({ options }) => ({ movementKey: options.retries }) as never,
    });

    expect(reading.readLine?.(echoAccount, statementLine(), 'bank')).toEqual({ movementKey: 3 });
    expect(reading.readLine?.(echoAccount, statementLine(), 'bank')).toEqual({ movementKey: 3 });
    expect(echo.readLine).toBeUndefined();
    expect(() => reading.readLine?.(account, statementLine(), 'bank')).toThrow();
  });
});
