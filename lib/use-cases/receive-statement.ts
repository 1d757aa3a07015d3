import { refuseClosed, refuseOddPeriod, refuseOverlap } from '../domain/bank-day-decisions.ts';
import { addDays } from '../domain/calendar.ts';
import type { Officer } from '../domain/officer.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BankDayName, Period, Run } from '../domain/run.ts';
import { paymentDaysOf } from '../domain/statement-day.ts';
import type { Side } from '../domain/statement-source.ts';
import { vietnamDay } from '../domain/time.ts';
import { checkStatement, type StatementOutcome } from '../statements/check-statement.ts';
import { receivingName, statementName } from '../store/file-names.ts';
import { put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { type Quarantined, reconciled } from '../store/reconciliation-keys.ts';
import { beginRun } from './begin-run.ts';
import { decideAgain } from './decide-again.ts';
import { findBankDays, findCountedBefore, lookAroundDays } from './find-bank-days.ts';
import type { ReconcileParts } from './parts.ts';
import { quarantine } from './quarantine-statement.ts';
import { getReadySource } from './ready-source.ts';

/** A statement that comes in, through whichever door. */
export type StatementArrival = {
  readonly accountId: string;
  readonly side: Side;
  readonly period: Period;
  /** What the file is called; it decides nothing. */
  readonly name: string;
  /** Who brings it; nobody when it was dropped in the bucket. */
  readonly by?: Officer | undefined;
  readonly bytes: AsyncIterable<Uint8Array>;
};

/** What became of it. The same bytes for the same bank day are known, under whatever name. */
export type ReceivedStatement = { readonly of: BankDayName } & (
  | { readonly type: 'run' | 'known'; readonly run: Run }
  | { readonly type: 'quarantined'; readonly quarantined: Quarantined }
);

/** A statement on its way in: what it is of, and where its bytes lie. */
type Arriving = Pick<StatementArrival, 'period' | 'name' | 'by'> & {
  readonly of: BankDayName;
  readonly keptAt: string;
};

type Passed = Extract<StatementOutcome, { verdict: 'passed' }>;

const idBytes = 16;

const bankDayOf = ({ accountId, side, period }: StatementArrival): BankDayName => ({ accountId, side, on: period.to });

/** The number of the statement before, in a sequence that begins anew each year; nothing where the bank tells none. */
const findPreviousNumber = async (
  { store }: ReconcileParts,
  of: BankDayName,
  { from, to }: Period,
): Promise<number | undefined> => {
  const before = (await findCountedBefore(store, { ...of, on: from })).at(-1);
  if (before?.on.slice(0, 4) !== to.slice(0, 4)) return undefined;
  const run = await find(store, reconciled.run(before, before.counted.run));
  return run?.statement.number;
};

const numberOf = ({ header: { number = '' } }: Passed): number | undefined =>
  /^\d{1,15}$/.test(number) ? Number(number) : undefined;

/** Begins a run for a file that passed, or gives back the run that had it first. */
const beginOrKnow = (parts: ReconcileParts, arriving: Arriving, passed: Passed): Promise<ReceivedStatement> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const { of, period, name, by } = arriving;
    const known = await findKnown(parts, of, passed.fingerprint);
    if (known) return known;
    const bankDay = await find(store, reconciled.bankDay(of));
    refuseClosed(bankDay);
    const at = now();
    const sha256 = passed.fingerprint;
    const number = numberOf(passed);
    const told = { sha256, name, ...(by && { by }), receivedAt: at, ...(number !== undefined && { number }) };
    const { run, writes } = beginRun({ of, bankDay, period, why: 'new-statement', statement: told }, at);
    const remembered = put(reconciled.knownStatement(of, sha256), { version: 1, run: run.number });
    return (await store.commit([...writes, remembered])) === 'conflict' ? 'conflict' : { type: 'run', run, of };
  });

const findKnown = async (
  { store }: ReconcileParts,
  of: BankDayName,
  sha256: string,
): Promise<ReceivedStatement | undefined> => {
  const known = await find(store, reconciled.knownStatement(of, sha256));
  const run = known && (await find(store, reconciled.run(of, known.run)));
  return run && { type: 'known', run, of };
};

