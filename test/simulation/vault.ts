import type { MerchantKeys } from '../../lib/domain/merchant-account.ts';
import { openAccount } from '../../lib/providers/registry.ts';
import type { OpenedAccount } from '../../lib/use-cases/parts.ts';
import { accounts } from './setting.ts';

/** Where Lephi finds the keys of its merchant accounts. Others than these may be right: the bank has its own. */
export type Vault = {
  readonly put: (accountId: string, keys: MerchantKeys) => void;
  readonly keysOf: (accountId: string) => MerchantKeys;
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
  return {
    put,
    keysOf: (accountId) => kept.get(accountId)![0]!.keys,
    open: (accountId, agoMs) => {
      const versions = kept.get(accountId);
      return (versions?.find(({ sinceMs }) => sinceMs <= nowMs() - agoMs) ?? versions?.at(-1))?.opened;
    },
  };
};
