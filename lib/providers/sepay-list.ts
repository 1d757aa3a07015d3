import * as z from 'zod/mini';
import { instantToMs } from '../domain/time.ts';
import { readJsonObject, splitJson } from './json-text.ts';
import {
  type ListedMovement,
  type ListPlace,
  type ListReading,
  type MerchantKey,
  type ProviderRequest,
  rawCharactersMax,
} from './provider.ts';
import { type SepayAccount, sepayIdSchema, sepayTimeSchema, toSepayTime } from './sepay-fields.ts';
import { readListed } from './sepay-notice.ts';

/** With so many entries an answer stays under the 64 kB that are read of it. */
const entriesMax = 50;

/** So many of the latest entries are read again, so that one that appears late among them is found. */
const overlap = 20;

/**
 * Where reading the list stands. It is SePay's to say in which order a page is: as a rule the newest entries come first, so
 * a page that is full leaves out older ones, and reading goes back in time until it meets what was read before.
 */
const cursorSchema = z.object({
  /** Read from this number on, itself included. */
  since: z.optional(z.int()),
  /** Going back: entries up to this time (in Viet Nam, as SePay writes it) are still to be read; then go on from there. */
  back: z.optional(z.object({ until: z.string(), since: z.int() })),
});

type Cursor = z.infer<typeof cursorSchema>;

const readCursor = (cursor: string | undefined): Cursor =>
  cursor === undefined ? {} : cursorSchema.parse(JSON.parse(cursor));

/** Asks for a page of the list. */
export const makeListRequest = (
  { cursor, from }: ListPlace,
  { options }: SepayAccount,
  { secret }: MerchantKey,
): ProviderRequest => {
  const { since, back } = readCursor(cursor);
  const query = new URLSearchParams({
    account_number: options.accountNumber,
    ...(since === undefined ? { transaction_date_min: toSepayTime(from) } : { since_id: String(since) }),
    ...(back && { transaction_date_max: back.until }),
    limit: String(entriesMax),
  });
  return {
    method: 'GET',
    url: `${options.listUrl}?${query.toString()}`,
    headers: { authorization: `Bearer ${secret}`, accept: 'application/json' },
    body: '',
  };
};

/** What the place of an entry in the list depends on. */
const entrySchema = z.object({ id: sepayIdSchema, account_number: z.string(), transaction_date: sepayTimeSchema });

type Entry = z.infer<typeof entrySchema> & { readonly raw: string };

const answerSchema = z.object({ status: z.literal(200), transactions: z.array(z.unknown()) });

/** The entries of a page, each with its own text; nothing when the answer is none, or an entry has no place. */
const readEntries = (body: string): readonly Entry[] | undefined => {
  const answer = readJsonObject(body);
  if (!answerSchema.safeParse(answer?.values).success) return undefined;
  const entries = splitJson(answer?.texts.transactions ?? '[]').map(({ text: raw }) => {
    const { data } = entrySchema.safeParse(readJsonObject(raw)?.values);
    return data && { ...data, raw };
  });
  const placed = entries.filter((entry) => entry !== undefined);
  return placed.length === entries.length ? placed : undefined;
};

/** From where to read on after these entries, so that the latest of them are read again; while there are few, all are. */
const sinceAfter = (entries: readonly Entry[], since: number | undefined): number | undefined => {
  const ids = entries.map(({ id }) => id).toSorted((one, other) => one - other);
  return ids.at(-1 - overlap) ?? since;
};

/** The next page of older entries: up to the latest of the last ones, so that none between them is left out. */
const goBack = (entries: readonly Entry[], { since, back }: Cursor): Cursor | undefined => {
  const [until] = entries
    .slice(-overlap)
    .map((entry) => toSepayTime(entry.transaction_date))
    .toSorted()
    .toReversed();
  const then = back?.since ?? sinceAfter(entries, since);
  if (until === undefined || then === undefined || (back && until >= back.until)) return undefined;
  return { ...(since !== undefined && { since }), back: { until, since: then } };
};

const sumOfIds = (entries: readonly Entry[]): number => entries.reduce((sum, { id }) => sum + id, 0);

/** By its halves, because some entries stand where nobody expects them: a bank may tell of a transaction late. */
const isNewestFirst = (entries: readonly Entry[]): boolean => {
  const half = Math.floor(entries.length / 2);
  return sumOfIds(entries.slice(0, half)) > sumOfIds(entries.slice(-half));
};

const isFull = (entries: readonly Entry[]): boolean => entries.length >= entriesMax;

const readOn = (entries: readonly Entry[], cursor: Cursor): Cursor | undefined => {
  if (isFull(entries) && isNewestFirst(entries)) return goBack(entries, cursor);
  const since = cursor.back?.since ?? sinceAfter(entries, cursor.since);
  return since === undefined ? {} : { since };
};

const toListed = (raw: string, account: SepayAccount, keyId: string): ListedMovement => {
  if (raw.length > rawCharactersMax) return { keyId, raw: raw.slice(0, rawCharactersMax), why: 'is too long' };
  return { keyId, raw, ...readListed(raw, account) };
};

/**
 * Reads a page of the list, the oldest entry first. What moved before the account was in use is left out, and so are other
 * bank accounts: they were not asked after.
 *
 * @see https://developer.sepay.vn/en/sepay-api/v1/api-giao-dich
 */
export const readListAnswer = (
  body: string,
  { place, account, keyId }: { readonly place: ListPlace; readonly account: SepayAccount; readonly keyId: string },
): ListReading => {
  const entries = readEntries(body);
  if (!entries) return { type: 'unreadable', why: 'is not a list of transactions' };
  const cursor = readOn(entries, readCursor(place.cursor));
  if (!cursor) return { type: 'unreadable', why: 'has more transactions in one second than a page holds' };
  const own = entries.filter(
    (entry) =>
      entry.account_number === account.options.accountNumber &&
      instantToMs(entry.transaction_date) >= Math.floor(instantToMs(place.from) / 1000) * 1000,
  );
  return {
    type: 'page',
    movements: own.toSorted((one, other) => one.id - other.id).map(({ raw }) => toListed(raw, account, keyId)),
    cursor: JSON.stringify(cursor),
    complete: !isFull(entries),
  };
};
