import { describe, expect, test } from 'vitest';
import { deskClassSchema } from '../../../lib/domain/desk.ts';
import { acceptDiscrepancy } from '../../../lib/use-cases/accept-discrepancy.ts';
import { acceptMovement } from '../../../lib/use-cases/accept-movement.ts';
import { declineProposal } from '../../../lib/use-cases/decide-proposal.ts';
import {
  countDesk,
  deskCountMax,
  findRefundState,
  getApplication,
  getMovement,
  getMovementAtDesk,
  getOrderAtDesk,
  getProposal,
  listDesk,
  listMovementEvents,
} from '../../../lib/use-cases/read-desk.ts';
import { binh, mai, makeSampleProposalId, start } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { openDoubtful, unnamed } from './resolution-world.ts';
import { askApplication, askRefund, debit, openAwaiting, openPaid, putAside, refund } from './desk-world.ts';

describe('the desk', () => {
  test('counts what waits in each class, and since when', async () => {
    const paid = await openPaid();
    await putAside(paid, 100_000);
    paid.world.moveClock(1000);
    await putAside(paid, 50_000);
    await debit(paid.world, {});
    await askRefund(paid.world, { orderId: paid.order.id });
    const counts = await countDesk(paid.world.store);

    expect(counts.map(({ class: deskClass }) => deskClass)).toEqual(deskClassSchema.options);
    expect(counts.filter(({ count }) => count > 0)).toEqual([
      { class: 'wrong-amount', count: 2, oldest: start },
      { class: 'unexplained-debit', count: 1, oldest: expect.any(String) },
      { class: 'proposal', count: 1, oldest: expect.any(String) },
    ]);
    expect(deskCountMax).toBe(100);
  });

  test('lists a class, the longest waiting first, page by page', async () => {
    const paid = await openPaid();
    for (const amount of [1, 2, 3]) {
      paid.world.moveClock(1000);
      await putAside(paid, amount);
    }
    const first = await listDesk(paid.world.store, { class: 'wrong-amount', limit: 2 });
    const second = await listDesk(paid.world.store, { class: 'wrong-amount', limit: 2, after: first.next });
    const amounts = [...first.items, ...second.items].map((one) =>
      one.type === 'movement' ? one.movement.notice.amountVnd : undefined,
    );

    expect(amounts).toEqual([1, 2, 3]);
    expect(second.next).toBeUndefined();
    expect(await listDesk(paid.world.store, { class: 'proposal', limit: 2 })).toEqual({ items: [], next: undefined });
  });

  test('shows orders, movements and proposals as what they are', async () => {
    const paid = await openPaid();
    const { id } = await askRefund(paid.world, { orderId: paid.order.id });
    await debit(paid.world, {});

    expect(await listDesk(paid.world.store, { class: 'proposal', limit: 9 })).toMatchObject({
      items: [{ type: 'proposal', proposal: { id } }],
    });
    expect(await listDesk(paid.world.store, { class: 'unexplained-debit', limit: 9 })).toMatchObject({
      items: [{ type: 'movement' }],
    });
  });

  test('lists what reconciliation found beside the rest, until somebody has dealt with it', async () => {
    const { world } = await openDoubtful(unnamed(50_000));
    const of = { class: 'line-of-unknown-reference' as const, limit: 9 };
    const { items } = await listDesk(world.store, of);
    expect(items).toMatchObject([{ type: 'discrepancy', discrepancy: { result: { statementVnd: 50_000 } } }]);

    const [found] = items;
    const id = found?.type === 'discrepancy' ? found.discrepancy.id : expect.unreachable();
    await acceptDiscrepancy(world, { by: mai, id, reason: 'Phí' });
    expect((await listDesk(world.store, of)).items).toEqual([]);
  });

  test('leaves out what was dealt with, though its index does not know yet', async () => {
    const paid = await openPaid();
    await debit(paid.world, {});
    const { id } = await askRefund(paid.world, { orderId: paid.order.id });
    const { store } = paid.world;
    const stale = {
      ...store,
      listDesk: async (deskClass: string) => ({
        items: [
          {
            pk: deskClass === 'proposal' ? `PROPOSAL#${id}` : 'MOVEMENT#debit:FT1:35000',
            sk: deskClass === 'proposal' ? 'PROPOSAL' : 'MOVEMENT',
            deskSince: start,
          },
        ],
      }),
    };
    expect((await listDesk(stale, { class: 'unexplained-debit', limit: 9 })).items).toHaveLength(1);
    await acceptMovement(paid.world, { by: mai, movementKey: 'debit:FT1:35000', reason: 'Phí' });
    await declineProposal(paid.world, { by: binh, id, reason: 'Không' });

    expect((await listDesk(stale, { class: 'unexplained-debit', limit: 9 })).items).toEqual([]);
    expect((await listDesk(stale, { class: 'proposal', limit: 9 })).items).toEqual([]);
    expect((await listDesk(stale, { class: 'attempt-in-doubt', limit: 9 })).items).toEqual([]);
  });
});

describe('a movement at the desk', () => {
  test('comes with its order, its ways out and its journal', async () => {
    const opened = await openAwaiting();
    const movementKey = await putAside(opened, 200_000);
    await askRefund(opened.world, { movementKey });
    const { store } = opened.world;

    expect(await getMovementAtDesk(store, movementKey)).toMatchObject({
      movement: { notice: { movementKey } },
      order: { id: opened.order.id },
      waysOut: [
        { type: 'split', overVnd: 65_000 },
        { type: 'refund', amountVnd: 200_000 },
      ],
    });
    expect((await listMovementEvents(store, { key: movementKey, limit: 9 })).items).toMatchObject([
      { sequence: 1, fact: { type: 'proposal.requested' } },
    ]);
  });

  test('of no order can only be refunded', async () => {
    const paid = await openPaid();
    const movementKey = await putAside(paid, 200_000, { reference: 'tien an trua' });

    expect(await getMovementAtDesk(paid.world.store, movementKey)).toMatchObject({
      order: undefined,
      waysOut: [{ type: 'refund' }],
    });
  });
});

test('what is not there is not found', async () => {
  const { world, order } = await openAwaiting();
  const { store } = world;

  expect((await refusalOf(getMovement(store, 'none'))).code).toBe('not-found');
  expect((await refusalOf(getProposal(store, makeSampleProposalId()))).code).toBe('not-found');
  expect((await refusalOf(getOrderAtDesk(store, 'LP0000000000'))).code).toBe('order-not-found');
  const application = { orderId: order.id, parts: [{ movementKey: 'none', amountVnd: order.totalAmountVnd }] };
  expect((await refusalOf(getApplication(store, application))).code).toBe('not-found');
});

test('a refund’s state is where its money is; an application has none', async () => {
  const paid = await openPaid();
  const approved = await refund(paid.world, { orderId: paid.order.id });
  const opened = await openAwaiting();
  const movementKey = await putAside(opened, 200_000);
  const application = await askApplication(opened.world, opened.order.id, { [movementKey]: 135_000 });

  expect(await findRefundState(paid.world.store, approved)).toMatchObject({ status: 'reserved' });
  expect(await findRefundState(opened.world.store, application)).toBeUndefined();
});
