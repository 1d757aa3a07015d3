import { describe, expect, test } from 'vitest';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { findRefundSource } from '../../../lib/use-cases/find-refund-source.ts';
import { binh } from '../../samples.ts';
import { askApplication, openAwaiting, openPaid, putAside, withTransfers } from './desk-world.ts';

describe('a provider can be asked to refund', () => {
  test('a payment that came by an attempt', async () => {
    const { world, order, attempt } = await openPaid();

    expect(await findRefundSource(world, { orderId: order.id })).toMatchObject({
      attempt: { number: 1 },
      notice: { reference: attempt.reference, transactionId: '14422574' },
    });
  });

  test('an unapplied item that came by one', async () => {
    const paid = await openPaid();
    const movementKey = await putAside(paid, 100_000);

    expect(await findRefundSource(paid.world, { movementKey })).toMatchObject({ notice: { amountVnd: 100_000 } });
  });

  test.each<[string, Record<string, unknown>]>([
    ['names no order', { reference: 'tien an trua' }],
    ['names no attempt', { reference: 'LP0000000000A1' }],
    ['came through another account', { accountId: 'another-vnpay' }],
  ])('nothing that %s', async (_name, changes) => {
    const paid = await openPaid();
    const movementKey = await putAside(paid, 100_000, changes);

    expect(await findRefundSource(paid.world, { movementKey })).toBeUndefined();
  });

  test('nothing where it cannot refund, or its keys are gone', async () => {
    const { world, order } = await openPaid();

    expect(await findRefundSource(withTransfers(world), { orderId: order.id })).toBeUndefined();
    expect(
      await findRefundSource({ ...world, findAccount: async () => undefined }, { orderId: order.id }),
    ).toBeUndefined();
  });

  test('nothing that officers joined, and nothing that is not there', async () => {
    const opened = await openAwaiting();
    const key = await putAside(opened, 135_000, { accountId: 'another-vnpay' });
    const { id } = await askApplication(opened.world, opened.order.id, { [key]: 135_000 });
    await approveProposal(opened.world, binh, id);

    expect(await findRefundSource(opened.world, { orderId: opened.order.id })).toBeUndefined();
    expect(await findRefundSource(opened.world, { movementKey: 'none' })).toBeUndefined();
  });
});
