import type { RefundOf } from '../domain/proposal.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Store, Write } from '../store/store.ts';

/**
 * Names a refund beside its debit, which may not be there yet.
 *
 * @throws Refusal not-at-desk when another refund is named there
 */
export const nameDebit = async (
  store: Store,
  debitKey: string,
  refund: { readonly id: ProposalId; readonly of: RefundOf },
): Promise<Write> => {
  const named = await find(store, at.debitRefund(debitKey));
  if (named?.refund !== undefined && named.refund.id !== refund.id)
    throw new Refusal('not-at-desk', { detail: 'Another refund has been entered with this transfer.' });
  return put(at.debitRefund(debitKey), { version: (named?.version ?? 0) + 1, refund });
};

/** Takes the refund's name from a debit that an officer named before. */
export const unnameDebit = async (store: Store, debitKey: string): Promise<Write> => {
  const named = await find(store, at.debitRefund(debitKey));
  return put(at.debitRefund(debitKey), { version: (named?.version ?? 0) + 1 });
};
