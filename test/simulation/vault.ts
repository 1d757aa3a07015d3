import type { MerchantKeys } from '../../lib/domain/merchant-account.ts';
import { openAccount } from '../../lib/providers/registry.ts';
import type { OpenedAccount } from '../../lib/use-cases/parts.ts';
import { accounts } from './setting.ts';

/** Where Lephi finds the keys of its merchant accounts. Others than these may be right: the bank has its own. */
export type Vault = {
  readonly put: (accountId: string, keys: MerchantKeys) => void;
  readonly keysOf: (accountId: string) => MerchantKeys;
  /** Whether everybody who reads keys now, or has read them a while ago, knows this one. */
  readonly isKnown: (accountId: string, secret: string, agoMs: number) => boolean;
  /** An account as a process knows it that read its keys so long ago. */
  readonly open: (accountId: string, agoMs: number) => OpenedAccount | undefined;
};

type Kept = { readonly sinceMs: number; readonly keys: MerchantKeys; readonly opened: OpenedAccount };

const firstKeys = (accountId: string): MerchantKeys => ({
  current: { id: 'key-1', secret: `${accountId} first secret` },
  apiToken: { id: 'token', secret: `${accountId} token` },
});

export const makeVault = (nowMs: () => number): Vault => {
  const kept = new Map<string, Kept[]>(accounts.map(({ id }) => [id, []]));
  const put = (accountId: string, keys: MerchantKeys): void => {
    const account = accounts.find(({ id }) => id === accountId)!;
    kept.get(accountId)!.unshift({ sinceMs: nowMs(), keys, opened: { account, plugIn: openAccount(account, keys) } });
  };
  for (const { id } of accounts) put(id, firstKeys(id));

  /** The latest keys first, back to those that somebody may know who read them so long ago. */
  const listSince = (accountId: string, agoMs: number): readonly Kept[] => {
    const versions = kept.get(accountId) ?? [];
    const oldest = versions.findIndex(({ sinceMs }) => sinceMs <= nowMs() - agoMs);
    return oldest < 0 ? versions : versions.slice(0, oldest + 1);
  };

  return {
    isKnown: (accountId, secret, agoMs) =>
      listSince(accountId, agoMs).every(({ keys: { current, previous } }) =>
        [current.secret, previous?.secret].includes(secret),
      ),
    put,
    keysOf: (accountId) => kept.get(accountId)![0]!.keys,
    open: (accountId, agoMs) => {
      const versions = kept.get(accountId);
      return (versions?.find(({ sinceMs }) => sinceMs <= nowMs() - agoMs) ?? versions?.at(-1))?.opened;
    },
  };
};
