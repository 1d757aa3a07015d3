import { discrepancyIdOf } from '../domain/discrepancy-changes.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import type { SnapshotEntry } from '../reconciliation/snapshot.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import { bookLate } from './book-late.ts';
import { findCountedBefore } from './find-bank-days.ts';
import { findLinesShown, listBookedElsewhere } from './find-late.ts';
import { eachEntryOf } from './list-entries.ts';
import { findMany, lookUp } from './look-up.ts';
import type { ReconcileParts } from './parts.ts';
import { readCarry } from './read-run-files.ts';
import type { ReadySource } from './ready-source.ts';

/** Our side of a bank day before its statement is looked at. */
type OwnSide = {
  readonly entries: Map<string, SnapshotEntry>;
  /** The hash of what the bank day before left. */
  readonly broughtForward: string | undefined;
};

/** What a run is of, and by what it is read. */
export type Freezing = { readonly of: BankDayName; readonly run: Run; readonly ready: ReadySource };

type Entries = Map<string, SnapshotEntry>;

const addOfDay = async (parts: ReconcileParts, { of, run, ready }: Freezing, entries: Entries): Promise<void> => {
  const { accountId, side } = of;
  const elsewhere = await listBookedElsewhere(parts.store, of);
  const period = { accountId, side, period: run.period, rules: ready.source.rules, calendar: ready.calendar };
  await eachEntryOf(parts.store, period, ({ entry }) => {
    if (!elsewhere.has(entry.key)) entries.set(entry.key, { ...entry, origin: 'of-day' });
  });
};

/** What the bank day before carries on, but for what officers have ended since. */
const addBroughtForward = async (
  { store, files }: ReconcileParts,
  { of, run }: Freezing,
  entries: Entries,
): Promise<string | undefined> => {
  const before = (await findCountedBefore(store, { ...of, on: run.period.from })).at(-1);
  if (before === undefined) return undefined;
  const carried = await readCarry(files, before);
  const ids = carried.map(({ key }) => reconciled.discrepancy(discrepancyIdOf(of, key)));
  const known = await findMany(store, ids);
  for (const [index, { shownOn: _, ...entry }] of carried.entries()) {
    const discrepancy = known[index];
    const isEnded = discrepancy?.status === 'ended' && discrepancy.end?.by !== 'run';
    if (!isEnded && !entries.has(entry.key)) entries.set(entry.key, { ...entry, origin: 'brought-forward' });
  }
  return before.counted.carry;
};

const addBookedLate = async (parts: ReconcileParts, { of, run, ready }: Freezing, entries: Entries): Promise<void> => {
  for (const { day, keys } of await bookLate(parts, ready, { of, period: run.period })) {
    const found = await lookUp(parts.store, of.accountId, { movementKeys: [...keys], orderIds: [] });
    const late = [...found.entries.values()].flatMap((entry) => entry ?? []);
    const shown = await findLinesShown(parts.files, day, late);
    for (const entry of late)
      if (!entries.has(entry.key))
        entries.set(entry.key, { ...entry, origin: 'booked-late', ...(shown.has(entry.key) && { shownOn: day.on }) });
  }
};

/**
 * Our side of a bank day as the entry index has it: the payments that its statement is to show, what the day before
 * carries on, and what became known of closed days.
 */
export const listOwnSide = async (parts: ReconcileParts, freezing: Freezing): Promise<OwnSide> => {
  const entries: Entries = new Map();
  await addOfDay(parts, freezing, entries);
  const broughtForward = await addBroughtForward(parts, freezing, entries);
  await addBookedLate(parts, freezing, entries);
  return { entries, broughtForward };
};
