import { describe, expect, test } from 'vitest';
import { approveProposal, declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { binh, makeNotice } from '../../samples.ts';
import { interruptedBy } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { askApplication, movementOf, openAwaiting, putAside, refund, storyOfMovement, tell } from './desk-world.ts';
import { commitsIn, journalOf, read, storyOf } from './sample-world.ts';

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

test('declining an application is told in every journal', async () => {
  const opened = await openAwaiting();
  const { world, order } = opened;
  const one = await putAside(opened, 200_000);
  const { id } = await askApplication(world, order.id, { [one]: 135_000 });
  await declineProposal(world, { by: binh, id, reason: 'Đã thu đúng' });

  expect((await storyOf(world, order)).at(-1)).toBe('proposal.declined');
  expect((await storyOfMovement(world, one)).at(-1)).toBe('proposal.declined');
});
