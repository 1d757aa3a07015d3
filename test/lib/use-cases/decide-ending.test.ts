import { describe, expect, test } from 'vitest';
import type { Proposal } from '../../../lib/domain/proposal.ts';
import { dayMs, instantToMs } from '../../../lib/domain/time.ts';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { askRefundAgain } from '../../../lib/use-cases/end-doubt.ts';
import { enterTransfer } from '../../../lib/use-cases/enter-transfer.ts';
import { settleMovement } from '../../../lib/use-cases/settle-movement.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { binh, mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import {
  ask,
  askRefund,
  atDesk,
  debit,
  movementOf,
  openPaid,
  proposalOf,
  putAside,
  refund,
  stateOf,
  storyOfMovement,
  withTransfers,
} from './desk-world.ts';
import { commitsIn, journalOf, read, type SampleWorld } from './sample-world.ts';

const reason = 'Không còn câu trả lời nào';
const evidence = 'Công văn 12/VNPAY ngày 05/12';
const payee = { bankCode: '970436', accountNumber: '0011004999999', name: 'NGUYEN VAN AN' };

/** Does what is due of something until nothing is. */
const settle = async (
  world: SampleWorld,
  of: { findDue: () => Promise<string | undefined>; look: () => Promise<void> },
): Promise<void> => {
  for (let dueAt = await of.findDue(); dueAt !== undefined; dueAt = await of.findDue()) {
    world.moveClock(Math.max(0, Date.parse(dueAt) - instantToMs(world.now())));
    await of.look();
  }
};

/** A refund of the sample payment that its provider never answered to. */
const openInDoubt = async () => {
  const paid = await openPaid();
  const { world, order } = paid;
  const proposal = await refund(world, { orderId: order.id });
  const findDue = async () => (await read(world, order)).dueAt;
  await settle(world, { findDue, look: () => settleOrder(world, order.id) });
  expect(await atDesk(world, 'refund-in-doubt')).toEqual([`ORDER#${order.id}`]);
  return { ...paid, proposal };
};

/** A transfer that was entered, and whose debit never came. */
const openTransfer = async () => {
  const paid = await openPaid();
  const world = withTransfers(paid.world);
  const proposal = await refund(world, { orderId: paid.order.id });
  await enterTransfer(world, { by: mai, id: proposal.id, transfer: { payee, transferReference: 'FT1' } });
  const findDue = async () => (await read(world, paid.order)).dueAt;
  await settle(world, { findDue, look: () => settleOrder(world, paid.order.id) });
  return { ...paid, world, proposal };
};

const askEnd = (world: SampleWorld, { id }: Proposal, as: 'paid' | 'not-paid'): Promise<Proposal> =>
  ask(world, { kind: 'refund-ending', refundId: id, as, evidence, reason });

const end = async (world: SampleWorld, proposal: Proposal, as: 'paid' | 'not-paid'): Promise<Proposal> =>
  approveProposal(world, binh, (await askEnd(world, proposal, as)).id);

