import type { Movement } from '../domain/movement.ts';
import type { Notice } from '../domain/notice.ts';
import type { RefundOf } from '../domain/proposal.ts';
import { type ProposalId, proposalIdSchema } from '../domain/proposal-id.ts';
import { findRefund, type RefundEntry } from '../domain/refund.ts';
import { at } from '../store/key-table.ts';
import { findBoth, findThree } from '../store/read.ts';
import type { Store } from '../store/store.ts';
import { findRefundHolder, type RefundHolder } from './find-refund-holder.ts';

/** A refund with whoever holds its money. */
export type HeldRefund = { readonly entry: RefundEntry; readonly holder: RefundHolder };

/** A refund of somebody's money, while it is there. */
export const findHeldRefund = async (
  store: Store,
  of: RefundOf,
  refundId: ProposalId,
): Promise<HeldRefund | undefined> => {
  const holder = await findRefundHolder(store, of);
  const entry = holder && findRefund(holder.refunds, refundId);
  return holder && entry && { entry, holder };
};

/** What is known of a debit: its movement, and the refund that it may close. */
type KnownDebit = { readonly movement: Movement | undefined; readonly held: HeldRefund | undefined };

/**
 * What is known of a debit: the refund that its text names, or that an officer has named it for. When the two name
 * different ones, a person must look: it closes neither.
 */
export const findDebit = async (store: Store, { movementKey, reference }: Notice): Promise<KnownDebit> => {
  const inText = proposalIdSchema.safeParse(reference).data;
  const [movementAt, namedAt] = [at.movement(movementKey), at.debitRefund(movementKey)];
  if (inText === undefined) {
    const [movement, named] = await findBoth(store, movementAt, namedAt);
    const refund = named?.refund;
    return { movement, held: refund && (await findHeldRefund(store, refund.of, refund.id)) };
  }
  const [movement, named, proposal] = await findThree(store, movementAt, namedAt, at.proposal(inText));
  const isOne = proposal?.kind === 'refund' && (named?.refund === undefined || named.refund.id === inText);
  return { movement, held: isOne ? await findHeldRefund(store, proposal.of, inText) : undefined };
};
