import { expect, test } from 'vitest';
import { orderIdSchema } from '../../../lib/domain/order-id.ts';
import { makeProposalId, proposalIdRandomBytes, proposalIdSchema } from '../../../lib/domain/proposal-id.ts';

test('a proposal’s id is DN, nine symbols and a check symbol, and is no order’s', () => {
  const id = makeProposalId(new Uint8Array([4, 26, 8, 11, 2, 28, 6, 24, 3]));

  expect(id).toBe('DN4T8B2W6R34');
  expect(orderIdSchema.safeParse(id).success).toBe(false);
  expect(proposalIdSchema.safeParse('DN4T8B2W6R35').success).toBe(false);
  expect(proposalIdRandomBytes).toBe(9);
});
