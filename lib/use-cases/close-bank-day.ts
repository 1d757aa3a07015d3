import type { BankDay } from '../domain/bank-day.ts';
import { applyBankDayFact } from '../domain/bank-day-changes.ts';
import { decideClose } from '../domain/bank-day-decisions.ts';
import type { Officer } from '../domain/officer.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BankDayName } from '../domain/run.ts';
import { find } from '../store/read.ts';
import { putBankDayChange, reconciled } from '../store/reconciliation-keys.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';

/** Who closes which bank day, on the report of which SHA-256. */
type CloseBankDay = { readonly by: Officer; readonly of: BankDayName; readonly body: string };

/**
 * Closes a bank day: no run begins any more, and what becomes known of it later is booked into the first day after it that
 * is not closed.
 *
 * @throws Refusal not-found
 * @throws Refusal day-closed when somebody has closed it, or on another report
 * @throws Refusal run-under-way, report-changed or not-balanced
 */
export const closeBankDay = (parts: Parts, { by, of, body }: CloseBankDay): Promise<BankDay> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const before = await find(store, reconciled.bankDay(of));
    if (before === undefined) throw new Refusal('not-found', { detail: 'There is no such bank day.' });
    const latest = before.runs > 0 ? await find(store, reconciled.run(of, before.runs)) : undefined;
    if (!decideClose(before, latest, { by, body })) return before;
    const run = before.counted?.run ?? 0;
    const { bankDay, event } = applyBankDayFact(before, { type: 'day.closed', run, body, by }, now());
    const outcome = await store.commit(putBankDayChange({ bankDay, event }));
    return outcome === 'conflict' ? 'conflict' : bankDay;
  });
