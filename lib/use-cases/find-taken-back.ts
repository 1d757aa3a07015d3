import type { Entry } from '../domain/entry.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { statementDayOf } from '../domain/statement-day.ts';
import { readBody } from '../reconciliation/read-body.ts';
import type { CountedDay } from './find-bank-days.ts';
import { findResult } from './find-result.ts';
import { findCountedDayOf } from './find-shown.ts';
import type { ReconcileParts } from './parts.ts';
import { openWritten } from './read-run-files.ts';
import type { ReadySource } from './ready-source.ts';

/** A payment of another day whose line a run no longer has. */
type TakenBack = { readonly key: string; readonly own: CountedDay };

/** Payments of other days whose lines a run's report has. */
const listShown = async (parts: ReconcileParts, of: BankDayName, run: Run): Promise<readonly Entry[]> => {
  const shown: Entry[] = [];
  const others = Object.entries(run.summary?.entries ?? {}).filter(([origin]) => origin !== 'of-day');
  if (others.every(([, { count }]) => count === 0)) return shown;
  for await (const { result } of readBody(await openWritten(parts.files, { of, run, which: 'body' })))
    if (result.entry && result.entry.origin !== 'of-day' && result.line) shown.push(result.entry);
  return shown;
};

/**
 * Payments of other days whose lines the run before had and this one has not, and whose own day's report leans on that: it
 * calls them shown elsewhere, so that nobody looks for them any more.
 */
export const findTakenBack = async (
  parts: ReconcileParts,
  { source, calendar }: Pick<ReadySource, 'source' | 'calendar'>,
  { of, run, before }: { readonly of: BankDayName; readonly run: Run; readonly before: Run },
): Promise<readonly TakenBack[]> => {
  const { store } = parts;
  const takenBack: TakenBack[] = [];
  for (const { key, paidAt } of await listShown(parts, of, before)) {
    if (await findResult(store, { of, run: run.number }, key)) continue;
    const own = await findCountedDayOf(store, { ...of, on: statementDayOf(paidAt, { rules: source.rules, calendar }) });
    const result = own && (await findResult(store, { of: own, run: own.counted.run }, key));
    if (own && own.on !== of.on && result && !result.open && !result.line) takenBack.push({ key, own });
  }
  return takenBack;
};
