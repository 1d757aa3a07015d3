import { expect, test } from 'vitest';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { makeResult } from '../reports/sample-day.ts';
import {
  dayNamed,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
} from '../use-cases/reconciliation-world.ts';
import { putBankDay, readAll } from '../use-cases/sample-bank-day.ts';
import { expectRefusal, read } from './http-answer.ts';
import { openDoor } from './reconciliation-calls.ts';

const of = 'account=ea-kao-vnpay&from=2026-11-20&to=2026-11-22';

const openDay = async () => {
  const world = await openReconciliation({ store: makeMemoryStore() });
  const [shown] = [await payTold(world, 1), await payTold(world, 2)];
  nextMorning(world, dayNamed(0));
  await reconcileList(world, dayNamed(0), listOf(shown));
  const door = openDoor(world);
  const get = async (report: string, query = of) => read(await door.get('thanh', `/reports/${report}?${query}`));
  return { world, door, get, shown };
};

test('an auditor reads how a day stands, payment by payment, and what was collected', async () => {
  const { get, shown } = await openDay();

  expect((await get('overview')).items).toMatchObject([
    { on: '2026-11-21', side: 'provider', status: 'differs', count: 2, amountVnd: 270_000, bank: { matched: 1 } },
  ]);
  expect((await get('detail')).items).toHaveLength(2);
  expect((await get('detail')).items).toContainEqual(
    expect.objectContaining({ orderId: shown.order.id, bank: expect.objectContaining({ state: 'matched' }) }),
  );
  expect((await get('collections')).items).toMatchObject([
    { budgetCode: '2801', grossVnd: 230_000 },
    { budgetCode: '2716', grossVnd: 40_000 },
  ]);
  expect((await get('discrepancies')).items).toMatchObject([{ class: 'missing-at-provider', amountVnd: 135_000 }]);
});

test('the provider’s list stands for the bank, unless the statement of the account is asked for', async () => {
  const { get } = await openDay();

  expect((await get('overview', `${of}&side=bank`)).items).toEqual([]);
});

test('pages are read on with what the page before gave', async () => {
  const { world, get } = await openDay();
  const results = Array.from({ length: 150 }, (_, index) =>
    makeResult(`đơn ${index}`, 'matched', { statement: 1, lephi: 1 }),
  );
  await putBankDay(world.store, { side: 'bank' }, results);
  const pages = await readAll<{ transactionId: string }>(async (after) => {
    const { items, next } = await get('detail', `${of}&side=bank${after === undefined ? '' : `&after=${after}`}`);
    return { items, next };
  });

  expect(pages.length).toBeGreaterThan(1);
  expect(pages.flat().map(({ transactionId }) => transactionId)).toEqual(
    results.map(({ name }) => `T-${name}`).toSorted(),
  );
});

test.each([
  'detail?after=bm90aGluZw',
  'collections?after=bm90aGluZw',
  'discrepancies?after=MjAyNg',
  'detail?side=treasury',
  'overview?account=%3Dcmd',
])('%s is refused', async (path) => {
  const { door } = await openDay();
  const [report, changes] = path.split('?');
  const query = new URLSearchParams(of);
  for (const [name, value] of new URLSearchParams(changes)) query.set(name, value);

  expectRefusal(await door.get('thanh', `/reports/${report}?${query.toString()}`), 422, 'validation-failed');
});

test('nothing in a report says who paid', async () => {
  const { get } = await openDay();
  const all = await Promise.all(['overview', 'detail', 'collections', 'discrepancies'].map((report) => get(report)));

  expect(JSON.stringify(all)).not.toMatch(/Tuyết|066190001234|203\.0\.113/);
});
