import type { Officer } from '../domain/officer.ts';
import type { RefundProposal, Transfer } from '../domain/proposal.ts';
import { transferred } from '../domain/proposal-decisions.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import type { RefundEntry } from '../domain/refund.ts';
import { Refusal } from '../domain/refusal.ts';
import { at, put } from '../store/key-table.ts';
import type { Store, Write } from '../store/store.ts';
import { decideAgain } from './decide-again.ts';
import { findHeldRefund } from './find-debit.ts';
import { joinDebit } from './join-debit.ts';
import { nameDebit, unnameDebit } from './name-debit.ts';
import type { DeskParts } from './parts.ts';
import { getMovement, getOrderAtDesk, getProposal } from './read-desk.ts';

/** Who has made which transfer. */
export type EnterTransfer = { readonly by: Officer; readonly id: ProposalId; readonly transfer: Transfer };

const getRefund = async (store: Store, id: ProposalId): Promise<RefundProposal> => {
  const proposal = await getProposal(store, id);
  if (proposal.kind !== 'refund' || proposal.status !== 'approved') throw new Refusal('not-at-desk');
  return proposal;
};

/** The merchant account through which the money came. */
const accountIdOf = async (store: Store, { of }: RefundProposal): Promise<string | undefined> =>
  'orderId' in of
    ? (await getOrderAtDesk(store, of.orderId)).payment?.accountId
    : (await getMovement(store, of.movementKey)).notice.accountId;

/** As which movement the transfer will come up, where the account's plug-in can tell. */
const findDebitKey = async (
  { store, findAccount }: DeskParts,
  proposal: RefundProposal,
  { accountId, transferReference: reference }: Transfer,
): Promise<string | undefined> => {
  const id = accountId ?? (await accountIdOf(store, proposal));
  const opened = id === undefined ? undefined : await findAccount(id);
  if (accountId !== undefined && opened === undefined)
    throw new Refusal('not-found', { detail: 'There is no such merchant account.' });
  return opened?.plugIn.debitKey?.({ reference, amountVnd: proposal.amountVnd });
};

const namingWrites = async (
  store: Store,
  { id, of, debitKey: before }: RefundProposal,
  debitKey: string | undefined,
): Promise<readonly Write[]> => {
  if (before === debitKey) return [];
  return [
    ...(debitKey === undefined ? [] : [await nameDebit(store, debitKey, { id, of })]),
    ...(before === undefined ? [] : [await unnameDebit(store, before)]),
  ];
};

/** A transfer is entered while the refund waits for one, and again while its debit has not come up. */
const refuseOther = ({ way, status }: RefundEntry): void => {
  if (way !== 'transfer' && status !== 'done') throw new Refusal('not-at-desk');
};

/**
 * Writes down the transfer that an officer has made for an approved refund: to whom, and by which reference its debit
 * will be known. When the debit is there already, the refund is done at once. Entered again, it replaces what was wrong.
 *
 * @throws Refusal not-found
 * @throws Refusal not-at-desk when the refund waits for no transfer, or another has been entered with this one
 */
export const enterTransfer = async (parts: DeskParts, { by, id, transfer }: EnterTransfer): Promise<RefundProposal> => {
  const next = await decideAgain(parts, async () => {
    const { store, now } = parts;
    const proposal = await getRefund(store, id);
    const held = await findHeldRefund(store, proposal.of, id);
    if (held === undefined) throw new Refusal('not-at-desk');
    refuseOther(held.entry);
    const debitKey = await findDebitKey(parts, proposal, transfer);
    const entered = transferred(proposal, transfer, debitKey);
    const { amountVnd, status } = held.entry;
    const { transferReference } = transfer;
    const fact = { type: 'refund.sent' as const, refundId: id, amountVnd, transferReference, by };
    const outcome = await store.commit([
      put(at.proposal(id), entered),
      ...(await namingWrites(store, proposal, debitKey)),
      ...(status === 'done' ? [] : held.holder.happen(fact, now())),
    ]);
    return outcome === 'conflict' ? 'conflict' : entered;
  });
  await joinDebit(parts, next, by);
  return next;
};
