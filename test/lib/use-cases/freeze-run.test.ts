import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../../lib/domain/time.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import { advanceRun } from '../../../lib/use-cases/advance-run.ts';
import { getBankDay, listQuarantined } from '../../../lib/use-cases/read-reconciliation.ts';
import { runAgain } from '../../../lib/use-cases/run-again.ts';
import { makeSampleProposalId, vnd } from '../../samples.ts';
import {
  bring,
  classesOf,
  countedClasses,
  dayNamed,
  fileOf,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  type Paid,
  payTold,
  reconcileList,
  type ReconciliationWorld,
  resultsOf,
  runOf,
  source,
  unhurried,
} from './reconciliation-world.ts';
import { read } from './sample-world.ts';

const [saturday, sunday] = [dayNamed(0), dayNamed(1)];

/** Lets the provider take a refund of a payment. */
const refund = async (world: ReconciliationWorld, { order }: Paid, amount: number): Promise<void> => {
  const now = await read(world, order);
  const entry = { refundId: makeSampleProposalId(), amountVnd: vnd(amount), way: 'provider', status: 'sent' } as const;
  const refunds = [{ ...entry, sentAt: world.now(), asked: 0 }];
  await world.store.commit([put(at.order(order.id), { ...now, version: now.version + 1, refunds })]);
};

describe('our side', () => {
  test('has what an index that lags does not have yet, once a line names it', async () => {
    const world = await openReconciliation({ store: makeMemoryStore({ indexLag: 1000 }) });
    const [shown, other] = [await payTold(world, 1), await payTold(world, 2)];
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf(shown));
    const results = await resultsOf(world, saturday, 1);
    expect(results).toMatchObject([{ class: 'matched', entry: { origin: 'of-day', reference: shown.reference } }]);
    expect(results.map(({ name }) => name)).not.toContain(`vnpay:EAKAO001:${other.reference}`);
  });

  test('calls nothing missing of which an index is behind', async () => {
    const lag = { writes: 0 };
    const store = makeMemoryStore({ indexLag: () => lag.writes });
    const world = await openReconciliation({ store });
    const paid = await payTold(world, 1);
    nextMorning(world, saturday);
    await world.store.listEntries({ ...saturday, paidOn: saturday.on, shard: 0 }, { limit: 1 });
    lag.writes = 1000;
    // It was another provider's movement after all: the index does not know.
    const key = at.movement(`vnpay:EAKAO001:${paid.reference}`);
    const [item] = await world.store.read([key]);
    const { booking: _, accountDay: __, countedAt: ___, ...rest } = item ?? {};
    await world.store.commit([{ ...key, version: 2, item: { ...rest, version: 2, place: { type: 'no-money' } } }]);
    await reconcileList(world, saturday, listOf());
    expect(await classesOf(world, saturday, 1)).toEqual({});
  });

  test('has a refund that the provider pays, on the day that lists it', async () => {
    const world = await openReconciliation();
    const paid = await payTold(world, 1);
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf(paid));
    await refund(world, paid, 20_000);
    nextMorning(world, sunday);
    const line = { ...paid, amountVnd: vnd(20_000), type: 'refund' as const, at: instantOn(sunday, '09:00') };
    const run = await reconcileList(world, sunday, listOf(line));
    expect(await resultsOf(world, sunday, 1)).toMatchObject([
      { class: 'refund-paid', open: false, statementVnd: -20_000, lephiVnd: -20_000, rule: 'reference' },
    ]);
    expect(run.summary).toMatchObject({ balanced: true, open: 0 });
  });

  test('has no refund of which a line says another amount: that line is open', async () => {
    const world = await openReconciliation();
    const paid = await payTold(world, 1);
    await refund(world, paid, 20_000);
    nextMorning(world, saturday);
    const line = { ...paid, amountVnd: vnd(30_000), type: 'refund' as const };
    const run = await reconcileList(world, saturday, listOf(paid, line));
    expect(run.summary).toMatchObject({ balanced: true, open: 1, linesVnd: 105_000 });
    expect(
      (await resultsOf(world, saturday, 1)).map(({ name }) => name).filter((name) => name.startsWith('refund#')),
    ).toEqual([]);
  });

  test('brings nothing forward that an officer has accepted', async () => {
    const world = await openReconciliation();
    await payTold(world, 1);
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf());
    const { items } = await world.store.listDesk('missing-at-provider', { limit: 10 });
    const [address] = items;
    const [item] = address ? await world.store.read([address]) : [];
    if (address === undefined || item === undefined) return expect.unreachable();
    const { desk: _, deskClass: __, deskSince: ___, ...rest } = item;
    const end = { by: 'acceptance', officer: { subject: 'mai', name: 'Mai' }, reason: 'đã rõ', at: world.now() };
    const accepted = { ...rest, status: 'ended', end, version: Number(item.version) + 1 };
    await world.store.commit([{ pk: address.pk, sk: address.sk, version: Number(item.version) + 1, item: accepted }]);
    nextMorning(world, sunday);
    await reconcileList(world, sunday, listOf());
    expect(await countedClasses(world, sunday)).toEqual({});
  });
});

describe('the terms of a run', () => {
  test('are what was configured when it was frozen', async () => {
    const world = await openReconciliation();
    const paid = await payTold(world, 1);
    nextMorning(world, saturday);
    const { number } = runOf(await bring(world, saturday, listOf(paid)));
    let left = 2;
    await advanceRun(world, saturday, number, { isTimeLeft: () => (left -= 1) >= 0 });
    const rules = { ...source.rules, version: 2, settlementDays: 5 };
    await world.store.commit([put(reconciled.source(source.accountId, source.side), { ...source, version: 2, rules })]);
    await advanceRun(world, saturday, number, unhurried);
    expect(await countedClasses(world, saturday)).toEqual({ [paid.reference]: 'matched' });
    expect(JSON.parse(await fileOf(world, saturday, { run: 1, which: 'terms' }))).toMatchObject({
      rules: { version: 1 },
    });
  });

  test('that can no longer read the statement end the run, and the one before goes on counting', async () => {
    const world = await openReconciliation();
    const paid = await payTold(world, 1);
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf(paid));
    const profile = { ...source.profile, dates: ['dd/MM/yyyy'] };
    await world.store.commit([
      put(reconciled.source(source.accountId, source.side), { ...source, version: 2, profile }),
    ]);
    const { number } = await runAgain(world, saturday);
    const run = await advanceRun(world, saturday, number, unhurried);
    expect(run).toMatchObject({ number: 2, status: 'done', hashes: {} });
    expect(run).not.toHaveProperty('summary');
    expect(await getBankDay(world.store, saturday)).toMatchObject({ counted: { run: 1 } });
    expect((await listQuarantined(world.store, saturday, { limit: 10 })).items).toMatchObject([{ problemCount: 1 }]);
  });
});

test('a day without a statement is passed over: the next one carries on what was left before it', async () => {
  const world = await openReconciliation();
  const paid = await payTold(world, 1);
  nextMorning(world, saturday);
  await reconcileList(world, saturday, listOf());
  world.moveClock(3 * dayMs + hourMs);
  const tuesday = dayNamed(3);
  await reconcileList(world, tuesday, listOf());
  expect(await resultsOf(world, tuesday, 1)).toMatchObject([
    { class: 'missing-at-provider', entry: { origin: 'brought-forward', reference: paid.reference } },
  ]);
});
