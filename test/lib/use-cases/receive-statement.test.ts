import { describe, expect, test } from 'vitest';
import { periodSchema } from '../../../lib/domain/run.ts';
import { dayMs } from '../../../lib/domain/time.ts';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { getBankDay, listBankDayEvents, listQuarantined } from '../../../lib/use-cases/read-reconciliation.ts';
import { type StatementArrival, receiveStatement } from '../../../lib/use-cases/receive-statement.ts';
import { mai } from '../../samples.ts';
import { inPieces } from '../statements/sample-statement.ts';
import {
  bring,
  dayNamed,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  type ReconciliationWorld,
  reconcileList,
  runOf,
  source,
} from './reconciliation-world.ts';

const [saturday, sunday, monday] = [dayNamed(0), dayNamed(1), dayNamed(2)];

const openMorning = async () => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  return { world, paid };
};

/** Brings a list with something else than usual. */
const bringWith = (world: ReconciliationWorld, changes: Partial<StatementArrival>) =>
  receiveStatement(world, {
    ...saturday,
    period: { from: saturday.on, to: saturday.on },
    name: 'a.csv',
    bytes: inPieces(Buffer.from(listOf()), 5),
    ...changes,
  });

const filesIn = async (world: ReconciliationWorld) =>
  (await world.files.list('', { limit: 100 })).items.map(({ name }) => name.replace(/[0-9a-f]{64}/, 'sha256'));

describe('a statement that comes in', () => {
  test('is kept, and begins a run', async () => {
    const { world, paid } = await openMorning();
    const received = await bringWith(world, { bytes: inPieces(Buffer.from(listOf(paid)), 5), by: mai });
    expect(received).toMatchObject({
      type: 'run',
      of: saturday,
      run: { number: 1, status: 'received', statement: { name: 'a.csv', by: mai }, dueAt: world.now() },
    });
    expect(await filesIn(world)).toEqual(['statements/sha256']);
    const { items } = await listBankDayEvents(world.store, saturday, { limit: 10 });
    expect(items.map(({ fact }) => fact)).toMatchObject([{ type: 'run.started', run: 1, by: mai }]);
  });

  test('is known again under any name', async () => {
    const { world, paid } = await openMorning();
    await bring(world, saturday, listOf(paid));
    const again = await bring(world, saturday, listOf(paid), 'another name.csv');
    expect(again).toMatchObject({ type: 'known', run: { number: 1, statement: { name: 'vnpay.csv' } } });
    expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 1, events: 1 });
  });

  test('supersedes the run before it when it is another file', async () => {
    const { world, paid } = await openMorning();
    await bring(world, saturday, listOf());
    expect(runOf(await bring(world, saturday, listOf(paid)))).toMatchObject({ number: 2, supersedes: 1 });
  });

  test('may be of a day on which nothing moved', async () => {
    const { world } = await openMorning();
    expect(await reconcileList(world, sunday, listOf())).toMatchObject({ status: 'done', summary: { lines: 0 } });
  }, 10_000);

  test('is quarantined whole with every problem when the gate refuses it; nothing is applied', async () => {
    const { world, paid } = await openMorning();
    const broken = `${listOf(paid)}X,12.5,pay,00,20261121093000,\n`;
    const received = await bring(world, saturday, broken);
    expect(received).toMatchObject({
      type: 'quarantined',
      quarantined: { name: 'vnpay.csv', problemCount: 1, problems: [{ line: 3, field: 'amount' }] },
    });
    expect(await filesIn(world)).toEqual(['quarantine/sha256']);
    expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 0, events: 1 });
    expect((await listQuarantined(world.store, saturday, { limit: 10 })).items).toHaveLength(1);
    expect(world.counted).toContain('StatementQuarantined');

    expect(await bring(world, saturday, listOf(paid))).toMatchObject({ type: 'run', run: { number: 1 } });
  });

  test('of yesterday with today’s name is quarantined', async () => {
    const { world, paid } = await openMorning();
    world.moveClock(dayMs);
    expect(await bring(world, sunday, listOf(paid))).toMatchObject({
      quarantined: { problems: [{ code: 'outside-period', line: 2 }] },
    });
  });

  test('may be of several days, known by the last', async () => {
    const { world, paid } = await openMorning();
    nextMorning(world, monday);
    const period = periodSchema.parse({ from: saturday.on, to: monday.on });
    const lines = listOf(paid, { ...paid, reference: 'X', at: instantOn(monday, '08:00') });
    const received = await bringWith(world, { period, bytes: inPieces(Buffer.from(lines), 9) });
    expect(received).toMatchObject({ type: 'run', of: monday, run: { period } });
    await expect(bring(world, sunday, listOf())).rejects.toMatchObject({ code: 'periods-overlap' });
  });

  test('leaves nothing behind when its bytes break off', async () => {
    const { world } = await openMorning();
    const bytes = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the line is cut')) }),
    };
    await expect(bringWith(world, { bytes })).rejects.toThrow('the line is cut');
    expect(await filesIn(world)).toEqual([]);
  });

  test.each<[string, Partial<StatementArrival>]>([
    ['not-found', { side: 'treasury' }],
    ['not-found', { accountId: 'nobody' }],
    ['validation-failed', { period: periodSchema.parse({ from: '2026-11-25', to: '2026-11-25' }) }],
  ])('is refused as %s for %o', async (code, changes) => {
    const { world } = await openMorning();
    await expect(bringWith(world, changes)).rejects.toMatchObject({ code });
    expect(await filesIn(world)).toEqual([]);
  });

  test('is refused while its source is switched off, and where the calendar does not know the year', async () => {
    const { world } = await openMorning();
    const key = reconciled.source(source.accountId, source.side);
    await world.store.commit([put(key, { ...source, version: 2, enabled: false })]);
    await expect(bringWith(world, {})).rejects.toMatchObject({ code: 'source-switched-off' });
    const rules = { ...source.rules, days: 'working-days' as const };
    await world.store.commit([put(key, { ...source, version: 3, rules })]);
    const period = periodSchema.parse({ from: '2025-11-21', to: '2025-11-21' });
    await expect(bringWith(world, { period })).rejects.toMatchObject({ code: 'calendar-year-missing' });
  });
});

describe('numbers of statements', () => {
  const numbered = (number: number): string =>
    listOf().split('\n').toSpliced(0, 0, `So sao ke,${number},,,,`).join('\n');

  test('must follow each other where the bank gives them', async () => {
    const { world } = await openMorning();
    const key = reconciled.source(source.accountId, source.side);
    const profile = { ...source.profile, facts: { number: { label: ['So sao ke'] } } };
    await world.store.commit([put(key, { ...source, version: 2, profile })]);
    nextMorning(world, monday);
    const first = await reconcileList(world, saturday, numbered(7));
    expect(first).toMatchObject({ status: 'done', statement: { number: 7 } });

    expect(await bring(world, sunday, numbered(9))).toMatchObject({
      quarantined: { problems: [{ code: 'number-gap', found: '9', wanted: '8' }] },
    });
    expect(await bring(world, sunday, numbered(8))).toMatchObject({ type: 'run' });
  });
});
