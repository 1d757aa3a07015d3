import { expect, test } from 'vitest';
import { dayMs, minuteMs } from '../../../lib/domain/time.ts';
import { put } from '../../../lib/store/key-table.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { findMissingStatements } from '../../../lib/use-cases/find-missing-statements.ts';
import { getBankDay, listBankDayEvents } from '../../../lib/use-cases/read-reconciliation.ts';
import {
  bring,
  dayNamed,
  instantOn,
  listOf,
  openReconciliation,
  type ReconciliationWorld,
  source,
} from './reconciliation-world.ts';

const [saturday, sunday, monday] = [dayNamed(0), dayNamed(1), dayNamed(2)];

const moveTo = (world: ReconciliationWorld, ...of: Parameters<typeof instantOn>) =>
  world.moveClock(Date.parse(instantOn(...of)) - Date.parse(world.now()));

test('a statement that has not come by ten of the next working day is told of once', async () => {
  const world = await openReconciliation();
  moveTo(world, monday, '09:59');
  expect(await findMissingStatements(world)).toBe(0);
  moveTo(world, monday, '10:20');
  expect(await findMissingStatements(world)).toBe(2);
  expect(world.counted.filter((what) => what === 'StatementMissing')).toHaveLength(2);
  expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 0 });
  const { items } = await listBankDayEvents(world.store, saturday, { limit: 10 });
  expect(items.map(({ fact }) => fact)).toEqual([{ type: 'statement.missing' }]);

  world.moveClock(20 * minuteMs);
  expect(await findMissingStatements(world)).toBe(0);
  expect(await bring(world, saturday, listOf())).toMatchObject({ type: 'run', run: { number: 1 } });
  // Tuesday, 24 November, is off: Monday's statement is expected on Wednesday.
  moveTo(world, dayNamed(3), '12:00');
  expect(await findMissingStatements(world)).toBe(0);
  moveTo(world, dayNamed(4), '10:00');
  expect(await findMissingStatements(world)).toBe(2);
});

test('one that came, or that a file of several days is of, is not missing', async () => {
  const world = await openReconciliation();
  moveTo(world, monday, '07:00');
  await bring(world, saturday, listOf());
  await bring(world, sunday, listOf());
  moveTo(world, monday, '12:00');
  expect(await findMissingStatements(world)).toBe(0);
});

test('none is expected of a source that is switched off, or that works on working days alone', async () => {
  const world = await openReconciliation();
  const key = reconciled.source(source.accountId, source.side);
  moveTo(world, monday, '12:00');
  await world.store.commit([put(key, { ...source, version: 2, enabled: false })]);
  expect(await findMissingStatements(world)).toBe(0);
  world.moveClock(20 * minuteMs);
  const rules = { ...source.rules, days: 'working-days' as const };
  await world.store.commit([put(key, { ...source, version: 3, rules })]);
  expect(await findMissingStatements(world)).toBe(0);
});

test('it is looked for every quarter of an hour, whoever looks', async () => {
  const world = await openReconciliation();
  moveTo(world, monday, '12:00');
  const found = await Promise.all([findMissingStatements(world), findMissingStatements(world)]);
  expect(found.sort()).toEqual([0, 2]);
  world.requests.length = 0;
  world.moveClock(minuteMs);
  expect(await findMissingStatements(world)).toBe(0);
  expect(world.requests).toEqual([
    { request: 'read', items: 1 },
    { request: 'read', items: 1 },
  ]);
  world.moveClock(dayMs);
});
