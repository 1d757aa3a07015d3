import { expect, test } from 'vitest';
import {
  fullProposalSchema,
  publicProposalSchema,
  toFullProposal,
  toPublicProposal,
} from '../../../lib/http/public-proposal.ts';
import { makeEvidence } from '../../samples.ts';
import { openPaid, proposalOf, refund, stateOf } from '../use-cases/desk-world.ts';

test('a refund is shown with how far it has come and what the provider said', async () => {
  const { world, order } = await openPaid();
  const proposal = await refund(world, { orderId: order.id });
  const shown = toFullProposal({
    proposal: await proposalOf(world, proposal),
    refund: await stateOf(world, proposal),
    answers: [{ ...makeEvidence(), source: 'query' }],
  });

  expect(fullProposalSchema.safeParse(shown).success).toBe(true);
  expect(shown).toMatchObject({
    status: 'approved',
    failed: false,
    refund: { id: proposal.id, status: 'reserved', nextLookAt: world.now() },
    answers: [{ source: 'query', raw: 'a=b', keyId: 'key-1' }],
  });
});

test('an approved refund of which nothing is left with its money has failed', async () => {
  const { world, order } = await openPaid();
  const proposal = await refund(world, { orderId: order.id });

  expect(toFullProposal({ proposal, refund: undefined, answers: [] }).failed).toBe(true);
  expect(toFullProposal({ proposal: { ...proposal, status: 'declined' }, refund: undefined, answers: [] }).failed).toBe(
    false,
  );
});

test('a list does not show where money goes', async () => {
  const { world, order } = await openPaid();
  const payee = { bankCode: '970436', accountNumber: '0071000123456', name: 'NGUYEN VAN A' };
  const proposal = { ...(await refund(world, { orderId: order.id })), transfer: { payee, transferReference: 'FT1' } };
  const shown = toPublicProposal(proposal);

  expect(publicProposalSchema.safeParse(shown).success).toBe(true);
  expect(JSON.stringify(shown)).not.toMatch(/0071000123456|NGUYEN/);
});
