import { expect, test } from 'vitest';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { listOverview } from '../../../lib/use-cases/report-overview.ts';
import { everyClass, makeBankDay, makeResult } from '../reports/sample-day.ts';
import { refusalOf } from './configuring.ts';
import {
  dayNamed,
  days,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
  source,
} from './reconciliation-world.ts';
import { putBankDay, someDays } from './sample-bank-day.ts';

const good = [makeResult('a', 'matched', { statement: 5, lephi: 5 })];

test('a row is a day, with the bank’s list and the treasury’s beside each other', async () => {
  const { store } = await openReconciliation();
  await putBankDay(store, {}, everyClass);
  await putBankDay(store, { side: 'treasury' }, good);
  await putBankDay(store, { side: 'treasury', on: '2026-11-22' }, good);
  await putBankDay(store, { on: '2026-11-26' }, good);

  expect(await listOverview(store, someDays)).toMatchObject([
    {
      on: '2026-11-20',
      side: 'bank',
      run: 2,
      statement: { name: 'bank-2026-11-20.csv', receivedOn: '2026-11-21' },
      bank: { state: 'amount-differs' },
      treasury: { state: 'matched' },
    },
    {
      on: '2026-11-22',
      statement: { name: 'treasury-2026-11-22.csv' },
      bank: { state: 'not-reconciled' },
      treasury: { state: 'matched' },
    },
  ]);
});

test('a day whose first run is under way is not reconciled', async () => {
  const { store } = await openReconciliation();
  const day = makeBankDay([], { counted: undefined, runs: 1 });
  await store.commit([put(reconciled.bankDay(day), day)]);

  expect(await listOverview(store, someDays)).toMatchObject([{ status: 'not-reconciled', count: 0, amountVnd: 0 }]);
});

test('without a statement of the account, the provider’s list stands for the bank', async () => {
  const world = await openReconciliation();
  const { from, to, accountId } = someDays;
  const paid = await payTold(world, 1);
  nextMorning(world, dayNamed(0));
  await reconcileList(world, dayNamed(0), listOf(paid));

  expect(await listOverview(world.store, { accountId, from, to })).toMatchObject([
    { on: days[0], side: 'provider', status: 'reconciled', count: 1, amountVnd: 135_000, bank: { matched: 1, run: 1 } },
  ]);
});

test('a statement of the account stands for the bank where there is a source of it', async () => {
  const { store } = await openReconciliation();
  const { from, to, accountId } = someDays;
  await putBankDay(store, { side: 'provider' }, good);
  await store.commit([put(reconciled.source(accountId, 'bank'), { ...source, side: 'bank' })]);

  expect(await listOverview(store, { accountId, from, to })).toEqual([]);
  expect(await listOverview(store, { accountId, from, to, side: 'provider' })).toMatchObject([{ side: 'provider' }]);
});

test('an account that is not there is refused', async () => {
  const { store } = await openReconciliation();

  expect((await refusalOf(listOverview(store, { ...someDays, accountId: 'nobody' }))).code).toBe('not-found');
});
