import { describe, expect, test } from 'vitest';
import type { RefundOf } from '../../../lib/domain/proposal.ts';
import { findRefundHolder, type RefundHolder } from '../../../lib/use-cases/find-refund-holder.ts';
import { openPaid, putAside, refund } from './desk-world.ts';

const kindsOf = (writes: readonly { readonly sk: string; readonly item: object }[]): unknown[] =>
  writes.map(({ sk, item }) => ('fact' in item ? (item.fact as { type: string }).type : sk));

describe('whoever holds the money of a refund', () => {
  const open = async (pick: 'order' | 'item') => {
    const paid = await openPaid();
    const key = await putAside(paid, 100_000);
    const of: RefundOf = pick === 'order' ? { orderId: paid.order.id } : { movementKey: key };
    const { id } = await refund(paid.world, of);
    const holder: RefundHolder = (await findRefundHolder(paid.world.store, of)) ?? expect.unreachable();
    return { holder, entry: holder.refunds[0] ?? expect.unreachable(), id, now: paid.world.now() };
  };

  test.each([
    ['order', ['ORDER', 'refund.sending'], ['ORDER', 'order.part-refunded']],
    ['item', ['MOVEMENT', 'refund.sending'], ['MOVEMENT', 'refund.done']],
  ] as const)('is its %s', async (pick, happened, finished) => {
    const { holder, entry, id, now } = await open(pick);
    const sending = { type: 'refund.sending', refundId: id, amountVnd: entry.amountVnd } as const;

    expect([entry.refundId, holder.refundRejected]).toEqual([id, false]);
    expect(kindsOf(holder.happen(sending, now))).toEqual(happened);
    expect(kindsOf(holder.finish(entry, {}, now))).toEqual(finished);
    expect(kindsOf([holder.look(id, now)])).toEqual([happened[0]]);
  });

  test('is nobody when it is not there', async () => {
    const { world } = await openPaid();

    expect(await findRefundHolder(world.store, { orderId: 'LP0000000000' as never })).toBeUndefined();
    expect(await findRefundHolder(world.store, { movementKey: 'none' })).toBeUndefined();
  });
});
