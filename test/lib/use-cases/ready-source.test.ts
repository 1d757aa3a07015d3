import { expect, test } from 'vitest';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { getReadySource } from '../../../lib/use-cases/ready-source.ts';
import { addSamples, merchantAccount } from '../../samples.ts';
import { calendar, dayNamed, openReconciliation, source } from './reconciliation-world.ts';

test('a source is ready with its account and the calendar, in one request', async () => {
  const { store, requests } = await openReconciliation();
  expect(await getReadySource(store, dayNamed(0))).toEqual({
    account: merchantAccount,
    calendar,
    profile: expect.objectContaining({ name: 'vnpay-csv' }) as unknown,
    source,
  });
  expect(requests).toEqual([{ request: 'read', items: 3 }]);
});

test('it is not without the calendar, nor where there is none', async () => {
  const store = makeMemoryStore();
  await addSamples(store);
  await expect(getReadySource(store, dayNamed(0))).rejects.toThrow('There is no statement source');
  await store.commit([put(reconciled.source(source.accountId, source.side), source)]);
  await expect(getReadySource(store, dayNamed(0))).rejects.toThrow('There is no working calendar.');
});