/** Reads the kept bytes once: fingerprint, and whether they pass the gate. */
const check = async (parts: ReconcileParts, { of, period, keptAt }: Arriving): Promise<StatementOutcome> => {
  const { source, profile } = await getReadySource(parts.store, of);
  const bytes = await parts.files.open(keptAt);
  if (bytes === undefined) throw new Error(`the bytes of a statement are gone from ${keptAt}`);
  const previousNumber = await findPreviousNumber(parts, of, period);
  return checkStatement(bytes, { profile, expected: { account: source.statementAccount, period, previousNumber } });
};

const decide = async (parts: ReconcileParts, arriving: Arriving): Promise<ReceivedStatement> => {
  const outcome = await check(parts, arriving);
  const known = await findKnown(parts, arriving.of, outcome.fingerprint);
  if (known) return known;
  refuseClosed(await find(parts.store, reconciled.bankDay(arriving.of)));
  if (outcome.verdict === 'refused') {
    const quarantined = await quarantine(parts, { ...arriving, ...outcome });
    return { type: 'quarantined', quarantined, of: arriving.of };
  }
  await parts.files.copy(arriving.keptAt, statementName(outcome.fingerprint));
  return beginOrKnow(parts, arriving, outcome);
};

/** Holds the bytes where nobody else writes for as long as they are looked at. */
const withKept = async <T>(
  { files, randomBytes }: ReconcileParts,
  bytes: AsyncIterable<Uint8Array>,
  use: (keptAt: string) => Promise<T>,
): Promise<T> => {
  const keptAt = receivingName(Buffer.from(randomBytes(idBytes)).toString('hex'));
  try {
    await files.write(keptAt, bytes);
    return await use(keptAt);
  } finally {
    await files.remove(keptAt);
  }
};

/**
 * Takes a statement: the gate reads it whole, and only then a run of its bank day begins, which {@link advanceRun} goes on
 * with. The same bytes answer with the run that had them first; another file for the day supersedes the run before it; a
 * file that the gate refuses is quarantined whole.
 *
 * @throws Refusal not-found when nobody is set up to read statements of this account and side
 * @throws Refusal source-switched-off
 * @throws Refusal validation-failed when no statement can be of these days
 * @throws Refusal calendar-year-missing when the working calendar does not know them
 * @throws Refusal periods-overlap when another bank day has one of them
 * @throws Refusal day-closed
 */
export const receiveStatement = async (
  parts: ReconcileParts,
  arrival: StatementArrival,
): Promise<ReceivedStatement> => {
  const { period, name, by } = arrival;
  const of = bankDayOf(arrival);
  const { source, calendar } = await getReadySource(parts.store, of);
  if (!source.enabled) throw new Refusal('source-switched-off');
  refuseOddPeriod(period, vietnamDay(parts.now()));
  paymentDaysOf(period, { rules: source.rules, calendar });
  const around = { from: addDays(period.from, -lookAroundDays), days: lookAroundDays * 3 + 1 };
  refuseOverlap(period, await findBankDays(parts.store, of, around));
  return withKept(parts, arrival.bytes, (keptAt) => decide(parts, { of, period, name, by, keptAt }));
};

/**
 * Quarantines a file that was dropped in the bucket for a bank day that is closed: nobody is there to hear the refusal.
 */
export const quarantineLate = (parts: ReconcileParts, arrival: StatementArrival): Promise<ReceivedStatement> =>
  withKept(parts, arrival.bytes, async (keptAt) => {
    const of = bankDayOf(arrival);
    const { fingerprint } = await check(parts, { ...arrival, of, keptAt });
    const known = await findKnown(parts, of, fingerprint);
    if (known) return known;
    const refused = { ...arrival, of, keptAt, fingerprint, problems: [{ code: 'day-closed' }], problemCount: 1 };
    return { type: 'quarantined', quarantined: await quarantine(parts, refused), of };
  });
