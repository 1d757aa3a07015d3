import { expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { findBankDays, findCountedAfter, findCountedBefore } from '../../../lib/use-cases/find-bank-days.ts';
import { bankDayName, makeCountedDay } from '../domain/sample-bank-day.ts';
import { openReconciliation } from './reconciliation-world.ts';

const daysFromNow = (days: number) => addDays(bankDayName.on, days);

test('the bank days around a day are one request, and those that count are told from those that do not', async () => {
  const { store, requests } = await openReconciliation();
  const days = [-31, -30, -2, 1, 3].map((count) => makeCountedDay({ on: daysFromNow(count), version: 1 }));
  const uncounted = makeCountedDay({ on: daysFromNow(2), version: 1, counted: undefined });
  for (const day of [...days, uncounted]) await store.commit([put(reconciled.bankDay(day), day)]);
  requests.length = 0;

  const around = { from: daysFromNow(-2), days: 5 };
  expect((await findBankDays(store, bankDayName, around)).map(({ on }) => on)).toEqual([-2, 1, 2].map(daysFromNow));
  expect((await findCountedBefore(store, bankDayName)).map(({ on }) => on)).toEqual([-30, -2].map(daysFromNow));
  expect((await findCountedAfter(store, { ...bankDayName, on: daysFromNow(1) }))?.on).toBe(daysFromNow(3));
  expect(requests.map(({ request }) => request)).toEqual(['read', 'read', 'read']);
});
