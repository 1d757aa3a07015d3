import { workingDaysBetween } from '../domain/calendar.ts';
import { type DeskClass, deskClassSchema, discrepancyClasses } from '../domain/desk.ts';
import type { Discrepancy } from '../domain/discrepancy.ts';
import { Refusal } from '../domain/refusal.ts';
import { vietnamDay } from '../domain/time.ts';
import { type DiscrepancyRow, makeDiscrepancyRow } from '../reports/discrepancies.ts';
import { at } from '../store/key-table.ts';
import { find, findAll } from '../store/read.ts';
import { reconciled } from '../store/reconciliation-keys.ts';
import type { Page, Store } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { listDiscrepancies } from './read-reconciliation.ts';
import type { ReportQuery } from './report-days.ts';

/** What is wanted: of one account and one side, or of all. */
export type DiscrepanciesQuery = Pick<ReportQuery, 'from' | 'to'> & {
  readonly accountId?: string | undefined;
  readonly side?: Discrepancy['of']['side'] | undefined;
  readonly after?: string | undefined;
};

/** Where the page before ended: the class, and the place in its list. */
type Place = { readonly class: DeskClass; readonly after?: string | undefined };

const readPlace = (text: string): Place => {
  const [name, ...after] = text.split('\n');
  const deskClass = deskClassSchema.safeParse(name).data;
  if (deskClass === undefined)
    throw new Refusal('validation-failed', { detail: 'The cursor is not one of this list.' });
  return { class: deskClass, after: after.join('\n') || undefined };
};

const writePlace = ({ class: deskClass, after }: Place): string => [deskClass, ...(after ? [after] : [])].join('\n');

const pageSize = 100;

const nextPlace = (place: Place, next: string | undefined): Place | undefined => {
  if (next !== undefined) return { class: place.class, after: next };
  const following = discrepancyClasses[discrepancyClasses.findIndex((one) => one === place.class) + 1];
  return following && { class: following };
};

const findBankCodes = async (store: Store, found: readonly Discrepancy[]): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(found.map(({ of }) => of.accountId))];
  const accounts = await findAll(store, ids.map(at.merchantAccount));
  return new Map(accounts.map(({ id, beneficiaryAccount }) => [id, beneficiaryAccount.bankCode]));
};

/** Most classes are empty, and what is listed may be of other days: so many listings are read for one page at most. */
const listingsMax = 12;

/** The first listing from a place on in which something is wanted, and what follows it. */
const findSome = async (store: Store, { from, to, ...of }: Omit<DiscrepanciesQuery, 'after'>, first: Place) => {
  let place: Place | undefined = first;
  for (let listings = 0; place !== undefined && listings < listingsMax; listings += 1) {
    const wanted = { ...of, class: place.class };
    const page: Page<Discrepancy> = await listDiscrepancies(store, wanted, { limit: pageSize, after: place.after });
    const found = page.items.filter((discrepancy) => discrepancy.of.on >= from && discrepancy.of.on <= to);
    place = nextPlace(place, page.next);
    if (found.length > 0) return { found, next: place };
  }
  return { found: [], next: place };
};

/**
 * A page of the discrepancies that are open of some bank days, class by class and the oldest first, each with its age. A
 * page may be empty and yet have a next one.
 *
 * @throws Refusal calendar-year-missing when the calendar does not know the years of their ages
 */
export const listDiscrepancyRows = async (
  { store, now }: Pick<Parts, 'store' | 'now'>,
  { after, ...query }: DiscrepanciesQuery,
): Promise<Page<DiscrepancyRow>> => {
  const { found, next } = await findSome(
    store,
    query,
    after === undefined ? { class: discrepancyClasses[0] } : readPlace(after),
  );
  const calendar = (await find(store, reconciled.calendar)) ?? { years: [], daysOff: [], workedWeekends: [] };
  const bankCodes = await findBankCodes(store, found);
  const today = vietnamDay(now());
  return {
    items: found.map((discrepancy) =>
      makeDiscrepancyRow(discrepancy, {
        ageWorkingDays: workingDaysBetween(calendar, discrepancy.of.on, today),
        bankCode: bankCodes.get(discrepancy.of.accountId),
      }),
    ),
    next: next && writePlace(next),
  };
};