describe('a refund that no question settled', () => {
  test('is asked to be ended by one officer, with evidence, and nothing moves yet', async () => {
    const { world, order, proposal } = await openInDoubt();
    const ending = await askEnd(world, proposal, 'not-paid');

    expect(ending).toMatchObject({ status: 'requested', amountVnd: 35_000, desk: { class: 'proposal' } });
    expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({
      type: 'proposal.requested',
      kind: 'refund-ending',
      evidence,
      reason,
      by: mai,
    });
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'in-doubt' });
    expect((await refusalOf(approveProposal(world, mai, ending.id))).code).toBe('same-officer');
  });

  test('ended as not paid is gone by another officer, in one commit, and its amount is free again', async () => {
    const { world, order, proposal } = await openInDoubt();
    const ending = await askEnd(world, proposal, 'not-paid');
    world.requests.length = 0;
    await approveProposal(world, binh, ending.id);

    expect(commitsIn(world)).toEqual([4]);
    expect(await stateOf(world, proposal)).toBeUndefined();
    expect(await read(world, order)).toMatchObject({ status: 'paid', refundRejected: true });
    expect(await read(world, order)).not.toHaveProperty('desk');
    expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({
      type: 'refund.failed',
      why: 'not-paid',
      proposalId: ending.id,
      by: binh,
      reason,
    });
    expect(await proposalOf(world, proposal)).toMatchObject({ ended: { as: 'not-paid', proposalId: ending.id } });
  });

  test('ended so leaves the next one to an officer: what the provider says of it could be of the first', async () => {
    const { world, order, proposal } = await openInDoubt();
    await end(world, proposal, 'not-paid');

    expect(await stateOf(world, await refund(world, { orderId: order.id }, 135_000))).toMatchObject({
      way: 'transfer',
    });
  });

  test('ended as paid is done, and its order part-refunded', async () => {
    const { world, order, proposal } = await openInDoubt();
    const ending = await end(world, proposal, 'paid');

    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
    expect(await read(world, order)).toMatchObject({ status: 'part-refunded' });
    expect((await journalOf(world, order)).at(-1)).toMatchObject({
      fact: { type: 'order.part-refunded', refundedVnd: 35_000, proposalId: ending.id, by: binh },
      delivery: { status: 'due' },
    });
    expect(await atDesk(world, 'refund-in-doubt')).toEqual([]);
  });

  test('of an unapplied item is ended in the journal of the item', async () => {
    const paid = await openPaid();
    const { world } = paid;
    const movementKey = await putAside(paid, 100_000);
    const proposal = await refund(world, { movementKey }, 100_000);
    const findDue = async () => (await movementOf(world, movementKey)).dueAt;
    await settle(world, { findDue, look: () => settleMovement(world, movementKey) });
    expect(await atDesk(world, 'refund-in-doubt')).toEqual([`MOVEMENT#${movementKey}`]);
    await end(world, proposal, 'not-paid');

    expect(await movementOf(world, movementKey)).toMatchObject({
      refundRejected: true,
      desk: { class: 'wrong-amount' },
    });
    expect(await movementOf(world, movementKey)).not.toHaveProperty('parts');
    expect((await storyOfMovement(world, movementKey)).slice(-2)).toEqual(['proposal.requested', 'refund.failed']);
  });

  test('that is declined to be ended stays where it is', async () => {
    const { world, order, proposal } = await openInDoubt();
    const { id } = await askEnd(world, proposal, 'paid');
    await declineProposal(world, { by: binh, id, reason: 'Chưa rõ' });

    expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({ type: 'proposal.declined', by: binh });
    expect(await atDesk(world, 'refund-in-doubt')).toEqual([`ORDER#${order.id}`]);
    expect((await refusalOf(approveProposal(world, binh, id))).code).toBe('proposal-decided');
  });

  test('is ended once, though two ask for two ends', async () => {
    const { world, proposal } = await openInDoubt();
    const [one, other] = [await askEnd(world, proposal, 'paid'), await askEnd(world, proposal, 'not-paid')];
    await approveProposal(world, binh, one.id);

    expect((await refusalOf(approveProposal(world, binh, other.id))).code).toBe('not-at-desk');
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
  });

  test('is not ended while it is asked after once more', async () => {
    const { world, proposal } = await openInDoubt();
    const { id } = await askEnd(world, proposal, 'not-paid');
    await askRefundAgain(world, mai, proposal.id);

    expect((await refusalOf(approveProposal(world, binh, id))).code).toBe('not-at-desk');
  });

  test('is no refund that is only asked for, reserved, or no refund at all', async () => {
    const { world, order } = await openPaid();
    const asked = await askRefund(world, { orderId: order.id }, 1);
    const reserved = await refund(world, { orderId: order.id });

    for (const one of [asked, reserved]) expect((await refusalOf(askEnd(world, one, 'paid'))).code).toBe('not-at-desk');
    const doubt = await openInDoubt();
    const ending = await askEnd(doubt.world, doubt.proposal, 'paid');
    expect((await refusalOf(askEnd(doubt.world, ending, 'paid'))).code).toBe('not-at-desk');
  });
});

describe('a transfer whose debit never came', () => {
  test('waits at the desk, and is ended as not paid: its reference is another’s to use', async () => {
    const { world, order, proposal } = await openTransfer();
    expect(await atDesk(world, 'refund-in-doubt')).toEqual([`ORDER#${order.id}`]);
    await end(world, proposal, 'not-paid');
    const next = await refund(world, { orderId: order.id });
    await enterTransfer(world, { by: mai, id: next.id, transfer: { payee, transferReference: 'FT1' } });

    await debit(world, {});
    expect(await stateOf(world, next)).toMatchObject({ status: 'done' });
  });

  test('and was ended so, and comes after all, is a debit that nothing explains, until a refund is entered for it', async () => {
    const { world, order, proposal } = await openTransfer();
    await end(world, proposal, 'not-paid');
    world.moveClock(dayMs);
    await debit(world, { text: proposal.id });
    expect(await atDesk(world, 'unexplained-debit')).toEqual(['MOVEMENT#debit:FT1:35000']);

    const next = await refund(world, { orderId: order.id });
    await enterTransfer(world, { by: mai, id: next.id, transfer: { payee, transferReference: 'FT1' } });
    expect(await stateOf(world, next)).toMatchObject({ status: 'done' });
    expect(await atDesk(world, 'unexplained-debit')).toEqual([]);
  });

  test('and was ended as paid, and comes after all, is looked at by an officer', async () => {
    const { world, order, proposal } = await openTransfer();
    await end(world, proposal, 'paid');
    await debit(world, {});

    expect(await read(world, order)).toMatchObject({ status: 'part-refunded', refunds: [{ status: 'done' }] });
    expect(await atDesk(world, 'unexplained-debit')).toEqual(['MOVEMENT#debit:FT1:35000']);
  });
});
