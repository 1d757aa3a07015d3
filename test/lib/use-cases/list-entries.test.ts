import { expect, test } from 'vitest';
import type { Rules } from '../../../lib/domain/rules.ts';
import { periodSchema } from '../../../lib/domain/run.ts';
import type { Instant } from '../../../lib/domain/time.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { eachEntryOf, isDueIn } from '../../../lib/use-cases/list-entries.ts';
import {
  calendar,
  dayNamed,
  instantOn,
  openReconciliation,
  payTold,
  type ReconciliationWorld,
  source,
  tell,
} from './reconciliation-world.ts';

const [saturday, monday] = [dayNamed(0), dayNamed(2)];
const oneDay = periodSchema.parse({ from: saturday.on, to: saturday.on });

type Asked = { rules?: Partial<Rules>; period?: typeof oneDay; side?: 'provider' | 'treasury'; countedAfter?: Instant };

const list = async (
  { store }: ReconciliationWorld,
  { rules, period = oneDay, side = 'provider', countedAfter }: Asked = {},
) => {
  const references: string[] = [];
  const of = { ...saturday, side, period, rules: { ...source.rules, ...rules }, calendar, countedAfter };
  await eachEntryOf(store, of, ({ entry }) => references.push(entry.reference));
  return references.sort();
};

test('the payments of a day are a query for each of its shards', async () => {
  const world = await openReconciliation({ store: makeMemoryStore() });
  const paid = [await payTold(world, 1), await payTold(world, 2)];
  world.requests.length = 0;
  expect(await list(world)).toEqual(paid.map(({ reference }) => reference).sort());
  expect(world.requests.map(({ request }) => request)).toEqual(Array(4).fill('listEntries'));
});

test('a cut-off, settlement days and working days say of which days the payments are', async () => {
  const world = await openReconciliation({ store: makeMemoryStore() });
  const morning = await payTold(world, 1);
  const later = await payTold(world, 2);
  await tell(
    world,
    { ...later, at: instantOn(saturday, '20:00') },
    { movementKey: 'vnpay:EAKAO001:late', reference: 'late' },
  );
  const before = { cutOff: '18:00' };
  expect(await list(world, { rules: before })).not.toContain('late');
  expect(await list(world, { rules: { days: 'working-days' } })).toEqual([]);
  const ofMonday = periodSchema.parse({ from: monday.on, to: monday.on });
  expect(await list(world, { rules: { days: 'working-days', ...before }, period: ofMonday })).toContain(
    morning.reference,
  );
  expect(await list(world, { rules: { settlementDays: 2, ...before }, period: ofMonday })).not.toContain('late');
  expect(
    isDueIn({ rules: { ...source.rules, ...before }, calendar, period: oneDay }, instantOn(saturday, '17:59')),
  ).toBe(true);
  expect(
    isDueIn({ rules: { ...source.rules, ...before }, calendar, period: oneDay }, instantOn(saturday, '18:00')),
  ).toBe(false);
});

test('the treasury is to show nothing that went out; and only what was counted after an instant is asked for', async () => {
  const world = await openReconciliation({ store: makeMemoryStore() });
  const paid = await payTold(world, 1);
  const out = { movementKey: 'vnpay:out', direction: 'out', reference: 'out' };
  world.moveClock(1000);
  const since = world.now();
  world.moveClock(1000);
  await tell(world, paid, out);
  expect(await list(world)).toEqual([paid.reference, 'out'].sort());
  expect(await list(world, { side: 'treasury' })).toEqual([paid.reference]);
  expect(await list(world, { countedAfter: since })).toEqual(['out']);
});
