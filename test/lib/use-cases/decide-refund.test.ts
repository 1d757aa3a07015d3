import { describe, expect, test } from 'vitest';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { binh, mai, makeNotice } from '../../samples.ts';
import { interruptedBy } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import {
  askRefund,
  atDesk,
  movementOf,
  openPaid,
  putAside,
  refund,
  stateOf,
  storyOfMovement,
  tell,
  withTransfers,
} from './desk-world.ts';
import { journalOf, read } from './sample-world.ts';

const reason = 'Đã thu đúng';

describe('approving a refund', () => {
  test('that the provider cannot pay waits for an officer’s transfer', async () => {
    const paid = await openPaid();
    const world = withTransfers(paid.world);
    const proposal = await refund(world, { orderId: paid.order.id });

    expect(await stateOf(world, proposal)).toMatchObject({ status: 'reserved', way: 'transfer' });
    expect(await atDesk(world, 'refund-to-transfer')).toEqual([`PROPOSAL#${proposal.id}`]);
    expect(await read(world, paid.order)).not.toHaveProperty('dueAt');
  });

  test('two refunds of one amount: the provider is asked for the first alone', async () => {
    const { world, order } = await openPaid();
    const first = await refund(world, { orderId: order.id });
    const second = await refund(world, { orderId: order.id });

    expect([await stateOf(world, first), await stateOf(world, second)]).toMatchObject([
      { way: 'provider' },
      { way: 'transfer' },
    ]);
  });

  test('decides anew when the order was reversed meanwhile', async () => {
    const { world, order, attempt } = await openPaid();
    const { id } = await askRefund(world, { orderId: order.id });
    await tell(world, makeNotice(attempt, { result: 'reversed' }));

    expect((await refusalOf(approveProposal(world, binh, id))).code).toBe('refund-not-possible');
  });

  test('of an unapplied item reserves it there', async () => {
    const paid = await openPaid();
    const movementKey = await putAside(paid, 100_000);
    const proposal = await refund(paid.world, { movementKey }, 100_000);

    expect(await movementOf(paid.world, movementKey)).toMatchObject({
      parts: [{ kind: 'refund', refundId: proposal.id, amountVnd: 100_000, status: 'reserved', way: 'provider' }],
      dueAt: paid.world.now(),
    });
    expect(await movementOf(paid.world, movementKey)).not.toHaveProperty('desk');
    expect(await storyOfMovement(paid.world, movementKey)).toEqual(['proposal.requested', 'refund.approved']);
  });
});

describe('declining a refund', () => {
  test('a refund of an item is told in the journal of the item', async () => {
    const paid = await openPaid();
    const movementKey = await putAside(paid, 100_000);
    const { id } = await askRefund(paid.world, { movementKey });
    await declineProposal(paid.world, { by: binh, id, reason });

    expect((await storyOfMovement(paid.world, movementKey)).at(-1)).toBe('proposal.declined');
  });

  test('gives up an approved refund that nobody has begun to pay: its amount is free again', async () => {
    const paid = await openPaid();
    const world = withTransfers(paid.world);
    const { id } = await refund(world, { orderId: paid.order.id });
    await declineProposal(world, { by: mai, id, reason });

    expect(await read(world, paid.order)).not.toHaveProperty('refunds');
    expect((await journalOf(world, paid.order)).at(-1)?.fact).toMatchObject({
      type: 'refund.failed',
      why: 'withdrawn',
      by: mai,
      reason,
    });
    expect(await atDesk(world, 'refund-to-transfer')).toEqual([]);
  });

  test('is too late once the provider may have been asked', async () => {
    const { world, order } = await openPaid();
    const { id } = await refund(world, { orderId: order.id });
    await settleOrder(world, order.id);

    expect((await refusalOf(declineProposal(world, { by: mai, id, reason }))).code).toBe('proposal-decided');
    expect((await read(world, order)).refunds).toMatchObject([{ status: 'in-doubt' }]);
  });

  test('and sending at the same moment: one of them wins', async () => {
    const inner = makeMemoryStore();
    const paid = await openPaid(undefined, { store: inner });
    const { id } = await refund(paid.world, { orderId: paid.order.id });
    const late = {
      ...paid.world,
      store: interruptedBy(paid.world.store, () => declineProposal(paid.world, { by: mai, id, reason })),
    };
    await settleOrder(late, paid.order.id);

    expect(paid.world.calls).toEqual([]);
    expect(await read(paid.world, paid.order)).not.toHaveProperty('refunds');
  });

  test('takes from the desk a transfer whose money a bank took back meanwhile', async () => {
    const paid = await openPaid();
    const world = withTransfers(paid.world);
    const proposal = await refund(world, { orderId: paid.order.id });
    await tell(world, makeNotice(paid.attempt, { result: 'reversed' }));
    expect(await stateOf(world, proposal)).toBeUndefined();

    await declineProposal(world, { by: mai, id: proposal.id, reason });
    expect(await atDesk(world, 'refund-to-transfer')).toEqual([]);
  });
});
