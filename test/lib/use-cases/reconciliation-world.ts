import { calendarSchema } from '../../../lib/domain/calendar.ts';
import type { Order } from '../../../lib/domain/order.ts';
import type { Result } from '../../../lib/domain/result.ts';
import type { BankDayName, Run } from '../../../lib/domain/run.ts';
import { type StatementSource, statementSourceSchema } from '../../../lib/domain/statement-source.ts';
import {
  addMs,
  dayMs,
  type Instant,
  instantSchema,
  instantToMs,
  toBankTime,
  vietnamDaySchema,
} from '../../../lib/domain/time.ts';
import { readBody } from '../../../lib/reconciliation/read-body.ts';
import type { Files } from '../../../lib/store/files.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryFiles } from '../../../lib/store/memory-files.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { reconciled } from '../../../lib/store/reconciliation-keys.ts';
import type { Store } from '../../../lib/store/store.ts';
import { advanceRun } from '../../../lib/use-cases/advance-run.ts';
import type { ReconcileParts } from '../../../lib/use-cases/parts.ts';
import { closeBankDay } from '../../../lib/use-cases/close-bank-day.ts';
import { getBankDay, listDiscrepancies, openRunFile } from '../../../lib/use-cases/read-reconciliation.ts';
import { type ReceivedStatement, receiveStatement } from '../../../lib/use-cases/receive-statement.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { reconcileDue } from '../../../lib/use-cases/reconcile-due.ts';
import { mai, makeEvidence, makeNotice, merchantAccount, start } from '../../samples.ts';
import { profileNamed } from '../statements/sample-statement.ts';
import { textOf } from '../../tracked-files.ts';
import { make, openWorld, type SampleWorld, sendPayer } from './sample-world.ts';

/** A world with a bucket, in which the sample account is reconciled with its provider's list. */
export type ReconciliationWorld = SampleWorld & ReconcileParts;

/** A list like VNPAY's, which tells money out too. */
const profile = {
  ...profileNamed('vnpay-csv'),
  columns: { at: ['PayDate'], reference: ['TxnRef'], transactionId: ['TransactionNo'] },
  direction: { rule: 'flag', amount: ['Amount'], flag: ['Type'], in: ['pay'], out: ['refund'] },
};

export const source: StatementSource = statementSourceSchema.parse({
  version: 1,
  accountId: merchantAccount.id,
  side: 'provider',
  profile,
  rules: {
    version: 1,
    rules: [
      { id: 'key', by: 'movement-key' },
      { id: 'reference', by: 'reference', workingDaysMax: 5 },
    ],
    days: 'every-day',
    settlementDays: 0,
    carryWorkingDaysMax: 3,
  },
  enabled: true,
  changedAt: start,
});

export const calendar = calendarSchema.parse({
  version: 1,
  ...(JSON.parse(textOf('local/calendar/vietnam.json')) as object),
  changedAt: start,
});

/** Adds the source and the calendar. */
const addSource = (store: Store) =>
  store.commit([
    put(reconciled.source(source.accountId, source.side), source),
    put(at.entry('statement-source', `${source.accountId}/${source.side}`), {
      version: 1,
      id: `${source.accountId}/${source.side}`,
    }),
    put(reconciled.calendar, calendar),
  ]);

export const openReconciliation = async ({
  store = makeMemoryStore({ indexLag: 1 }),
  files = makeMemoryFiles(),
}: { store?: Store; files?: Files } = {}): Promise<ReconciliationWorld> => {
  const world = await openWorld({ store });
  await addSource(store);
  return { ...world, files };
};

/** The days of the tests: the world begins on the first, a Saturday. */
export const days = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((day) =>
  vietnamDaySchema.parse(day),
);

/** The bank day of the sample account so many days after the first. */
export const dayNamed = (index: number): BankDayName => ({
  accountId: source.accountId,
  side: source.side,
  on: days[index] ?? vietnamDaySchema.parse('2026-12-31'),
});

/** A payment as both sides may know it. */
export type Paid = {
  readonly order: Order;
  readonly reference: string;
  readonly amountVnd: number;
  readonly at: Instant;
};

/** Sends a payer of a new order to the provider: the money moves, and nobody has told of it. */
export const payUntold = async (world: ReconciliationWorld, number: number): Promise<Paid> => {
  const dossierCode = `H15.50.05.13-261121-${String(number).padStart(4, '0')}`;
  const { order } = await make(world, { dossierCode, expiresAt: addMs(world.now(), 20 * dayMs) }, `key-${number}`);
  const { attempt } = await sendPayer(world, order);
  return { order, reference: attempt.reference, amountVnd: attempt.amountVnd, at: world.now() };
};

