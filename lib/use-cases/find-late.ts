import type { Booking, Entry } from '../domain/entry.ts';
import type { Result } from '../domain/result.ts';
import type { BankDayName } from '../domain/run.ts';
import { addMs, hourMs, type VietnamDay } from '../domain/time.ts';
import { openMark, readBody } from '../reconciliation/read-body.ts';
import { runFileNames } from '../store/file-names.ts';
import type { Files } from '../store/files.ts';
import { list, listAll } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Store } from '../store/store.ts';
import type { CountedDay } from './find-bank-days.ts';
import { findResult } from './find-result.ts';
import { eachEntryOf } from './list-entries.ts';
import { openFile } from './read-run-files.ts';
import type { ReadySource } from './ready-source.ts';

/** What was counted so long before a snapshot was taken, the index may not have had yet. */
const lagMs = hourMs;

/** What was found of a bank day when it was closed: in which day each movement is booked instead. */
export const listBookedElsewhere = async (store: Store, of: BankDayName): Promise<ReadonlyMap<string, VietnamDay>> => {
  const events = await listAll((page) => list(store, reconciled.bankDayEvents(of), page));
  return new Map(events.flatMap(({ fact }) => (fact.type === 'found.later' ? [[fact.key, fact.bookedInto]] : [])));
};

/** What became known of a bank day after its latest counted run was frozen, and is booked into no other. */
export const findLate = async (
  store: Store,
  { source, calendar }: Pick<ReadySource, 'source' | 'calendar'>,
  day: CountedDay,
): Promise<readonly Booking[]> => {
  const { accountId, side, on, counted, period = { from: on, to: on } } = day;
  const found: Booking[] = [];
  const of = { accountId, side, period, rules: source.rules, calendar, countedAfter: addMs(counted.frozenAt, -lagMs) };
  await eachEntryOf(store, of, (booking) => found.push(booking));
  if (found.length === 0) return [];
  const elsewhere = await listBookedElsewhere(store, day);
  const late: Booking[] = [];
  for (const booking of found.toSorted((one, other) => (one.entry.key < other.entry.key ? -1 : 1))) {
    const { key } = booking.entry;
    if (!elsewhere.has(key) && !(await findResult(store, { of: day, run: counted.run }, key))) late.push(booking);
  }
  return late;
};

/** Whether a line that a report calls open is of an entry: by its certain key, or by the provider's own number of it. */
const isLineOf = ({ certainKey, line }: Result, { key, transactionId, direction, amountVnd }: Entry): boolean =>
  certainKey === key ||
  (transactionId !== undefined &&
    line?.transactionId === transactionId &&
    line.direction === direction &&
    line.amountVnd === amountVnd);

/**
 * Of some entries, those whose lines a bank day's report has without an entry; each key with the name of the line's result.
 */
export const findLinesShown = async (
  files: Files,
  { counted, ...of }: CountedDay,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> => {
  const shown = new Map<string, string>();
  if (entries.length === 0 || counted.summary.open === 0) return shown;
  const body = await openFile(files, runFileNames(of, counted.run).body);
  for await (const { result } of readBody(body, openMark)) {
    const entry = result.open && result.entry === undefined ? entries.find((one) => isLineOf(result, one)) : undefined;
    if (entry && !shown.has(entry.key)) shown.set(entry.key, result.name);
  }
  return shown;
};
