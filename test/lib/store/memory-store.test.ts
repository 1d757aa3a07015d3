import { expect, test } from 'vitest';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import type { Store } from '../../../lib/store/store.ts';
import { start } from '../../samples.ts';
import { describeStore } from './store-contract.ts';

const commitOne = (store: Store, pk: string, more: object = {}) =>
  store.commit([{ pk, sk: 'A', version: 1, item: { pk, sk: 'A', version: 1, ...more } }]);

const prompt = makeMemoryStore();

describeStore('the store in memory', { store: () => prompt, passTime: () => Promise.resolve() });

const lagging = makeMemoryStore({ indexLag: 3 });
let others = 0;

describeStore('the store in memory with indexes that lag', {
  store: () => lagging,
  passTime: () => commitOne(lagging, `OTHER#${(others += 1)}`),
});

test('an index that lags lists an item only after so many others were written', async () => {
  const store = makeMemoryStore({ indexLag: 2 });
  const listed = async () => (await store.listDue('order', start, 10)).length;
  await commitOne(store, 'ORDER#1', { dueShard: 'order#0', dueAt: start });
  await commitOne(store, 'OTHER#1');
  expect(await listed()).toBe(0);

  await commitOne(store, 'OTHER#2');
  expect(await listed()).toBe(1);
});
