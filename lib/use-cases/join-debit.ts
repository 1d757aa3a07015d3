import { applyMovementFact } from '../domain/movement-changes.ts';
import type { Officer } from '../domain/officer.ts';
import type { RefundProposal } from '../domain/proposal.ts';
import { isPaidBy } from '../domain/refund-decisions.ts';
import { at, putMovementChange } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import { decideAgain } from './decide-again.ts';
import { findHeldRefund } from './find-debit.ts';
import type { Parts } from './parts.ts';

/**
 * Joins a refund to the debit that its officer has named, when that has come up before and nobody knew whose it was.
 * Nothing happens when it has not, is another refund's, or is of another amount.
 */
export const joinDebit = (
  parts: Pick<Parts, 'store' | 'now' | 'sleep' | 'random'>,
  { id, of, debitKey }: RefundProposal,
  by?: Officer,
): Promise<'joined' | 'not-there'> =>
  decideAgain(parts, async () => {
    const { store, now } = parts;
    const debit = debitKey === undefined ? undefined : await find(store, at.movement(debitKey));
    if (debit?.place.type !== 'money-out' || debit.place.refundId !== undefined) return 'not-there';
    const held = await findHeldRefund(store, of, id);
    if (!held || !isPaidBy(held.entry, debit.notice.amountVnd)) return 'not-there';
    const told = by && { by };
    const outcome = await store.commit([
      ...putMovementChange(applyMovementFact(debit, { type: 'debit.joined', refundId: id, ...told }, now())),
      ...held.holder.finish(held.entry, { movementKey: debit.notice.movementKey, ...told }, now()),
    ]);
    return outcome === 'conflict' ? 'conflict' : 'joined';
  });
