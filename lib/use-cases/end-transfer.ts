import { withoutDesk } from '../domain/proposal-decisions.ts';
import type { ProposalId } from '../domain/proposal-id.ts';
import { at, put } from '../store/key-table.ts';
import { find } from '../store/read.ts';
import type { Store } from '../store/store.ts';

/**
 * Takes a refund from the desk whose transfer came up before an officer had entered it. The refund itself is done by
 * then; when this does not come about, an officer finds it done and enters the transfer.
 */
export const endTransfer = async (store: Store, refundId: ProposalId): Promise<void> => {
  const proposal = await find(store, at.proposal(refundId));
  if (proposal?.kind === 'refund' && proposal.desk?.class === 'refund-to-transfer')
    await store.commit([put(at.proposal(refundId), withoutDesk(proposal))]);
};
