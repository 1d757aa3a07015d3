import { describe, expect, test } from 'vitest';
import type { Proposal, RefundProposal } from '../../../lib/domain/proposal.ts';
import { joinDebit } from '../../../lib/use-cases/join-debit.ts';
import { mai } from '../../samples.ts';
import { debit, openPaid, refund, stateOf, withTransfers } from './desk-world.ts';

const named = (proposal: Proposal, debitKey?: string): RefundProposal =>
  proposal.kind === 'refund' ? { ...proposal, debitKey } : expect.unreachable();

const openTransfers = async () => {
  const paid = await openPaid();
  const world = withTransfers(paid.world);
  return { world, refund35: await refund(world, { orderId: paid.order.id }) };
};

describe('a refund and its debit are joined', () => {
  test('once, when the debit is there and nobody knew whose it was', async () => {
    const { world, refund35 } = await openTransfers();
    await debit(world, {});
    const joining = named(refund35, 'debit:FT1:35000');

    expect(await joinDebit(world, joining, mai)).toBe('joined');
    expect(await joinDebit(world, joining)).toBe('not-there');
    expect(await stateOf(world, refund35)).toMatchObject({ status: 'done' });
  });

  test.each<[string, string | undefined, number]>([
    ['not when nobody has named one', undefined, 35_000],
    ['not when it has not come up', 'debit:FT2:35000', 35_000],
    ['not when it is of another amount', 'debit:FT1:34999', 34_999],
  ])('%s', async (_name, debitKey, amountVnd) => {
    const { world, refund35 } = await openTransfers();
    await debit(world, { amountVnd });

    expect(await joinDebit(world, named(refund35, debitKey))).toBe('not-there');
    expect(await stateOf(world, refund35)).toMatchObject({ status: 'reserved' });
  });
});
