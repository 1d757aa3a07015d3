import { describe, expect, test } from 'vitest';
import { put } from '../../lib/store/key-table.ts';
import { reconciled } from '../../lib/store/reconciliation-keys.ts';
import { addMs, hourMs } from '../../lib/domain/time.ts';
import { reconcile } from '../../lib/reconciliation/reconcile.ts';
import { termsSchema } from '../../lib/reconciliation/terms.ts';
import { advanceRun } from '../../lib/use-cases/advance-run.ts';
import { closeBankDay } from '../../lib/use-cases/close-bank-day.ts';
import {
  getBankDay,
  getDiscrepancy,
  listBankDayEvents,
  listDiscrepancies,
  openRunFile,
} from '../../lib/use-cases/read-reconciliation.ts';
import { reconcileDue } from '../../lib/use-cases/reconcile-due.ts';
import {
  bring,
  classesOf,
  dayNamed,
  fileOf,
  instantOn,
  listOf,
  nextMorning,
  openReconciliation,
  payTold,
  payUntold,
  reconcileList,
  type ReconciliationWorld,
  resultsOf,
  runOf,
  source,
  tell,
  unhurried,
} from '../lib/use-cases/reconciliation-world.ts';
import { mai } from '../samples.ts';

const [saturday, sunday, monday] = [dayNamed(0), dayNamed(1), dayNamed(2)];
type Day = typeof saturday;

const sweep = async (world: ReconciliationWorld): Promise<void> => {
  expect((await reconcileDue(world, unhurried)).failures).toEqual([]);
};

/** The classes of the run of a day that counts. */
const countedClasses = async (world: ReconciliationWorld, of: Day) =>
  classesOf(world, of, (await getBankDay(world.store, of)).counted?.run ?? 0);

const close = async (world: ReconciliationWorld, of: Day): Promise<void> => {
  const { counted } = await getBankDay(world.store, of);
  await closeBankDay(world, { by: mai, of, body: counted?.body ?? '' });
};

const waiting = async (world: ReconciliationWorld) =>
  (await listDiscrepancies(world.store, { class: 'missing-at-provider' }, { limit: 100 })).items;

describe('bank days that follow each other', () => {
  test('a list that comes after that of the next day takes back what the next day had to look up', async () => {
    const world = await openReconciliation();
    const [plain, late] = [await payTold(world, 1), await payTold(world, 2)];
    nextMorning(world, sunday);
    const lateLine = { ...late, at: instantOn(sunday, '08:00') };
    await reconcileList(world, sunday, listOf(lateLine));
    expect(await countedClasses(world, sunday)).toEqual({ [late.reference]: 'carried-over' });

    const run = await reconcileList(world, saturday, listOf(plain));
    await sweep(world);
    expect(run.summary).toMatchObject({ open: 0, balanced: true });
    expect(await countedClasses(world, saturday)).toEqual({
      [plain.reference]: 'matched',
      [late.reference]: 'carried-over',
    });
    expect(await countedClasses(world, sunday)).toEqual({ [late.reference]: 'carried-over' });
    expect(await waiting(world)).toEqual([]);
  });

  test('a day that leaves something else than before makes the next day run again, and so on until nothing changes', async () => {
    const world = await openReconciliation();
    const [one, two] = [await payTold(world, 1), await payTold(world, 2)];
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf(one, two));
    nextMorning(world, sunday);
    await reconcileList(world, sunday, listOf());
    nextMorning(world, monday);
    await reconcileList(world, monday, listOf());
    await bring(world, saturday, listOf(one));
    await sweep(world);

    const runs = await Promise.all(
      [saturday, sunday, monday].map(async (of) => (await getBankDay(world.store, of)).runs),
    );
    expect(runs).toEqual([2, 2, 2]);
    expect(await countedClasses(world, monday)).toEqual({ [two.reference]: 'missing-at-provider, open' });
    expect(await waiting(world)).toMatchObject([{ of: saturday, latestOn: monday.on }]);

    await bring(world, saturday, listOf(two, one));
    await sweep(world);
    expect(await countedClasses(world, monday)).toEqual({});
    expect(await waiting(world)).toEqual([]);
  });

  test('a line of the next day that a later file takes back is missing again', async () => {
    const world = await openReconciliation();
    const late = await payTold(world, 1);
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf());
    nextMorning(world, sunday);
    await reconcileList(world, sunday, listOf({ ...late, at: instantOn(sunday, '08:00') }));
    await bring(world, sunday, listOf());
    await sweep(world);

    expect(await countedClasses(world, sunday)).toEqual({ [late.reference]: 'missing-at-provider, open' });
    expect(await waiting(world)).toMatchObject([{ status: 'open', latestOn: sunday.on, latestRun: 2 }]);
  });

  test('a callback that comes late books into its own day while that is not closed', async () => {
    const world = await openReconciliation();
    const lost = await payUntold(world, 1);
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf());
    world.moveClock(2 * hourMs);
    await tell(world, lost);
    nextMorning(world, sunday);
    await bring(world, sunday, listOf());
    await sweep(world);

    expect(await countedClasses(world, saturday)).toEqual({ [lost.reference]: 'missing-at-provider, open' });
    expect(await countedClasses(world, sunday)).toEqual({ [lost.reference]: 'missing-at-provider, open' });
  });

  test('a callback that comes when its day is closed books into the first open day, with a link', async () => {
    const world = await openReconciliation();
    const lost = await payUntold(world, 1);
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf());
    await close(world, saturday);
    world.moveClock(2 * hourMs);
    await tell(world, lost);
    nextMorning(world, sunday);
    await bring(world, sunday, listOf({ ...lost, at: instantOn(sunday, '08:00') }));
    await sweep(world);

    const [result] = await resultsOf(world, sunday, 1);
    expect(result).toMatchObject({
      class: 'carried-over',
      entry: { origin: 'booked-late', paidOn: saturday.on, reference: lost.reference },
    });
    const { items } = await listBankDayEvents(world.store, saturday, { limit: 10 });
    expect(items.at(-1)?.fact).toEqual({ type: 'found.later', key: result?.name, bookedInto: sunday.on });
    expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 1, closed: { by: mai } });

    nextMorning(world, monday);
    await reconcileList(world, monday, listOf());
    expect(await countedClasses(world, monday)).toEqual({});
  });

  test('what a closed day showed as a line without a movement is explained by the day that the movement is booked into', async () => {
    const world = await openReconciliation();
    const [closed, open] = [saturday, sunday].map((day) => ({ ...day, side: 'bank' as const }));
    if (!closed || !open) return expect.unreachable();
    // The bank knows movements by numbers of its own: from its statement nothing is healed.
    const rules = { ...source.rules, rules: [{ id: 'id', by: 'transaction-id' as const }] };
    await world.store.commit([put(reconciled.source(closed.accountId, 'bank'), { ...source, side: 'bank', rules })]);
    const lost = await payUntold(world, 1);
    nextMorning(world, closed);
    await reconcileList(world, closed, listOf({ ...lost, reference: '', transactionId: '14422574' }));
    await close(world, closed);
    const lines = await listDiscrepancies(world.store, { class: 'line-of-unknown-reference' }, { limit: 10 });
    expect(lines.items).toMatchObject([{ of: closed, result: { correction: 'propose-line' } }]);

    world.moveClock(hourMs);
    await tell(world, lost, { transactionId: '14422574' });
    nextMorning(world, open);
    await bring(world, open, listOf());
    await sweep(world);
    expect(await countedClasses(world, open)).toEqual({ [lost.reference]: 'carried-over' });
    expect(await getDiscrepancy(world.store, lines.items[0]?.id ?? '')).toMatchObject({
      status: 'ended',
      end: { by: 'run', on: open.on, run: 1 },
    });
    expect(await waiting(world)).toEqual([]);
  });
});

