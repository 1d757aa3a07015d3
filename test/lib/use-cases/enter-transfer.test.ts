import { describe, expect, test } from 'vitest';
import { addMs, dayMs } from '../../../lib/domain/time.ts';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { enterTransfer } from '../../../lib/use-cases/enter-transfer.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { mai, makeNotice, start } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import {
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
  tell,
  withTransfers,
} from './desk-world.ts';
import { journalOf, read, storyOf } from './sample-world.ts';

const payee = { bankCode: '970436', accountNumber: '0011004999999', name: 'Nguyễn Thị Ánh Tuyết' };
const transferOf = (transferReference = 'FT1') => ({ payee, transferReference });

/** A refund of the sample payment that waits for a transfer. */
const openTransfer = async (amountVnd = 35_000) => {
  const paid = await openPaid();
  const world = withTransfers(paid.world);
  const proposal = await refund(world, { orderId: paid.order.id }, amountVnd);
  const enter = (reference?: string) =>
    enterTransfer(world, { by: mai, id: proposal.id, transfer: transferOf(reference) });
  return { ...paid, world, proposal, enter };
};

describe('a transfer that is entered', () => {
  test('leaves the desk, is sent, and waits for its debit', async () => {
    const { world, order, proposal, enter } = await openTransfer();

    expect(await enter()).toMatchObject({ transfer: transferOf(), debitKey: 'debit:FT1:35000' });
    expect(await atDesk(world, 'refund-to-transfer')).toEqual([]);
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'sent', way: 'transfer', sentAt: start });
    expect((await journalOf(world, order)).at(-1)?.fact).toMatchObject({
      type: 'refund.sent',
      transferReference: 'FT1',
      by: mai,
    });
    expect(JSON.stringify(await journalOf(world, order))).not.toContain(payee.accountNumber);
  });

  test('is closed by its debit, by the reference alone, in one transaction of three', async () => {
    const { world, order, proposal, enter } = await openTransfer();
    await enter();
    world.requests.length = 0;

    expect(await debit(world, {})).toBe('accepted');
    expect(world.requests.map(({ request, items }) => `${request} ${items}`)).toEqual(['read 2', 'read 1', 'commit 3']);
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
    expect(await read(world, order)).toMatchObject({ status: 'part-refunded' });
    expect(await movementOf(world, 'debit:FT1:35000')).toMatchObject({ place: { refundId: proposal.id } });
    expect(await atDesk(world, 'unexplained-debit')).toEqual([]);
  });

  test('is closed by its code in the text, before anybody has entered it', async () => {
    const { world, order, proposal } = await openTransfer();
    world.requests.length = 0;
    await debit(world, { text: proposal.id, reference: 'FT9' });

    expect(world.requests.slice(0, 3).map(({ request, items }) => `${request} ${items}`)).toEqual([
      'read 3',
      'read 1',
      'commit 3',
    ]);
    expect(await read(world, order)).toMatchObject({ status: 'part-refunded' });
    expect(await atDesk(world, 'refund-to-transfer')).toEqual([]);
    expect(await proposalOf(world, proposal)).not.toHaveProperty('desk');
  });

  test('can still be entered for the record when it is done', async () => {
    const { world, order, proposal, enter } = await openTransfer();
    await debit(world, { text: proposal.id, reference: 'FT1' });
    await enter();

    expect(await proposalOf(world, proposal)).toMatchObject({ transfer: transferOf() });
    expect((await storyOf(world, order)).filter((type) => type === 'order.part-refunded')).toHaveLength(1);
  });

  test('whose debit is there already is done at once, and the debit explained', async () => {
    const { world, order, enter } = await openTransfer();
    await debit(world, {});
    expect(await atDesk(world, 'unexplained-debit')).toEqual(['MOVEMENT#debit:FT1:35000']);
    expect(world.counted).toContain('UnexplainedDebit');

    await enter();
    expect(await read(world, order)).toMatchObject({ status: 'part-refunded' });
    expect(await storyOfMovement(world, 'debit:FT1:35000')).toEqual(['debit.joined']);
    expect(await atDesk(world, 'unexplained-debit')).toEqual([]);
  });

  test('of which the debit was taken at the same moment is joined five minutes later', async () => {
    const { world, order, proposal, enter } = await openTransfer();
    await enter();
    // As if the debit had been decided before the transfer was entered, and committed after it.
    const debitAt = at.debitRefund('debit:FT1:35000');
    const named = await find(world.store, debitAt);
    const blind = {
      ...world,
      store: {
        ...world.store,
        read: async (all: Parameters<typeof world.store.read>[0]) =>
          (await world.store.read(all)).map((item) => (item?.sk === 'REFUND' ? undefined : item)),
      },
    };
    await debit(blind, {});
    expect([named?.refund?.id, await atDesk(world, 'unexplained-debit')]).toEqual([proposal.id, [expect.any(String)]]);

    world.moveClock(5 * 60_000);
    await settleOrder(world, order.id);
    expect(await read(world, order)).toMatchObject({ status: 'part-refunded' });
    expect(await atDesk(world, 'unexplained-debit')).toEqual([]);
  });

  test('is not closed by a debit of another amount, which a person must explain', async () => {
    const { world, proposal, enter } = await openTransfer();
    await enter();
    await debit(world, { text: proposal.id, reference: 'FT1', amountVnd: 34_999 });

    expect(await stateOf(world, proposal)).toMatchObject({ status: 'sent' });
    expect(await atDesk(world, 'unexplained-debit')).toEqual(['MOVEMENT#debit:FT1:34999']);
  });

  test('is closed once: a second debit is unexplained', async () => {
    const { world, order, proposal, enter } = await openTransfer();
    await enter();
    await debit(world, {});
    await debit(world, { text: proposal.id, reference: 'FT2' });

    expect((await storyOf(world, order)).filter((type) => type === 'order.part-refunded')).toHaveLength(1);
    expect(await atDesk(world, 'unexplained-debit')).toEqual(['MOVEMENT#debit:FT2:35000']);
  });

  test('is closed by neither when text and officer name different refunds', async () => {
    const { world, order, enter } = await openTransfer();
    const other = await refund(world, { orderId: order.id });
    await enter();
    await debit(world, { text: other.id });

    expect((await read(world, order)).refunds?.map(({ status }) => status)).toEqual(['sent', 'reserved']);
    expect(await atDesk(world, 'unexplained-debit')).toHaveLength(1);
  });

  test('whose debit does not come waits for a person after three days', async () => {
    const { world, order, enter } = await openTransfer();
    await enter();
    for (let round = 0; round < 3; round += 1) {
      world.moveClock(3 * dayMs);
      await settleOrder(world, order.id);
    }

    expect(await read(world, order)).toMatchObject({
      desk: { class: 'refund-in-doubt', since: addMs(start, 3 * dayMs) },
    });
  });
});

