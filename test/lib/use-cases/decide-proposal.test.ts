import { describe, expect, test } from 'vitest';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { binh, mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { askRefund, atDesk, openPaid, proposalOf, refund, stateOf } from './desk-world.ts';
import { commitsIn, journalOf, read } from './sample-world.ts';

const thanh = { subject: 'iss|thanh', name: 'Thanh' };
const reason = 'Đã thu đúng';

describe('approving a refund', () => {
  test('reserves its amount in one commit, and the provider is asked next', async () => {
    const { world, order } = await openPaid();
    const proposal = await askRefund(world, { orderId: order.id });
    world.requests.length = 0;

    expect(await approveProposal(world, binh, proposal.id)).toMatchObject({ status: 'approved', decidedBy: binh });
    expect(commitsIn(world)).toEqual([3]);
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'reserved', way: 'provider', amountVnd: 35_000 });
    expect(await read(world, order)).toMatchObject({ status: 'paid', dueAt: world.now() });
    expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({ type: 'refund.approved', by: binh });
    expect(await atDesk(world, 'proposal')).toEqual([]);
  });

  test.each([mai, { ...mai, name: 'Somebody else' }, { ...mai, subject: `${mai.subject} ` }])(
    'is refused to whoever asked for it: %o',
    async (officer) => {
      const { world, order } = await openPaid();
      const { id } = await askRefund(world, { orderId: order.id });

      expect((await refusalOf(approveProposal(world, officer, id))).code).toBe('same-officer');
      expect(await read(world, order)).not.toHaveProperty('refunds');
    },
  );

  test('twice at once reserves once, and the second officer hears that it is decided', async () => {
    const { world, order } = await openPaid();
    const { id } = await askRefund(world, { orderId: order.id });
    const outcomes = await Promise.allSettled([approveProposal(world, binh, id), approveProposal(world, thanh, id)]);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'proposal-decided' },
    });
    expect((await read(world, order)).refunds).toHaveLength(1);
  });

  test('again changes nothing', async () => {
    const { world, order } = await openPaid();
    const approved = await refund(world, { orderId: order.id });

    expect(await approveProposal(world, binh, approved.id)).toEqual(approved);
    expect((await read(world, order)).refunds).toHaveLength(1);
  });

  test('decides anew: two that were possible are not, together', async () => {
    const { world, order } = await openPaid();
    const [one, other] = [
      await askRefund(world, { orderId: order.id }, 100_000),
      await askRefund(world, { orderId: order.id }, 50_000),
    ];
    await approveProposal(world, binh, one.id);

    expect((await refusalOf(approveProposal(world, binh, other.id))).code).toBe('refund-too-large');
    expect(await proposalOf(world, other)).toMatchObject({ status: 'requested', desk: { class: 'proposal' } });
  });

  test('of what nobody asked for is not found', async () => {
    const { world, order } = await openPaid();
    const { id } = await askRefund(world, { orderId: order.id });
    const other = `${id.slice(0, -2)}00`;

    expect((await refusalOf(approveProposal(world, binh, other as typeof id))).code).toBe('not-found');
  });
});

describe('declining', () => {
  test.each([mai, binh])('takes it from the desk, and the journal tells why: %o', async (by) => {
    const { world, order } = await openPaid();
    const { id } = await askRefund(world, { orderId: order.id });

    expect(await declineProposal(world, { by, id, reason })).toMatchObject({
      status: 'declined',
      declineReason: reason,
    });
    expect(await atDesk(world, 'proposal')).toEqual([]);
    expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({ type: 'proposal.declined', by, reason });
    expect((await refusalOf(approveProposal(world, binh, id))).code).toBe('proposal-decided');
    expect(await declineProposal(world, { by, id, reason })).toMatchObject({ version: 2 });
  });
});
