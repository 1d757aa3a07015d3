import { afterAgeLimit } from '../domain/discrepancy-changes.ts';
import { Refusal } from '../domain/refusal.ts';
import { bankDayNameSchema } from '../domain/run.ts';
import { incomingFolder, readIncomingName } from '../store/file-names.ts';
import { find } from '../store/read.ts';
import { putDiscrepancyChange, reconciled } from '../store/reconciliation-keys.ts';
import type { DueWork } from '../store/store.ts';
import { advanceRun } from './advance-run.ts';
import { decideAgain } from './decide-again.ts';
import { findMissingStatements } from './find-missing-statements.ts';
import type { ReconcileParts } from './parts.ts';
import { quarantineLate, receiveStatement, type StatementArrival } from './receive-statement.ts';
import { openFile } from './read-run-files.ts';
import type { Timing } from './store-results.ts';

/** What came of it. */
type Reconciled = { readonly done: number; readonly failures: readonly Error[] };

const pageSize = 100;

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** Does things one after the other while there is time; one that fails holds up no other. */
const doEach = async <T>(things: readonly T[], { isTimeLeft }: Timing, doOne: (thing: T) => Promise<void>) => {
  const failures: Error[] = [];
  let done = 0;
  for (const thing of things) {
    if (!isTimeLeft()) break;
    done += 1;
    await doOne(thing).catch((reason: unknown) => failures.push(asError(reason)));
  }
  return { done, failures };
};

/** What was refused at the bucket's door stays where it is until somebody sees to it; of a closed day it is quarantined. */
const receive = async (parts: ReconcileParts, path: string): Promise<boolean> => {
  const file = readIncomingName(path);
  if (file === undefined) {
    parts.count('StatementUnplaced', { why: 'its name does not say whose it is' });
    return false;
  }
  const open = async (): Promise<StatementArrival> => ({ ...file, bytes: await openFile(parts.files, path) });
  try {
    await receiveStatement(parts, await open());
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'busy') throw error;
    const { accountId, side, period } = file;
    if (error.code === 'day-closed') await quarantineLate(parts, await open());
    else parts.count('StatementUnplaced', { accountId, side, on: period.to, why: error.code });
    return error.code === 'day-closed';
  }
};

/** Takes what was dropped in the bucket, in order of its names: the earlier days of an account before the later ones. */
const receiveIncoming = async (parts: ReconcileParts, timing: Timing): Promise<Reconciled> => {
  const all = { done: 0, failures: new Array<Error>() };
  for (let after: string | undefined; timing.isTimeLeft();) {
    const { items, next } = await parts.files.list(incomingFolder, { limit: pageSize, after });
    const { done, failures } = await doEach(items, timing, async ({ name }) => {
      if (await receive(parts, name)) await parts.files.remove(name);
    });
    all.done += done;
    all.failures.push(...failures);
    if (next === undefined) break;
    after = next;
  }
  return all;
};

/** Goes on with what is due of one kind, the longest due first, each subject once. */
const doDue = async (
  parts: ReconcileParts,
  { work, timing }: { readonly work: DueWork; readonly timing: Timing },
  doOne: (pk: string, sk: string) => Promise<void>,
): Promise<Reconciled> => {
  const seen = new Set<string>();
  const all = { done: 0, failures: new Array<Error>() };
  while (timing.isTimeLeft()) {
    const due = await parts.store.listDue(work, parts.now(), pageSize);
    const fresh = due.filter(({ pk, sk }) => !seen.has(`${pk}\n${sk}`));
    if (fresh.length === 0) break;
    for (const { pk, sk } of fresh) seen.add(`${pk}\n${sk}`);
    const { done, failures } = await doEach(fresh, timing, ({ pk, sk }) => doOne(pk, sk));
    all.done += done;
    all.failures.push(...failures);
  }
  return all;
};

/** `BANK-DAY#account#side#day`, `RUN#000001` */
const advanceDue = async (parts: ReconcileParts, address: readonly [pk: string, sk: string], timing: Timing) => {
  const [pk, sk] = address;
  const [, accountId, side, on] = pk.split('#');
  const of = bankDayNameSchema.parse({ accountId, side, on });
  await advanceRun(parts, of, Number(sk.slice('RUN#'.length)), timing);
};

/** Tells once of a discrepancy that was carried on for as long as it may be. */
const tellOverdue = async (parts: ReconcileParts, id: string): Promise<void> => {
  const told = await decideAgain(parts, async () => {
    const now = parts.now();
    const discrepancy = await find(parts.store, reconciled.discrepancy(id));
    if (discrepancy?.status !== 'open' || discrepancy.dueAt === undefined || discrepancy.dueAt > now) return 'told';
    return parts.store.commit(putDiscrepancyChange(afterAgeLimit(discrepancy, now)));
  });
  if (told === 'committed') parts.count('DiscrepancyOverdue', { discrepancyId: id });
};

const findMissing = async (parts: ReconcileParts, { isTimeLeft }: Timing): Promise<Reconciled> => {
  if (!isTimeLeft()) return { done: 0, failures: [] };
  try {
    return { done: await findMissingStatements(parts), failures: [] };
  } catch (error) {
    return { done: 0, failures: [asError(error)] };
  }
};

/**
 * Does whatever is due in reconciliation: files that were dropped in the bucket are received, runs go on, discrepancies
 * past their age and statements that did not come are told of. Safe to run twice at once.
 */
export const reconcileDue = async (parts: ReconcileParts, timing: Timing): Promise<Reconciled> => {
  const all = [
    await receiveIncoming(parts, timing),
    await doDue(parts, { work: 'run', timing }, (pk, sk) => advanceDue(parts, [pk, sk], timing)),
    await doDue(parts, { work: 'discrepancy', timing }, (pk) => tellOverdue(parts, pk.slice('DISCREPANCY#'.length))),
    await findMissing(parts, timing),
  ];
  return {
    done: all.reduce((total, { done }) => total + done, 0),
    failures: all.flatMap(({ failures }) => failures),
  };
};
