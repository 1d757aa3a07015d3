import { afterClaim, afterPage, afterPause, type Feed } from '../domain/feed.ts';
import type { ListedMovement, ListReading, OpenAccount } from '../providers/provider.ts';
import { at, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { callProvider } from './call-provider.ts';
import { keepUnreadable } from './keep-unreadable.ts';
import type { Calling, FindAccount, OpenedAccount, Parts } from './parts.ts';
import { receiveNotice } from './receive-notice.ts';

/** What reading lists needs beside the usual parts. */
type FeedParts = Parts & Calling & { readonly findAccount: FindAccount };

/** A reading stops after so many pages; the next sweep reads on. */
const pagesMax = 10;

type List = NonNullable<OpenAccount['movements']>;

const readPage = async (parts: FeedParts, { request, read }: List, feed: Feed): Promise<ListReading> => {
  const called = await callProvider(parts, request(feed));
  return 'why' in called ? { type: 'unreadable', why: called.why } : read(called.body, feed);
};

/** Takes one movement of a list as if its provider had told of it. */
const take = async (parts: FeedParts, { id, provider }: OpenedAccount['account'], listed: ListedMovement) => {
  const { keyId, raw } = listed;
  const evidence = { source: 'list' as const, receivedAt: parts.now(), raw, keyId };
  if ('notice' in listed) return receiveNotice(parts, listed.notice, evidence);
  const { why } = listed;
  const kept = await keepUnreadable(parts, { provider, accountId: id, why, evidence });
  // The same entry is read again and again, until others are far enough ahead of it.
  if (kept === 'new') parts.count('NoticeUnreadable', { accountId: id, why });
  return kept;
};

const save = async ({ store }: Parts, accountId: string, feed: Feed): Promise<Feed | undefined> =>
  (await store.commit([put(at.feed(accountId), feed)])) === 'committed' ? feed : undefined;

/** Reads pages until the list ends, or somebody else is at it. Where to read on moves only after all of a page is taken. */
const readPages = async (parts: FeedParts, { account, plugIn }: OpenedAccount, claimed: Feed): Promise<void> => {
  const tellWhy = (why: string): void => {
    parts.count('FeedUnreadable', { accountId: account.id, why });
  };
  if (!plugIn.movements) {
    tellWhy('the account has no list, or no API token');
    return;
  }
  let feed: Feed | undefined = claimed;
  for (let page = 0; page < pagesMax && feed?.readingSince !== undefined; page += 1) {
    const reading: ListReading = await readPage(parts, plugIn.movements, feed);
    if (reading.type === 'unreadable') {
      tellWhy(reading.why);
      return;
    }
    for (const movement of reading.movements) await take(parts, account, movement);
    feed = await save(parts, account.id, afterPage(feed, reading));
  }
  if (feed?.readingSince !== undefined) await save(parts, account.id, afterPause(feed, parts.now()));
};

/**
 * Reads on in the list of a merchant account's provider, because callbacks can be lost. The next reading is written down
 * before this one begins, so two that run at once do not both read, and one that dies is followed by the next.
 *
 * @throws Refusal busy when a movement could not be stored: it is read again
 */
export const readMovements = async (parts: FeedParts, accountId: string): Promise<void> => {
  const now = parts.now();
  const feed = await find(parts.store, at.feed(accountId));
  if (feed === undefined || feed.dueAt > now) return;
  const claimed = await save(parts, accountId, afterClaim(feed, now));
  if (claimed === undefined) return;
  const opened = await parts.findAccount(accountId);
  if (opened === undefined) parts.count('FeedUnreadable', { accountId, why: 'the account or its keys are gone' });
  else await readPages(parts, opened, claimed);
};