describe('two at once', () => {
  test('two workers on one run write the records of one', async () => {
    const world = await openReconciliation();
    const [one, untold] = [await payTold(world, 1), await payUntold(world, 2)];
    nextMorning(world, saturday);
    const { number } = runOf(await bring(world, saturday, listOf(one, untold)));
    await Promise.all([1, 2, 3].map(() => advanceRun(world, saturday, number, unhurried)));
    await sweep(world);

    expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 2, counted: { run: 2 } });
    const { items } = await listBankDayEvents(world.store, saturday, { limit: 20 });
    const told = ['run.started', 'run.counted', 'line.healed', 'run.started', 'run.counted'];
    expect(items.map(({ fact }) => fact.type)).toEqual(told);
    expect(await countedClasses(world, saturday)).toEqual({
      [one.reference]: 'matched',
      [untold.reference]: 'matched',
    });
  });

  test('two who bring the same file begin one run, and two files for a day two', async () => {
    const world = await openReconciliation();
    const one = await payTold(world, 1);
    nextMorning(world, saturday);
    const same = await Promise.all([bring(world, saturday, listOf(one)), bring(world, saturday, listOf(one), 'x.csv')]);
    expect(same.map(({ type }) => type).sort()).toEqual(['known', 'run']);
    expect(same.map((received) => runOf(received).number)).toEqual([1, 1]);

    await Promise.all([bring(world, saturday, listOf()), bring(world, saturday, `${listOf(one)}\n`)]);
    await sweep(world);
    expect(await getBankDay(world.store, saturday)).toMatchObject({ runs: 3, counted: { run: 3 } });
  });

  test('two officers who close a day: one does, the other hears that it is closed', async () => {
    const world = await openReconciliation();
    nextMorning(world, saturday);
    await reconcileList(world, saturday, listOf());
    const body = (await getBankDay(world.store, saturday)).counted?.body ?? '';
    const by = [mai, { subject: 'somebody-else', name: 'Ai Đó' }];
    const closed = await Promise.allSettled(
      by.map((officer) => closeBankDay(world, { by: officer, of: saturday, body })),
    );
    expect(closed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(closed.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'day-closed' } });
  });
});

test('the files of a run give the same report again, without a table', async () => {
  const world = await openReconciliation();
  const [one, untold] = [await payTold(world, 1), await payUntold(world, 2)];
  nextMorning(world, saturday);
  const run = await reconcileList(world, saturday, listOf(one, untold));
  const statement = await world.files.open(`statements/${run.statement.sha256}`);
  const terms = termsSchema.parse(JSON.parse(await fileOf(world, saturday, { run: 1, which: 'terms' })));
  const snapshot = await openRunFile(world, { of: saturday, run: 1 }, { which: 'snapshot', from: 0 });
  const outcome = await reconcile({ terms, statement: statement ?? expect.unreachable(), snapshot });
  if (outcome.type === 'refused') return expect.unreachable();
  expect(Buffer.concat([...outcome.body()]).toString()).toBe(await fileOf(world, saturday, { run: 1 }));
  expect(JSON.parse(await fileOf(world, saturday, { run: 1, which: 'sidecar' }))).toMatchObject({
    run: 1,
    hashes: { body: run.hashes.body, snapshot: run.hashes.snapshot, statement: run.statement.sha256 },
    startedAt: addMs(run.startedAt, 0),
  });
});
