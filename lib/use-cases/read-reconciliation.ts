import type { BankDay, BankDayEvent } from '../domain/bank-day.ts';
import { addDays } from '../domain/calendar.ts';
import type { DeskClass } from '../domain/desk.ts';
import type { Discrepancy, DiscrepancyEvent } from '../domain/discrepancy.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Result } from '../domain/result.ts';
import type { BankDayName, Run } from '../domain/run.ts';
import type { VietnamDay } from '../domain/time.ts';
import type { RunFile } from '../store/file-names.ts';
import type { Files } from '../store/files.ts';
import { find, findAll, list } from '../store/read.ts';
import { type Quarantined, reconciled } from '../store/reconciliation-keys.ts';
import type { Page, PageRequest, Store } from '../store/store.ts';
import { getRun } from './advance-run.ts';
import { findBankDays } from './find-bank-days.ts';
import { findRunFileName, openFile, openStatement } from './read-run-files.ts';

const required = <T>(found: T | undefined, what: string): T => {
  if (found === undefined) throw new Refusal('not-found', { detail: `There is no such ${what}.` });
  return found;
};

/**
 * A bank day.
 *
 * @throws Refusal not-found
 */
export const getBankDay = async (store: Store, of: BankDayName): Promise<BankDay> =>
  required(await find(store, reconciled.bankDay(of)), 'bank day');

/** One request reads as many. */
export const bankDaysMax = 100;

/** Days of one account and side. */
type Days = Pick<BankDayName, 'accountId' | 'side'> & { readonly from: VietnamDay; readonly to: VietnamDay };

/**
 * The bank days that exist from a day to another, the earliest first.
 *
 * @throws Refusal validation-failed when these are more than a hundred days
 */
export const listBankDays = async (store: Store, { accountId, side, from, to }: Days): Promise<readonly BankDay[]> => {
  if (to < from) return [];
  if (addDays(from, bankDaysMax - 1) < to)
    throw new Refusal('validation-failed', {
      detail: `At most ${bankDaysMax} days are listed at once.`,
      pointer: '/to',
    });
  const days = Array.from({ length: bankDaysMax }, (_, index) => addDays(from, index)).filter((on) => on <= to);
  return findBankDays(store, { accountId, side }, { from, days: days.length });
};

/** The runs of a bank day, the first first. */
export const listRuns = (store: Store, of: BankDayName, page: PageRequest): Promise<Page<Run>> =>
  list(store, reconciled.runs(of), page);

/** The statements that the gate refused for a bank day. */
export const listQuarantined = (store: Store, of: BankDayName, page: PageRequest): Promise<Page<Quarantined>> =>
  list(store, reconciled.quarantine(of), page);

/** The journal of a bank day. */
export const listBankDayEvents = (store: Store, of: BankDayName, page: PageRequest): Promise<Page<BankDayEvent>> =>
  list(store, reconciled.bankDayEvents(of), page);

/** A run of a bank day. */
type RunName = { readonly of: BankDayName; readonly run: number };

/**
 * Results of a run in order of their names, by one query; `after` is a name. What is stored together is at most a hundred:
 * a page may be shorter than its limit and yet have a next one.
 */
export const listResults = async (
  store: Store,
  { of, run }: RunName,
  { limit, after = '' }: PageRequest,
): Promise<Page<Result>> => {
  const under = reconciled.resultPages(of, run);
  const { items, next } = await list(store, under, { limit: 1, after: `${under.sk}${after}` });
  const ahead = (items[0]?.results ?? []).filter(({ name }) => name > after);
  const page = ahead.slice(0, limit);
  const hasMore = ahead.length > page.length || next !== undefined;
  return { items: page, next: hasMore ? page.at(-1)?.name : undefined };
};

/**
 * The bytes of one of a run's files, or of its statement.
 *
 * @param file `from` is how many bytes are left out
 * @throws Refusal not-found when there is no such run, or it has not come so far
 */
export const openRunFile = async (
  { store, files }: { readonly store: Store; readonly files: Files },
  { of, run: number }: RunName,
  { which, from }: { readonly which: RunFile | 'statement'; readonly from: number },
): Promise<AsyncIterable<Uint8Array>> => {
  const run = await getRun({ store }, of, number);
  if (which === 'statement') return openStatement(files, run, from);
  const name = findRunFileName(of, run, which);
  return openFile(files, required(name, 'file of this run yet'), from);
};

/** Which discrepancies: of a class, and of those the ones that all of these hold for. */
type DiscrepanciesOf = {
  readonly class: DeskClass;
  readonly accountId?: string | undefined;
  readonly side?: BankDayName['side'] | undefined;
  readonly agencyCode?: string | undefined;
  readonly provider?: string | undefined;
  /** The amount by which the two sides differ, without its sign. */
  readonly minVnd?: number | undefined;
  readonly maxVnd?: number | undefined;
};

/** By how much the two sides of a discrepancy differ, without sign; of a line and an entry that agree, what they move. */
export const differenceVnd = ({ statementVnd, lephiVnd }: Result): number =>
  Math.abs(statementVnd === lephiVnd ? statementVnd : statementVnd - lephiVnd);

/** What is not asked for may be anything. */
const isOneOf = <T>(found: T, wanted: T | undefined): boolean => wanted === undefined || found === wanted;

const isWanted = ({ of, agencyCode, provider, result, desk }: Discrepancy, wanted: DiscrepanciesOf): boolean => {
  const amountVnd = differenceVnd(result);
  const { minVnd = 0, maxVnd = amountVnd } = wanted;
  return (
    desk?.class === wanted.class &&
    isOneOf(of.accountId, wanted.accountId) &&
    isOneOf(of.side, wanted.side) &&
    isOneOf<string>(agencyCode, wanted.agencyCode) &&
    isOneOf(provider, wanted.provider) &&
    minVnd <= amountVnd &&
    amountVnd <= maxVnd
  );
};

const discrepancyPrefix = 'DISCREPANCY#';

/**
 * Open discrepancies of one class, the oldest first; from an index, so what was dealt with a moment ago is left out. A page
 * has what fits of as many as the limit looks at.
 */
export const listDiscrepancies = async (
  store: Store,
  wanted: DiscrepanciesOf,
  page: PageRequest,
): Promise<Page<Discrepancy>> => {
  const { items, next } = await store.listDesk(wanted.class, page);
  const ids = items.flatMap(({ pk }) => (pk.startsWith(discrepancyPrefix) ? pk.slice(discrepancyPrefix.length) : []));
  const found = await findAll(store, ids.map(reconciled.discrepancy));
  return { items: found.filter((discrepancy) => isWanted(discrepancy, wanted)), next };
};

/**
 * A discrepancy by its id.
 *
 * @throws Refusal not-found
 */
export const getDiscrepancy = async (store: Store, id: string): Promise<Discrepancy> =>
  required(await find(store, reconciled.discrepancy(id)), 'discrepancy');

/** The journal of a discrepancy. */
export const listDiscrepancyEvents = (store: Store, id: string, page: PageRequest): Promise<Page<DiscrepancyEvent>> =>
  list(store, reconciled.discrepancyEvents(id), page);
