import { createHash } from 'node:crypto';
import type { Evidence } from '../domain/notice.ts';
import { at, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { decideAgain } from './decide-again.ts';
import type { Parts } from './parts.ts';

/** Genuine bytes that nobody could read, and why. */
type Unreadable = {
  readonly provider: string;
  readonly accountId: string;
  readonly why: string;
  readonly evidence: Evidence;
};

/**
 * Keeps genuine bytes that nobody could read, once for the same bytes, so that a person can.
 *
 * @throws Refusal busy when they could not be stored
 */
export const keepUnreadable = (parts: Parts, unreadable: Unreadable): Promise<'new' | 'known'> =>
  decideAgain(parts, async () => {
    const { store } = parts;
    const sha256 = createHash('sha256').update(unreadable.evidence.raw).digest('hex');
    const key = at.unreadable(unreadable.accountId, sha256);
    if (await find(store, key)) return 'known';
    return (await store.commit([put(key, { version: 1, ...unreadable })])) === 'committed' ? 'new' : 'conflict';
  });