/** The provider's callback of a payment. */
export const tell = (world: ReconciliationWorld, { reference, amountVnd, at: paidAt }: Paid, changes = {}) =>
  receiveNotice(
    world,
    makeNotice({ reference, amountVnd: amountVnd as Order['totalAmountVnd'] }, { paidAt, ...changes }),
    makeEvidence({ receivedAt: world.now(), raw: `${reference} ${JSON.stringify(changes)}` }),
  );

/** A payment that both sides know. */
export const payTold = async (world: ReconciliationWorld, number: number): Promise<Paid> => {
  const paid = await payUntold(world, number);
  await tell(world, paid);
  return paid;
};

/** One line of the provider's list. */
export type ListedLine = Pick<Paid, 'reference' | 'amountVnd' | 'at'> & {
  readonly type?: 'pay' | 'refund';
  readonly code?: string;
  readonly transactionId?: string;
};

/** The provider's list of a day. */
export const listOf = (...lines: readonly ListedLine[]): string =>
  [
    'TxnRef,Amount,Type,ResponseCode,PayDate,TransactionNo',
    ...lines.map(
      ({ reference, amountVnd, type = 'pay', code = '00', at: paidAt, transactionId = '' }) =>
        `${reference},${amountVnd},${type},${code},${toBankTime(paidAt)},${transactionId}`,
    ),
    '',
  ].join('\n');

async function* inTwoPieces(text: string): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  const middle = Math.floor(bytes.length / 2);
  yield bytes.subarray(0, middle);
  yield bytes.subarray(middle);
}

/** Brings a list of one day. */
export const bring = (world: ReconciliationWorld, of: BankDayName, text: string, name = 'vnpay.csv') =>
  receiveStatement(world, {
    accountId: of.accountId,
    side: of.side,
    period: { from: of.on, to: of.on },
    name,
    bytes: inTwoPieces(text),
  });

/** There is always time. */
export const unhurried = { isTimeLeft: () => true };

/** The run that a statement began. */
export const runOf = (received: ReceivedStatement): Run => {
  if (received.type === 'quarantined') throw new Error(JSON.stringify(received.quarantined.problems));
  return received.run;
};

/** Brings a list and goes on with its run until it is done. */
export const reconcileList = async (world: ReconciliationWorld, of: BankDayName, text: string): Promise<Run> => {
  const { number } = runOf(await bring(world, of, text));
  return advanceRun(world, of, number, unhurried);
};

/** One of a run's files, as text. */
export const fileOf = async (
  world: ReconciliationWorld,
  of: BankDayName,
  { run, which = 'body' }: { run: number; which?: Parameters<typeof openRunFile>[2]['which'] },
): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of await openRunFile(world, { of, run }, { which, from: 0 })) pieces.push(piece);
  return Buffer.concat(pieces).toString();
};

/** The results of a run's report. */
export const resultsOf = async (
  world: ReconciliationWorld,
  of: BankDayName,
  run: number,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for await (const { result } of readBody(inTwoPieces(await fileOf(world, of, { run })))) results.push(result);
  return results;
};

/** What a run makes of each payment or line, in short: by the reference. */
export const classesOf = async (world: ReconciliationWorld, of: BankDayName, run: number) =>
  Object.fromEntries(
    (await resultsOf(world, of, run)).map(({ class: found, open, entry, line }) => [
      line?.reference ?? entry?.reference ?? '',
      open ? `${found}, open` : found,
    ]),
  );

/** An instant of a day of the tests, by the clock of Viet Nam. */
export const instantOn = ({ on }: BankDayName, clock: string): Instant =>
  instantSchema.parse(`${on}T${clock}:00+07:00`);

/** Moves the clock to ten past seven of the day after a day, when its list comes; never back. */
export const nextMorning = (world: ReconciliationWorld, of: BankDayName): Instant => {
  const morning = addMs(instantOn(of, '07:10'), dayMs);
  return world.moveClock(Math.max(0, instantToMs(morning) - instantToMs(world.now())));
};

/** Does everything that is due. */
export const sweep = async (world: ReconciliationWorld): Promise<void> => {
  const { failures } = await reconcileDue(world, unhurried);
  if (failures.length > 0) throw new AggregateError(failures, 'a sweep failed');
};

/** What the run that counts of a day makes of each payment or line; see {@link classesOf}. */
export const countedClasses = async (world: ReconciliationWorld, of: BankDayName) =>
  classesOf(world, of, (await getBankDay(world.store, of)).counted?.run ?? 0);

/** Closes a day on the report that counts. */
export const close = async (world: ReconciliationWorld, of: BankDayName): Promise<void> => {
  const { counted } = await getBankDay(world.store, of);
  await closeBankDay(world, { by: mai, of, body: counted?.body ?? '' });
};

/** The payments that are looked for in the next statements. */
export const waiting = async (world: ReconciliationWorld) =>
  (await listDiscrepancies(world.store, { class: 'missing-at-provider' }, { limit: 100 })).items;