describe('entered again', () => {
  test('with another reference, the first one’s debit is nobody’s', async () => {
    const { world, proposal, enter } = await openTransfer();
    await enter('FT1');
    await enter('FT2');
    await debit(world, { reference: 'FT1' });
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'sent' });

    await debit(world, { reference: 'FT2' });
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
    expect(await atDesk(world, 'unexplained-debit')).toEqual(['MOVEMENT#debit:FT1:35000']);
  });

  test('with the same reference changes nothing but the payee', async () => {
    const { world, proposal, enter } = await openTransfer();
    await enter();
    await enter();

    expect(await proposalOf(world, proposal)).toMatchObject({ debitKey: 'debit:FT1:35000' });
    expect(await find(world.store, at.debitRefund('debit:FT1:35000'))).toMatchObject({ version: 1 });
  });

  test('for another refund is refused: one transfer pays one', async () => {
    const { world, order, enter } = await openTransfer();
    const other = await refund(world, { orderId: order.id });
    await enter();
    const again = enterTransfer(world, { by: mai, id: other.id, transfer: transferOf() });

    expect((await refusalOf(again)).code).toBe('not-at-desk');
  });
});

describe('no transfer is entered', () => {
  test('before the approval', async () => {
    const paid = await openPaid();
    const world = withTransfers(paid.world);
    const { id } = await askRefund(world, { orderId: paid.order.id });

    expect((await refusalOf(enterTransfer(world, { by: mai, id, transfer: transferOf() }))).code).toBe('not-at-desk');
  });

  test('for what the provider pays', async () => {
    const { world, order } = await openPaid();
    const { id } = await refund(world, { orderId: order.id });

    expect((await refusalOf(enterTransfer(world, { by: mai, id, transfer: transferOf() }))).code).toBe('not-at-desk');
  });

  test('when the bank took the money back meanwhile', async () => {
    const { world, attempt, enter } = await openTransfer();
    await tell(world, makeNotice(attempt, { result: 'reversed' }));

    expect((await refusalOf(enter())).code).toBe('not-at-desk');
  });

  test('from an account that is not there', async () => {
    const { world, proposal } = await openTransfer();
    const transfer = { ...transferOf(), accountId: 'nobody-s' };

    expect((await refusalOf(enterTransfer(world, { by: mai, id: proposal.id, transfer }))).code).toBe('not-found');
  });
});

test('where no plug-in can tell the debit’s key, the code in its text closes it', async () => {
  const paid = await openPaid();
  const world = withTransfers(paid.world);
  const movementKey = await putAside({ ...paid, world }, 100_000);
  const proposal = await refund(world, { movementKey }, 35_000);
  const entered = await enterTransfer(
    { ...world, findAccount: async () => undefined },
    { by: mai, id: proposal.id, transfer: transferOf() },
  );
  expect(entered).not.toHaveProperty('debitKey');

  await debit(world, { text: proposal.id });
  expect(await movementOf(world, movementKey)).toMatchObject({
    parts: [{ status: 'done' }],
    desk: { class: 'wrong-amount' },
  });
  expect(await storyOfMovement(world, movementKey)).toEqual([
    'proposal.requested',
    'refund.approved',
    'refund.sent',
    'refund.done',
  ]);
});
