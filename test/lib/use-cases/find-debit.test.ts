import { describe, expect, test } from 'vitest';
import { findDebit, findHeldRefund } from '../../../lib/use-cases/find-debit.ts';
import { enterTransfer } from '../../../lib/use-cases/enter-transfer.ts';
import { mai, makeNotice, makeSampleProposalId, vnd } from '../../samples.ts';
import { askApplication, debit, openAwaiting, openPaid, putAside, refund, withTransfers } from './desk-world.ts';

const payee = { bankCode: '970436', accountNumber: '0011004999999', name: 'Tuyết' };

const openTransfer = async () => {
  const paid = await openPaid();
  const world = withTransfers(paid.world);
  return { world, of: { orderId: paid.order.id }, proposal: await refund(world, { orderId: paid.order.id }) };
};

const noticeOf = (reference: string, key = 'FT1') =>
  makeNotice({ reference, amountVnd: vnd(35_000) }, { movementKey: `debit:${key}:35000`, direction: 'out' });

describe('of a debit is known', () => {
  test('the refund whose code is its text', async () => {
    const { world, proposal } = await openTransfer();
    const { movement, held } = await findDebit(world.store, noticeOf(proposal.id));

    expect([movement, held?.entry.refundId]).toEqual([undefined, proposal.id]);
  });

  test('the refund that an officer has named it for', async () => {
    const { world, proposal } = await openTransfer();
    await enterTransfer(world, { by: mai, id: proposal.id, transfer: { payee, transferReference: 'FT1' } });

    expect((await findDebit(world.store, noticeOf('hoan phi'))).held?.entry.refundId).toBe(proposal.id);
    expect((await findDebit(world.store, noticeOf(proposal.id))).held?.entry.refundId).toBe(proposal.id);
  });

  test('its movement, when it has come before', async () => {
    const { world } = await openTransfer();
    await debit(world, {});

    expect((await findDebit(world.store, noticeOf('x'))).movement).toMatchObject({ place: { type: 'money-out' } });
  });

  test.each(['', 'hoan phi', makeSampleProposalId(9)])('no refund by the text %j', async (text) => {
    const { world } = await openTransfer();

    expect((await findDebit(world.store, noticeOf(text))).held).toBeUndefined();
  });

  test('no refund by the code of an application', async () => {
    const opened = await openAwaiting();
    const key = await putAside(opened, 200_000);
    const { id } = await askApplication(opened.world, opened.order.id, { [key]: 135_000 });

    expect((await findDebit(opened.world.store, noticeOf(id))).held).toBeUndefined();
  });
});

test('a refund is held while it is there', async () => {
  const { world, of, proposal } = await openTransfer();

  expect((await findHeldRefund(world.store, of, proposal.id))?.entry).toMatchObject({ status: 'reserved' });
  expect(await findHeldRefund(world.store, of, makeSampleProposalId(9))).toBeUndefined();
  expect(await findHeldRefund(world.store, { movementKey: 'none' }, proposal.id)).toBeUndefined();
});
