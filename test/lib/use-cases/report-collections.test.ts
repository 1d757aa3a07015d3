import { expect, test } from 'vitest';
import { sumsOfMovement } from '../../../lib/domain/money-sums.ts';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { addUp, type Collection } from '../../../lib/reports/collections.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { listCollections } from '../../../lib/use-cases/report-collections.ts';
import { binh, makeNotice, makeSampleProposalId, merchantAccount, start, vnd } from '../../samples.ts';
import { makeResult } from '../reports/sample-day.ts';
import { refusalOf } from './configuring.ts';
import { askApplication, debit, movementOf, openPaid, type PaidWorld, putAside, tell } from './desk-world.ts';
import { putBankDay, readAll, someDays } from './sample-bank-day.ts';
import { make, read, type SampleWorld, sendPayer } from './sample-world.ts';

const readCollections = async ({ store }: SampleWorld): Promise<readonly Collection[]> => {
  const pages = await readAll((after) => listCollections(store, { ...someDays, after }));
  return addUp(pages.flat());
};

const open = (): Promise<PaidWorld> => openPaid(undefined, { store: makeMemoryStore() });

const total = (collections: readonly Collection[], amount: 'grossVnd' | 'feeVnd' | 'refundedVnd' | 'reversedVnd') =>
  collections.reduce((sum, one) => sum + one[amount], 0);

/** Another order of the same lines, paid or not. */
const another = async ({ world }: PaidWorld, number: number) => {
  const dossierCode = `H15.50.05.13-261121-${String(number).padStart(4, '0')}`;
  const { order } = await make(world, { dossierCode, expiresAt: addMs(start, dayMs) }, `other-${number}`);
  const { attempt } = await sendPayer(world, order);
  return { world, order, attempt };
};

test('a payment is there by its lines', async () => {
  const { world } = await open();

  expect(await readCollections(world)).toMatchObject([
    { paidOn: '2026-11-21', feeKind: 'le-phi', budgetCode: '2801', channel: 'online', count: 1, grossVnd: 115_000 },
    { procedureCode: '1.004194', feeKind: 'phi', budgetCode: '2716', bankCode: '970436', grossVnd: 20_000 },
  ]);
});

test('whatever came in is there once, to the đồng: paid, applied in parts, refunded, reversed, or for nothing', async () => {
  const paid = await open();
  const { world, order } = paid;
  const joined = await another(paid, 1);
  const reversed = await another(paid, 2);
  const keys = [await putAside(joined, 100_000), await putAside(joined, 50_000), await putAside(joined, 7)];
  const proposal = await askApplication(world, joined.order.id, { [keys[0]!]: 100_000, [keys[1]!]: 35_000 });
  await approveProposal(world, binh, proposal.id);
  await tell(world, makeNotice(reversed.attempt));
  await tell(world, makeNotice(reversed.attempt, { result: 'reversed' }));
  await debit(world, {});
  const head = await read(world, order);
  const refund = { refundId: makeSampleProposalId(), amountVnd: vnd(35_001), way: 'transfer' as const, asked: 0 };
  const refunds = [{ ...refund, status: 'done' as const }];
  await world.store.commit([
    put(at.order(order.id), { ...head, version: head.version + 1, status: 'part-refunded', refunds }),
  ]);
  const collections = await readCollections(world);
  const movements = await Promise.all(
    [makeNotice(paid.attempt).movementKey, makeNotice(reversed.attempt).movementKey, ...keys].map((key) =>
      movementOf(world, key),
    ),
  );

  expect(total(collections, 'grossVnd')).toBe(
    movements.reduce((sum, movement) => sum + sumsOfMovement(movement).inVnd, 0),
  );
  expect(total(collections, 'refundedVnd')).toBe(35_001);
  expect(total(collections, 'reversedVnd')).toBe(135_000);
  expect(collections.map(({ budgetCode, grossVnd, count }) => [budgetCode, grossVnd, count])).toEqual([
    [undefined, 15_007, 2],
    ['2801', 345_000, 4],
    ['2716', 60_000, 3],
  ]);
});

test('many payments come in pages, none twice and none left out', async () => {
  const paid = await open();
  const { world } = paid;
  for (let amountVnd = 1; amountVnd <= 620; amountVnd += 1) await putAside(paid, amountVnd);
  const pages = await readAll((after) => listCollections(world.store, { ...someDays, after }));
  const collections = await addUp(pages.flat());

  expect(pages.length).toBeGreaterThan(1);
  expect(total(collections, 'grossVnd')).toBe(135_000 + (620 * 621) / 2);
  expect(collections.reduce((sum, { count }) => sum + count, 0)).toBe(622);
});

test('what an intermediary kept is told by the statement that settled it, also on a later day', async () => {
  const { world, attempt } = await open();
  const { movementKey } = makeNotice(attempt);
  const settled = makeResult(movementKey, 'matched', { statement: 133_650, lephi: 135_000, feeVnd: 1_350 });
  const entry = { ...settled.entry!, paidOn: world.now().slice(0, 10) };
  const results = [{ ...settled, entry }, makeResult('other', 'matched', { statement: 9, lephi: 10, feeVnd: 1 })];
  await putBankDay(world.store, { on: '2026-12-01' }, results as never, 1);
  const collections = await readCollections(world);

  expect(collections.map(({ grossVnd, feeVnd, count }) => [grossVnd, feeVnd, count])).toEqual([
    [115_000, 1_150, 1],
    [20_000, 200, 1],
  ]);
});

test('days outside the report are not in it', async () => {
  const { world } = await open();

  expect(await listCollections(world.store, { ...someDays, to: someDays.from })).toEqual({ items: [] });
});

test.each(['entries\n2026-11-31\n0\n', 'x', ''])('the cursor %j is refused', async (after) => {
  const { world } = await open();

  expect((await refusalOf(listCollections(world.store, { ...someDays, after }))).code).toBe('validation-failed');
});

test('a cursor of a day long ago reads no further back than the report', async () => {
  const { world } = await open();
  world.requests.length = 0;
  await listCollections(world.store, { ...someDays, accountId: merchantAccount.id, after: 'fees\n0001-01-01\n9\n' });

  expect(world.requests.length).toBeLessThan(5);
});
