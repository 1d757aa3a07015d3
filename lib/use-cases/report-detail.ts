import type { BankDay } from '../domain/bank-day.ts';
import type { Result } from '../domain/result.ts';
import type { VietnamDay } from '../domain/time.ts';
import { type DetailRow, makeDetailRow } from '../reports/detail.ts';
import type { Page, Store } from '../store/store.ts';
import { listResults } from './read-reconciliation.ts';
import { findDays, openReport, readCursorDay, type ReportQuery } from './report-days.ts';

/** Where the page before ended: the day, and the name of its last result. */
type Place = { readonly on: VietnamDay; readonly name: string };

const readPlace = (after: string): Place => {
  const [on, ...name] = after.split('\n');
  return { on: readCursorDay(on), name: name.join('\n') };
};

const writePlace = ({ on, name }: Place): string => `${on}\n${name}`;

/** The results of one side that follow a name; `upTo` is how far they reach when there are more. */
type Following = { readonly results: readonly Result[]; readonly upTo?: string | undefined };

/** As many as are stored together. */
const resultsMax = 100;

const readFollowing = async (store: Store, day: BankDay | undefined, name: string): Promise<Following> => {
  if (day?.counted === undefined) return { results: [] };
  const { items, next } = await listResults(
    store,
    { of: day, run: day.counted.run },
    { limit: resultsMax, after: name },
  );
  return { results: items, upTo: next };
};

type Pair = { readonly bank?: Result; readonly treasury?: Result };

/** The results of both sides in order of name. What one payment is behind on both sides stands together. */
const joined = (bank: readonly Result[], treasury: readonly Result[]): readonly (Pair & { name: string })[] => {
  const left = new Map(treasury.map((result) => [result.name, result]));
  const pairs = bank.map((result) => {
    const other = result.entry && left.get(result.name);
    if (other) left.delete(result.name);
    return { name: result.name, bank: result, ...(other && { treasury: other }) };
  });
  return [...pairs, ...[...left.values()].map((result) => ({ name: result.name, treasury: result }))].toSorted(
    (one, other) => (one.name < other.name ? -1 : Number(one.name > other.name)),
  );
};

/** How far both sides are known: no further than either, where it has more. */
const reach = (...ends: readonly Following[]): string | undefined =>
  ends
    .flatMap(({ upTo }) => upTo ?? [])
    .reduce<string | undefined>((one, other) => (one && one < other ? one : other), undefined);

type Day = { readonly on: VietnamDay; readonly bank: BankDay | undefined; readonly treasury: BankDay | undefined };

/** What follows of one day after a name. */
const readDay = async (store: Store, { bank, treasury }: Day, name: string) => {
  const [ofBank, ofTreasury] = await Promise.all([
    readFollowing(store, bank, name),
    readFollowing(store, treasury, name),
  ]);
  const upTo = reach(ofBank, ofTreasury);
  const isWithin = (result: Result): boolean => upTo === undefined || result.name <= upTo;
  return { pairs: joined(ofBank.results.filter(isWithin), ofTreasury.results.filter(isWithin)), upTo };
};

type Scope = Pick<DetailRow, 'accountId' | 'bankCode'>;

const rowsOf = (scope: Scope, { on, bank, treasury }: Day, pairs: readonly Pair[]): readonly DetailRow[] => {
  const [run, treasuryRun] = [bank?.counted?.run, treasury?.counted?.run];
  const of = { ...scope, on, ...(run && { run }), ...(treasuryRun && { treasuryRun }) };
  return pairs.map((pair) => makeDetailRow(of, pair));
};

/** The first page that has something, from a place on. */
const readPage = async (
  store: Store,
  scope: Scope,
  { days, place }: { readonly days: readonly Day[]; readonly place: Place },
): Promise<Page<DetailRow>> => {
  for (const [index, day] of days.entries()) {
    const { pairs, upTo } = await readDay(store, day, day.on === place.on ? place.name : '');
    const items = rowsOf(scope, day, pairs);
    if (upTo !== undefined) return { items, next: writePlace({ on: day.on, name: upTo }) };
    const following = days[index + 1];
    if (items.length > 0) return { items, next: following && writePlace({ on: following.on, name: '' }) };
  }
  return { items: [] };
};

/**
 * A page of the results of both sides, day by day and joined by payment: what one payment is behind on the bank's list and
 * on the treasury's list of the same day is one row. A page is two queries, however many results there are.
 *
 * @throws Refusal not-found when there is no such merchant account; validation-failed when the days are too many
 */
export const listDetail = async (
  store: Store,
  query: ReportQuery & { readonly after?: string | undefined },
): Promise<Page<DetailRow>> => {
  const { account, side } = await openReport(store, query);
  const { accountId, from, to, after } = query;
  const place = after === undefined ? { on: from, name: '' } : readPlace(after);
  const within = { from: place.on < from ? from : place.on, to };
  const bank = await findDays(store, { accountId, side }, within);
  const treasury = await findDays(store, { accountId, side: 'treasury' }, within);
  const days = [...new Set([...bank.keys(), ...treasury.keys()])]
    .toSorted()
    .map((on) => ({ on, bank: bank.get(on), treasury: treasury.get(on) }))
    .filter((day) => day.bank?.counted ?? day.treasury?.counted);
  return readPage(store, { accountId, bankCode: account.beneficiaryAccount.bankCode }, { days, place });
};
