import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import { at } from '../../../lib/store/key-table.ts';
import { findDays, findMany, openReport, readCursorDay } from '../../../lib/use-cases/report-days.ts';
import { countingRequests } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { openReconciliation } from './reconciliation-world.ts';
import { putBankDay, someDays } from './sample-bank-day.ts';
import { openWorld } from './sample-world.ts';

describe('the days of a report', () => {
  test.each([
    ['one day', 0, undefined],
    ['a hundred', 99, undefined],
    ['more', 100, 'validation-failed'],
    ['none', -1, 'validation-failed'],
  ])('can be %s', async (_, days, code) => {
    const { store } = await openWorld();
    const opened = openReport(store, { ...someDays, to: addDays(someDays.from, days) });

    if (code === undefined) expect((await opened).side).toBe('bank');
    else expect((await refusalOf(opened)).code).toBe(code);
  });

  test('in a cursor are days, or it is refused', async () => {
    expect(readCursorDay('2026-11-20')).toBe('2026-11-20');
    for (const text of ['2026-02-30', '', undefined])
      expect((await refusalOf(Promise.resolve().then(() => readCursorDay(text)))).code).toBe('validation-failed');
  });
});

test('bank days are found a hundred a request, and none beyond the last', async () => {
  const { store } = await openReconciliation();
  await putBankDay(store, { on: '2026-11-20' }, []);
  await putBankDay(store, { on: '2027-03-10' }, []);
  await putBankDay(store, { on: '2027-03-11' }, []);
  const counting = countingRequests(store);
  const to = addDays(someDays.from, 110);

  expect([...(await findDays(counting.store, someDays, { from: someDays.from, to })).keys()]).toEqual([
    '2026-11-20',
    '2027-03-10',
  ]);
  expect(counting.requests).toHaveLength(2);
});

test('records of many keys are found in their order, a hundred a request', async () => {
  const { store } = await openWorld();
  const counting = countingRequests(store);
  const keys = Array.from({ length: 250 }, (_, index) =>
    at.merchantAccount(index === 120 ? someDays.accountId : `x${index}`),
  );
  const found = await findMany(counting.store, keys);

  expect(found.map((account) => account?.id).indexOf(someDays.accountId)).toBe(120);
  expect(found).toHaveLength(250);
  expect(counting.requests).toHaveLength(3);
});
