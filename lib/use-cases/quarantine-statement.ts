import { applyBankDayFact, emptyBankDay } from '../domain/bank-day-changes.ts';
import type { Officer } from '../domain/officer.ts';
import type { BankDayName, Period } from '../domain/run.ts';
import { quarantineName } from '../store/file-names.ts';
import { put } from '../store/key-table.ts';
import { findBoth } from '../store/read.ts';
import { putBankDayChange, type Quarantined, reconciled } from '../store/reconciliation-keys.ts';
import type { Write } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import type { ReconcileParts } from './parts.ts';

/** A file that may not be used: what it is of, where its bytes lie, and what is wrong with it. */
type RefusedFile = {
  readonly of: BankDayName;
  readonly period: Period;
  readonly name: string;
  readonly by?: Officer | undefined;
  readonly keptAt: string;
  readonly fingerprint: string;
  readonly problems: readonly Quarantined['problems'][number][];
  readonly problemCount: number;
};

const writesOf = async (
  { store, now }: ReconcileParts,
  { of, period, name, by, fingerprint: sha256, problems, problemCount }: RefusedFile,
): Promise<{ readonly record: Quarantined; readonly writes: readonly Write[] }> => {
  const key = reconciled.quarantined(of, sha256);
  const [before, bankDay] = await findBoth(store, key, reconciled.bankDay(of));
  const at = now();
  const told = { sha256, name, period, ...(by && { by }), at, problems: [...problems], problemCount };
  const record: Quarantined = { version: (before?.version ?? 0) + 1, ...told };
  const fact = { type: 'statement.quarantined' as const, statement: sha256, problems: problemCount, ...(by && { by }) };
  const change = applyBankDayFact(bankDay ?? emptyBankDay(of), fact, at);
  return { record, writes: [put(key, record), ...putBankDayChange(change)] };
};

/** Keeps a file whole that may not be used, and says why: nothing of it is applied. */
export const quarantine = async (parts: ReconcileParts, refused: RefusedFile): Promise<Quarantined> => {
  const { of, fingerprint: sha256, problemCount, keptAt } = refused;
  await parts.files.copy(keptAt, quarantineName(sha256));
  const quarantined = await decideAgain(parts, async () => {
    const { record, writes } = await writesOf(parts, refused);
    return (await parts.store.commit(writes)) === 'conflict' ? 'conflict' : record;
  });
  parts.count('StatementQuarantined', { ...of, sha256, problems: problemCount });
  return quarantined;
};
