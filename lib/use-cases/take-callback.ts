import { createHash } from 'node:crypto';
import { merchantAccountSchema } from '../domain/merchant-account.ts';
import type { CallbackWord } from '../domain/notice.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CallbackRequest, Reading } from '../providers/provider.ts';
import { at, put } from '../store/key-table.ts';
import type { FindAccount, OpenedAccount, Parts } from './parts.ts';
import { receiveNotice } from './receive-notice.ts';

/** What taking callbacks needs beside the usual parts. */
export type CallbackParts = Parts & { readonly findAccount: FindAccount };

/** A callback, and the provider and merchant account that its path names. */
export type Callback = { readonly provider: string; readonly accountId: string; readonly request: CallbackRequest };

/** Keeps what nobody could read, once for the same bytes, so that a person can. */
const keepUnreadable = async (
  { store, now, count }: Parts,
  { provider, accountId }: Callback,
  { raw, keyId, signedHeaders, why }: Reading & { type: 'unreadable' },
): Promise<void> => {
  const key = at.unreadable(accountId, createHash('sha256').update(raw).digest('hex'));
  const evidence = { source: 'callback' as const, receivedAt: now(), raw, keyId, signedHeaders };
  await store.commit([put(key, { version: 1, provider, accountId, why, evidence })]);
  count('NoticeUnreadable', { accountId, why });
};

const decideReading = async (
  parts: CallbackParts,
  callback: Callback,
  { plugIn }: OpenedAccount,
): Promise<CallbackWord> => {
  const reading = plugIn.callback.read(callback.request);
  switch (reading.type) {
    case 'bad-signature':
      parts.count('CallbackSignatureRejected', { accountId: callback.accountId });
      return 'bad-signature';
    case 'unreadable':
      await keepUnreadable(parts, callback, reading);
      return 'try-again';
    case 'notice': {
      const { raw, keyId, signedHeaders, notice } = reading;
      return receiveNotice(parts, notice, { source: 'callback', receivedAt: parts.now(), raw, keyId, signedHeaders });
    }
  }
};

/**
 * Takes a provider's callback and says what the provider is to hear. Whatever is genuine is stored before that; when
 * it cannot be, because too many are at the same order, the provider is to try again.
 */
export const takeCallback = async (parts: CallbackParts, callback: Callback): Promise<CallbackWord> => {
  const id = merchantAccountSchema.shape.id.safeParse(callback.accountId);
  const opened = id.success ? await parts.findAccount(id.data) : undefined;
  if (opened?.account.provider !== callback.provider) {
    parts.count('CallbackSignatureRejected', { why: 'no such account' });
    return 'bad-signature';
  }
  try {
    return await decideReading(parts, callback, opened);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'busy') return 'try-again';
    throw error;
  }
};
