import { applyBankDayFact, emptyBankDay } from '../domain/bank-day-changes.ts';
import type { BankDay } from '../domain/bank-day.ts';
import type { Result } from '../domain/result.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { afterRunPart, afterRunStep } from '../domain/run-changes.ts';
import { openMark, readBody } from '../reconciliation/read-body.ts';
import { at, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { putBankDayChange, reconciled } from '../store/reconciliation-keys.ts';
import { commitRun } from './commit-run.ts';
import { decideAgain } from './decide-again.ts';
import { readTerms } from './match-run.ts';
import { type Part, partsOfReport } from './page-results.ts';
import type { ReconcileParts } from './parts.ts';
import { openWritten } from './read-run-files.ts';
import { type Settling, settleDiscrepancies } from './settle-discrepancies.ts';

/** Whether whoever works may begin another piece: a Lambda must stop in time. */
export type Timing = { readonly isTimeLeft: () => boolean };

/** So many pages are written at once. */
const pagesAtOnce = 8;

/** Writes a page once: whoever writes it writes the same. */
const putPage = (
  parts: ReconcileParts,
  { of, run }: Pick<Settling, 'of' | 'run'>,
  results: readonly Result[],
): Promise<unknown> =>
  decideAgain(parts, async () => {
    const key = reconciled.resultPage(of, run, results.at(-1)?.name ?? '');
    if ((await parts.store.commit([put(key, { version: 1, results: [...results] })])) === 'committed') return 'written';
    return (await find(parts.store, key)) ? 'written' : 'conflict';
  });

const putPages = async (parts: ReconcileParts, settling: Settling, pages: Part['pages']): Promise<void> => {
  const waiting = pages.values();
  const work = async (): Promise<void> => {
    for (const page of waiting) await putPage(parts, settling, page);
  };
  await Promise.all(Array.from({ length: Math.min(pagesAtOnce, pages.length) }, work));
};

/** The names of what the run that counts now calls open. */
const listOpenBefore = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<Set<string>> => {
  const bankDay = await find(parts.store, reconciled.bankDay(of));
  const counted = bankDay?.counted && (await find(parts.store, reconciled.run(of, bankDay.counted.run)));
  const open = new Set<string>();
  if (!counted || counted.number === run.number || counted.summary?.open === 0) return open;
  const body = await openWritten(parts.files, { of, run: counted, which: 'body' });
  for await (const { result } of readBody(body, openMark)) if (result.open) open.add(result.name);
  return open;
};

const makeSettling = async ({ store, files }: ReconcileParts, of: BankDayName, run: Run): Promise<Settling> => {
  const account = await find(store, at.merchantAccount(of.accountId));
  if (account === undefined) throw new Error(`the merchant account ${of.accountId} is gone`);
  return { of, run: run.number, terms: await readTerms(files, of, run), agencyCode: account.agencyCode };
};

/** What its bank day keeps of a run that counts. */
const asCounted = ({ number, hashes, summary, frozenAt, broughtForward }: Run): NonNullable<BankDay['counted']> => {
  const { body, carry } = hashes;
  if (!body || !carry || !summary || !frozenAt) throw new Error(`run ${number} was not matched`);
  const forward = broughtForward === undefined ? {} : { broughtForward };
  return { run: number, body, carry, frozenAt, summary, ...forward };
};

/** Makes the run the one that counts, in the journal of its bank day too. */
const countRun = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<Run | 'overtaken'> => {
  const { number } = run;
  const counted = asCounted(run);
  const { body, summary } = counted;
  const { balanced, open } = summary;
  const bankDay = await find(parts.store, reconciled.bankDay(of));
  const replaces = bankDay?.counted?.run;
  const stored = await commitRun(parts, of, {
    run: afterRunStep(run, { status: 'stored', ...(replaces !== undefined && { replaces }) }),
    also: async () => {
      const before = (await find(parts.store, reconciled.bankDay(of))) ?? emptyBankDay(of);
      const fact = { type: 'run.counted' as const, run: number, body, balanced, open };
      return putBankDayChange(applyBankDayFact({ ...before, counted }, fact, parts.now()));
    },
  });
  if (stored !== 'overtaken' && !balanced) parts.count('RunNotBalanced', { ...of, run: number });
  return stored;
};

/**
 * Stores the results of a run, in pages, and its discrepancies; then the run counts. Goes on where it was left, and gives
 * back the run half done when the time is over.
 */
export const storeResults = async (
  parts: ReconcileParts,
  { of, run }: { readonly of: BankDayName; readonly run: Run },
  { isTimeLeft }: Timing,
): Promise<Run | 'overtaken'> => {
  const settling = await makeSettling(parts, of, run);
  const openBefore = await listOpenBefore(parts, of, run);
  const body = await openWritten(parts.files, { of, run, which: 'body' });
  let current = run;
  let number = 0;
  for await (const { pages, tasks } of partsOfReport(readBody(body), openBefore)) {
    number += 1;
    if (number <= (run.cursor ?? 0)) continue;
    if (!isTimeLeft()) return current;
    await putPages(parts, settling, pages);
    const also = () => settleDiscrepancies(parts.store, settling, { tasks, at: parts.now() });
    const next = await commitRun(parts, of, { run: afterRunPart(current, number), also });
    if (next === 'overtaken') return next;
    current = next;
  }
  return countRun(parts, of, current);
};
