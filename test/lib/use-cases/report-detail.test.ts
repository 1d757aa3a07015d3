import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Result } from '../../../lib/domain/result.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import type { Store } from '../../../lib/store/store.ts';
import { listDetail } from '../../../lib/use-cases/report-detail.ts';
import { addSamples } from '../../samples.ts';
import { countingRequests } from '../../world.ts';
import { everyClass, makeResult } from '../reports/sample-day.ts';
import { refusalOf } from './configuring.ts';
import { putBankDay, readAll, someDays } from './sample-bank-day.ts';
import { openWorld } from './sample-world.ts';

const openStore = async (): Promise<Store> => {
  const store = makeMemoryStore();
  await addSamples(store);
  return store;
};

const pagesOf = (store: Store) => readAll((after) => listDetail(store, { ...someDays, after }));

test('every result of the bank’s run is a row, and no more than is asked of it', async () => {
  const store = await openStore();
  await putBankDay(store, {}, everyClass);
  const [rows = []] = await pagesOf(store);

  expect(rows.map(({ bank }) => bank.class)).toEqual(everyClass.map((result) => result.class));
  expect(rows[0]).toMatchObject({
    accountId: someDays.accountId,
    on: '2026-11-20',
    run: 2,
    bankCode: '970436',
    amountVnd: 135_000,
    transactionId: 'T-a-differs',
    bank: { state: 'amount-differs', amountVnd: 134_000, differenceVnd: -1_000 },
    treasury: { state: 'not-reconciled' },
  });
});

test('lines of both sides that say the same are two: nothing says that they are one', async () => {
  const store = await openStore();
  const line = [makeResult('line#01#1', 'unknown-reference', { statement: 5, open: true })];
  await putBankDay(store, {}, line);
  await putBankDay(store, { side: 'treasury' }, line);

  expect((await pagesOf(store)).flat()).toHaveLength(2);
});

test('both sides are joined by payment, however their results are stored in pages', async () => {
  const name = fc.integer({ min: 0, max: 60 }).map((number) => `key-${number}`);
  const side = fc.record({ names: fc.uniqueArray(name, { maxLength: 40 }), pageSize: fc.integer({ min: 1, max: 20 }) });
  const resultsOf = (names: readonly string[]): Result[] =>
    names.map((one) => makeResult(one, 'matched', { statement: 1, lephi: 1 }));

  await fc.assert(
    fc.asyncProperty(side, side, async (bank, treasury) => {
      const store = await openStore();
      await putBankDay(store, {}, resultsOf(bank.names), bank.pageSize);
      await putBankDay(store, { side: 'treasury' }, resultsOf(treasury.names), treasury.pageSize);
      const rows = (await pagesOf(store)).flat();
      const all = [...new Set([...bank.names, ...treasury.names])].toSorted();

      expect(rows.map(({ transactionId }) => transactionId)).toEqual(all.map((one) => `T-${one}`));
      expect(rows.map((row) => [row.bank.class, row.treasury.class])).toEqual(
        all.map((one) => [bank, treasury].map(({ names }) => (names.includes(one) ? 'matched' : undefined))),
      );
    }),
    { numRuns: 40 },
  );
});

test('days follow each other; one without results or without a run that counts is passed over', async () => {
  const store = await openStore();
  const result = (name: string) => [makeResult(name, 'matched', { statement: 1, lephi: 1 })];
  await putBankDay(store, { on: '2026-11-20' }, result('b'));
  await putBankDay(store, { on: '2026-11-21' }, []);
  await putBankDay(store, { on: '2026-11-23', side: 'treasury' }, result('a'));

  expect((await pagesOf(store)).flat().map(({ on, transactionId }) => `${on} ${transactionId}`)).toEqual([
    '2026-11-20 T-b',
    '2026-11-23 T-a',
  ]);
});

test('a page costs the same, however many results there are', async () => {
  const { store, requests } = countingRequests(await openStore());
  const many = Array.from({ length: 500 }, (_, index) =>
    makeResult(`key-${index}`, 'matched', { statement: 1, lephi: 1 }),
  );
  await putBankDay(store, {}, many);
  await putBankDay(store, { side: 'treasury' }, many);
  requests.length = 0;
  const { items } = await listDetail(store, { ...someDays, after: '2026-11-20\nkey-250' });

  expect(items.length).toBeGreaterThan(0);
  expect(requests.map(({ request }) => request)).toEqual(['read', 'read', 'read', 'list', 'list']);
});

test('nothing reconciled is an empty page', async () => {
  expect(await listDetail(await openStore(), someDays)).toEqual({ items: [] });
});

test('a cursor of something else is refused', async () => {
  const { store } = await openWorld();

  expect((await refusalOf(listDetail(store, { ...someDays, after: '2026-02-31\nkey' }))).code).toBe(
    'validation-failed',
  );
});
