import { describe, expect, test } from 'vitest';
import { makeFeed } from '../../../lib/domain/feed.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { readyAccount } from '../../../lib/use-cases/ready-account.ts';
import { merchantAccount, start, transferAccount } from '../../samples.ts';
import { refusalOf } from './configuring.ts';

const makeParts = (store = makeMemoryStore()) => ({ store, now: () => start });

describe('getting an account ready to be switched on', () => {
  test('needs a key', async () => {
    const { keyIds: _, ...account } = merchantAccount;

    expect(await refusalOf(readyAccount(makeParts(), account))).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/keyIds', message: 'has no key yet: set one first' }],
    });
  });

  test('needs no more where its provider has no list', async () => {
    expect(await readyAccount(makeParts(), merchantAccount)).toEqual([]);
  });

  test('needs an API token where its provider has one', async () => {
    const account = { ...transferAccount, keyIds: { current: 'key-1' } };

    expect(await refusalOf(readyAccount(makeParts(), account))).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/keyIds', message: 'has no API token yet: set one first' }],
    });
  });

  test('makes the feed of that list, once', async () => {
    const store = makeMemoryStore();
    const writes = await readyAccount(makeParts(store), transferAccount);
    expect(writes).toEqual([put(at.feed(transferAccount.id), makeFeed(start))]);

    await store.commit(writes);
    expect(await readyAccount(makeParts(store), transferAccount)).toEqual([]);
  });
});
