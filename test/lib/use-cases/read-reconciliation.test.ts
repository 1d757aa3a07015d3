import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lib/domain/calendar.ts';
import { runFileNames } from '../../../lib/store/file-names.ts';
import {
  differenceVnd,
  getBankDay,
  getDiscrepancy,
  listBankDays,
  listDiscrepancies,
  listDiscrepancyEvents,
  listResults,
  listRuns,
} from '../../../lib/use-cases/read-reconciliation.ts';
import { vnd } from '../../samples.ts';
import { missingResult } from '../domain/sample-bank-day.ts';
import {
  bring,
  dayNamed,
  fileOf,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  reconcileList,
} from './reconciliation-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

/** A reconciled day of 130 lines that nobody knows. */
const openBigDay = async () => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  const lines = Array.from({ length: 130 }, (_, index) => ({ ...paid, reference: 'X', amountVnd: vnd(index + 1000) }));
  const run = await reconcileList(world, { ...saturday }, listOf(paid, ...lines));
  return { world, run };
};

describe('the results of a run', () => {
  test('are read in pages, one query each, in order of their names', async () => {
    const { world } = await openBigDay();
    const names: string[] = [];
    const sizes: number[] = [];
    world.requests.length = 0;
    for (let after: string | undefined; ;) {
      const page = await listResults(world.store, { of: saturday, run: 1 }, { limit: 60, after });
      names.push(...page.items.map(({ name }) => name));
      sizes.push(page.items.length);
      if (page.next === undefined) break;
      after = page.next;
    }
    expect(sizes).toEqual([60, 40, 31]);
    expect(world.requests).toEqual(Array(3).fill({ request: 'list', items: 1 }));
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toHaveLength(131);
    expect(await listResults(world.store, { of: saturday, run: 9 }, { limit: 10 })).toEqual({ items: [] });
  });
});

describe('discrepancies', () => {
  test('are listed by class, the oldest first, and narrowed by whose they are and their amounts', async () => {
    const { world } = await openBigDay();
    const of = { class: 'missing-at-lephi' } as const;
    const all = await listDiscrepancies(world.store, of, { limit: 200 });
    expect(all.items.length).toBeGreaterThan(0);
    const some = {
      ...of,
      minVnd: 1010,
      maxVnd: 1019,
      accountId: saturday.accountId,
      side: 'provider',
      provider: 'vnpay',
    } as const;
    const narrowed = await listDiscrepancies(world.store, some, { limit: 200 });
    expect(
      narrowed.items.map(({ result }) => differenceVnd(result)).every((amount) => amount >= 1010 && amount <= 1019),
    ).toBe(true);
    for (const none of [{ accountId: 'x' }, { side: 'bank' as const }, { provider: 'sepay' }, { agencyCode: 'x' }])
      expect((await listDiscrepancies(world.store, { ...of, ...none }, { limit: 200 })).items).toEqual([]);
    const [first] = all.items;
    expect(await getDiscrepancy(world.store, first?.id ?? '')).toEqual(first);
    expect((await listDiscrepancyEvents(world.store, first?.id ?? '', { limit: 5 })).items).toHaveLength(1);
    await expect(getDiscrepancy(world.store, 'f'.repeat(32))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('differ by what one side has more than the other, or by all of what neither explains', () => {
    expect(differenceVnd({ ...missingResult, statementVnd: 100, lephiVnd: 30 })).toBe(70);
    expect(differenceVnd({ ...missingResult, statementVnd: 0, lephiVnd: -30 })).toBe(30);
    expect(differenceVnd({ ...missingResult, statementVnd: 50, lephiVnd: 50 })).toBe(50);
  });
});

describe('bank days and their runs', () => {
  test('are listed by day, a hundred at most', async () => {
    const world = await openReconciliation();
    nextMorning(world, sunday);
    for (const of of [sunday, saturday]) await reconcileList(world, of, listOf());
    const days = { accountId: saturday.accountId, side: saturday.side };
    expect(await listBankDays(world.store, { ...days, from: saturday.on, to: sunday.on })).toMatchObject([
      saturday,
      sunday,
    ]);
    expect(await listBankDays(world.store, { ...days, from: sunday.on, to: saturday.on })).toEqual([]);
    expect(await listBankDays(world.store, { ...days, from: sunday.on, to: addDays(sunday.on, 99) })).toHaveLength(1);
    const tooMany = { ...days, from: sunday.on, to: addDays(sunday.on, 100) };
    await expect(listBankDays(world.store, tooMany)).rejects.toMatchObject({ code: 'validation-failed' });
    expect((await listRuns(world.store, sunday, { limit: 10 })).items).toMatchObject([{ number: 1, status: 'done' }]);
    await expect(getBankDay(world.store, dayNamed(4))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('have files as far as a run has come, from any byte on', async () => {
    const world = await openReconciliation();
    nextMorning(world, saturday);
    await bring(world, saturday, listOf());
    expect(await fileOf(world, saturday, { run: 1, which: 'statement' })).toBe(listOf());
    await expect(fileOf(world, saturday, { run: 1 })).rejects.toMatchObject({ code: 'not-found' });
    const run = await reconcileList(world, saturday, listOf());
    expect(run.status).toBe('done');
    for (const which of ['snapshot', 'terms', 'body', 'carry', 'sidecar'] as const)
      expect((await fileOf(world, saturday, { run: 1, which })).length).toBeGreaterThan(0);
    const names = (await world.files.list('runs/', { limit: 10 })).items.map(({ name }) => name);
    expect(names).toContain(runFileNames(saturday, 1).body);
  });
});
