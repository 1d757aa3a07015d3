import { expect, test } from 'vitest';
import { makeProposal } from '../../../lib/domain/proposal-decisions.ts';
import { proposalKindSchema, proposalRequestSchema, type ProposalRequest } from '../../../lib/domain/proposal.ts';
import { actsOf, askFor } from '../../../lib/use-cases/proposal-acts.ts';
import { mai, makeSampleOrder, makeSampleProposalId, start } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { openWorld } from './sample-world.ts';

const orderId = makeSampleOrder().order.id;
const id = makeSampleProposalId();

/** A request of each kind, about what is not there. */
const requests: Record<ProposalRequest['kind'], object> = {
  refund: { of: { orderId }, amountVnd: 1 },
  application: { orderId, parts: [{ movementKey: 'm', amountVnd: 1 }] },
  'refund-ending': { refundId: id, as: 'paid', evidence: 'Sao kê' },
  'forced-match': { discrepancyIds: ['0'.repeat(32), '1'.repeat(32)] },
  'match-undoing': { matchId: id },
  line: { discrepancyId: '0'.repeat(32) },
  reopening: { of: { accountId: 'ea-kao-vnpay', side: 'bank', on: '2026-11-21' } },
};

test.each(proposalKindSchema.options)('%s: what is not there can neither be asked for nor approved', async (kind) => {
  const world = await openWorld();
  const request = proposalRequestSchema.parse({ kind, ...requests[kind], reason: 'Thử' });
  const proposal = makeProposal(request, { id, by: mai }, start);

  expect((await refusalOf(askFor(world, request, { id, by: mai }))).code).toMatch(/not-found$/);
  expect((await refusalOf(actsOf(world, proposal).approve(mai))).code).toMatch(/not-found$/);
});
