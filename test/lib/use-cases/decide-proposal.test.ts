import { describe, expect, test } from 'vitest';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { binh, mai, makeNotice } from '../../samples.ts';
import { interruptedBy } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import {
  askApplication,
  askRefund,
  atDesk,
  movementOf,
  openAwaiting,
  openPaid,
  proposalOf,
  putAside,
  refund,
  stateOf,
  storyOfMovement,
  tell,
  withTransfers,
} from './desk-world.ts';
import { commitsIn, journalOf, read, storyOf } from './sample-world.ts';

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

  test('that the provider cannot pay waits for an officer’s transfer', async () => {
    const paid = await openPaid();
    const world = withTransfers(paid.world);
    const proposal = await refund(world, { orderId: paid.order.id });

    expect(await stateOf(world, proposal)).toMatchObject({ status: 'reserved', way: 'transfer' });
    expect(await atDesk(world, 'refund-to-transfer')).toEqual([`PROPOSAL#${proposal.id}`]);
    expect(await read(world, paid.order)).not.toHaveProperty('dueAt');
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

  test('decides anew when the order was reversed meanwhile', async () => {
    const { world, order, attempt } = await openPaid();
    const { id } = await askRefund(world, { orderId: order.id });
    await tell(world, makeNotice(attempt, { result: 'reversed' }));

    expect((await refusalOf(approveProposal(world, binh, id))).code).toBe('refund-not-possible');
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

  test('of what nobody asked for is not found', async () => {
    const { world, order } = await openPaid();
    const { id } = await askRefund(world, { orderId: order.id });
    const other = `${id.slice(0, -2)}00`;

    expect((await refusalOf(approveProposal(world, binh, other as typeof id))).code).toBe('not-found');
  });
});

describe('approving an application', () => {
  test('pays the order with the money of all its parts, in one commit', async () => {
    const opened = await openAwaiting();
    const { world, order } = opened;
    const [one, other] = [await putAside(opened, 100_000), await putAside(opened, 50_000)];
    const proposal = await askApplication(world, order.id, { [one]: 100_000, [other]: 35_000 });
    world.requests.length = 0;
    await approveProposal(world, binh, proposal.id);

    expect(commitsIn(world)).toEqual([7]);
    expect(await read(world, order)).toMatchObject({
      status: 'paid',
      payment: { proposalId: proposal.id, amountVnd: 135_000, late: false },
    });
    expect((await journalOf(world, order)).at(-1)).toMatchObject({
      fact: { type: 'order.paid', by: binh },
      delivery: { status: 'due' },
    });
    expect(await movementOf(world, one)).toMatchObject({
      parts: [{ kind: 'applied', amountVnd: 100_000, orderId: order.id, proposalId: proposal.id }],
    });
    expect(await movementOf(world, one)).not.toHaveProperty('desk');
    expect(await movementOf(world, other)).toMatchObject({ desk: { class: 'wrong-amount' } });
  });

  test('is too late when a bank was quicker: the order has exactly one payment', async () => {
    const opened = await openAwaiting();
    const { world, order, attempt } = opened;
    const one = await putAside(opened, 135_000, { accountId: 'another-vnpay' });
    const proposal = await askApplication(world, order.id, { [one]: 135_000 });
    const quicker = { ...world, store: interruptedBy(world.store, () => tell(world, makeNotice(attempt))) };

    expect((await refusalOf(approveProposal(quicker, binh, proposal.id))).code).toBe('application-not-possible');
    expect((await storyOf(world, order)).filter((type) => type === 'order.paid')).toHaveLength(1);
    expect(await movementOf(world, one)).toMatchObject({ desk: { class: 'unknown-reference' } });
  });

  test('is too late when its money went to another order', async () => {
    const opened = await openAwaiting();
    const { world, order } = opened;
    const one = await putAside(opened, 135_000, { accountId: 'another-vnpay' });
    const proposal = await askApplication(world, order.id, { [one]: 135_000 });
    await refund(world, { movementKey: one }, 1);

    expect((await refusalOf(approveProposal(world, binh, proposal.id))).code).toBe('application-not-possible');
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

  test('an application is told in every journal', async () => {
    const opened = await openAwaiting();
    const { world, order } = opened;
    const one = await putAside(opened, 200_000);
    const { id } = await askApplication(world, order.id, { [one]: 135_000 });
    await declineProposal(world, { by: binh, id, reason });

    expect((await storyOf(world, order)).at(-1)).toBe('proposal.declined');
    expect((await storyOfMovement(world, one)).at(-1)).toBe('proposal.declined');
  });

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
