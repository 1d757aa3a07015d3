import { beforeEach, describe, expect, test } from 'vitest';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import type { Store } from '../../../lib/store/store.ts';
import { authenticateClient, hashClientKey } from '../../../lib/use-cases/authenticate-client.ts';
import { addSamples, client, start } from '../../samples.ts';
import { refusalOf } from './configuring.ts';

const bearerKey = 'lephi_test_aF3kQ9wLr2vXz7mNc5tYb8dHj4gPs6eUi1oKx0RqTnM';

let store: Store;

beforeEach(async () => {
  store = makeMemoryStore();
  await addSamples(store);
  const key = { version: 1, clientId: client.id, createdAt: start };
  await store.commit([put(at.clientKey(hashClientKey(bearerKey)), key)]);
});

describe('a client shows who it is', () => {
  test.each([`Bearer ${bearerKey}`, `bearer ${bearerKey}`, `BEARER   ${bearerKey}`])('with %s', async (header) => {
    expect(await authenticateClient(store, header)).toEqual(client);
  });

  test('with a key of which only the hash is kept', () => {
    expect(hashClientKey(bearerKey)).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('nobody is let in', () => {
  test.each<[string, string | undefined]>([
    ['nothing', undefined],
    ['an empty header', ''],
    ['no key', 'Bearer '],
    ['another key', `Bearer ${bearerKey.slice(0, -1)}N`],
    ['a part of the key', `Bearer ${bearerKey.slice(0, -1)}`],
    ['the hash of the key', `Bearer ${hashClientKey(bearerKey)}`],
    ['another scheme', `Basic ${bearerKey}`],
    ['a key without a scheme', bearerKey],
    ['two keys', `Bearer ${bearerKey} ${bearerKey}`],
    ['a key and a line break', `Bearer ${bearerKey}\n`],
    ['a key of letters that no key has', 'Bearer ế'],
    ['a key that is too long', `Bearer ${'a'.repeat(257)}`],
  ])('with %s', async (_name, header) => {
    expect(await refusalOf(authenticateClient(store, header))).toEqual({ code: 'unauthenticated' });
  });

  test('with a key that was revoked', async () => {
    const revoked = { version: 2, clientId: client.id, createdAt: start, revokedAt: start };
    await store.commit([put(at.clientKey(hashClientKey(bearerKey)), revoked)]);

    expect(await refusalOf(authenticateClient(store, `Bearer ${bearerKey}`))).toEqual({ code: 'unauthenticated' });
  });

  test('who is switched off', async () => {
    await store.commit([put(at.client(client.id), { ...client, version: 2, enabled: false })]);

    expect(await refusalOf(authenticateClient(store, `Bearer ${bearerKey}`))).toEqual({ code: 'unauthenticated' });
  });

  test('who is not there', async () => {
    const orphan = { version: 1, clientId: 'gone', createdAt: start };
    await store.commit([put(at.clientKey(hashClientKey('orphan')), orphan)]);

    expect(await refusalOf(authenticateClient(store, 'Bearer orphan'))).toEqual({ code: 'unauthenticated' });
  });
});
