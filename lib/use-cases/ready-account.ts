import { refuseField } from '../domain/field-errors.ts';
import { makeFeed } from '../domain/feed.ts';
import type { MerchantAccount } from '../domain/merchant-account.ts';
import type { Instant } from '../domain/time.ts';
import { findProvider } from '../providers/registry.ts';
import { at, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Store, Write } from '../store/store.ts';

/**
 * What must be there before payers are sent to a merchant account: its keys, and where its provider has a list, the token
 * to read it and the feed, which is made here. A feed goes on for ever: money may come long after a switching off.
 *
 * @throws Refusal validation-failed when a key or a token is missing
 */
export const readyAccount = async (
  { store, now }: { readonly store: Store; readonly now: () => Instant },
  { id, provider, keyIds }: MerchantAccount,
): Promise<readonly Write[]> => {
  if (keyIds === undefined) throw refuseField('/keyIds', 'has no key yet: set one first');
  if (findProvider(provider)?.needsApiToken !== true) return [];
  if (keyIds.apiToken === undefined) throw refuseField('/keyIds', 'has no API token yet: set one first');
  return (await find(store, at.feed(id))) ? [] : [put(at.feed(id), makeFeed(now()))];
};
