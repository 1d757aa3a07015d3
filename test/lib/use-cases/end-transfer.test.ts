import { expect, test } from 'vitest';
import { endTransfer } from '../../../lib/use-cases/end-transfer.ts';
import { makeSampleProposalId } from '../../samples.ts';
import { askRefund, atDesk, openPaid, proposalOf, refund, withTransfers } from './desk-world.ts';

test('a refund whose transfer came up leaves the desk, and nothing else does', async () => {
  const paid = await openPaid();
  const world = withTransfers(paid.world);
  const waiting = await refund(world, { orderId: paid.order.id });
  const asked = await askRefund(world, { orderId: paid.order.id }, 1);
  await endTransfer(world.store, waiting.id);
  await endTransfer(world.store, asked.id);
  await endTransfer(world.store, makeSampleProposalId());

  expect(await atDesk(world, 'refund-to-transfer')).toEqual([]);
  expect(await proposalOf(world, waiting)).toMatchObject({ status: 'approved', version: 3 });
  expect(await atDesk(world, 'proposal')).toEqual([`PROPOSAL#${asked.id}`]);
});
