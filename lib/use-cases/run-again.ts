import { refuseClosed } from '../domain/bank-day-decisions.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import { find } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import { beginRun } from './begin-run.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';

/**
 * Begins a run of a bank day with the statement of its latest run, because something has changed since that one was
 * frozen. One that is not frozen yet will see the change itself: no other is begun then.
 *
 * @param after only when this is the latest run still
 * @throws Refusal not-found when the bank day has no run, day-closed when it is closed
 */
export const runAgain = (parts: Parts, of: BankDayName, after?: number): Promise<Run> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const bankDay = await find(store, reconciled.bankDay(of));
    const latest = bankDay && (await find(store, reconciled.run(of, bankDay.runs)));
    if (latest === undefined) throw new Refusal('not-found', { detail: 'The bank day has no run.' });
    if (latest.status === 'received' || latest.number !== (after ?? latest.number)) return latest;
    refuseClosed(bankDay);
    const { period, statement } = latest;
    const { run, writes } = beginRun({ of, bankDay, period, why: 'again', statement }, now());
    return (await store.commit(writes)) === 'conflict' ? 'conflict' : run;
  });
