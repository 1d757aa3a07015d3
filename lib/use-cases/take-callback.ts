import { merchantAccountSchema } from '../domain/merchant-account.ts';
import type { CallbackWord } from '../domain/notice.ts';
import { Refusal } from '../domain/refusal.ts';
import { type Instant, instantToMs, minuteMs } from '../domain/time.ts';
import type { CallbackRequest } from '../providers/provider.ts';
import { keepUnreadable } from './keep-unreadable.ts';
import type { FindAccount, OpenedAccount, Parts } from './parts.ts';
import { receiveNotice } from './receive-notice.ts';

/** What taking callbacks needs beside the usual parts. */
export type CallbackParts = Parts & { readonly findAccount: FindAccount };

/** A callback, and the provider and merchant account that its path names. */
export type Callback = { readonly provider: string; readonly accountId: string; readonly request: CallbackRequest };

/** A message that was signed longer ago than this, or so far ahead, is late or played again. */
const staleAfterMs = 5 * minuteMs;

/** Tells of a message that comes long after it was signed. It is decided as any other: its movement key knows a repeat. */
const countStale = ({ now, count }: Parts, accountId: string, signedAt: Instant | undefined): void => {
  if (signedAt === undefined) return;
  const lateMs = Math.abs(instantToMs(now()) - instantToMs(signedAt));
  if (lateMs > staleAfterMs) count('CallbackStale', { accountId, lateSeconds: Math.round(lateMs / 1000) });
};

const decideReading = async (
  parts: CallbackParts,
  callback: Callback,
  { plugIn }: OpenedAccount,
): Promise<CallbackWord> => {
  const reading = plugIn.callback.read(callback.request);
  const { provider, accountId } = callback;
  if (reading.type === 'bad-signature') {
    parts.count('CallbackSignatureRejected', { accountId });
    return 'bad-signature';
  }
  const { raw, keyId, signedHeaders } = reading;
  const evidence = { source: 'callback' as const, receivedAt: parts.now(), raw, keyId, signedHeaders };
  if (reading.type === 'unreadable') {
    await keepUnreadable(parts, { provider, accountId, why: reading.why, evidence });
    parts.count('NoticeUnreadable', { accountId, why: reading.why });
    return 'try-again';
  }
  countStale(parts, accountId, reading.signedAt);
  return receiveNotice(parts, reading.notice, evidence);
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
