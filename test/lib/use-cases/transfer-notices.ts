import { describe, expect, test } from 'vitest';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { propose } from '../../../lib/use-cases/propose.ts';
import { readMovements } from '../../../lib/use-cases/read-movements.ts';
import { cancelOrder } from '../../../lib/use-cases/cancel-order.ts';
import { beneficiaryAccount, binh, client, mai, transferAccount, vnd } from '../../samples.ts';
import { movementOf, openWithTransfer, tell } from './sample-transfers.ts';
import { commitsIn, read, storyOf } from './sample-world.ts';

const ended = ['order.created', 'attempt.started'];

/** What becomes of transfers, which name an order in free text if they name one. */
export const describeTransferNotices = (): void => {
  describe('a notice of a transfer', () => {
    test('of the exact amount whose text has the order’s code pays it, at the usual cost', async () => {
      const { world, order } = await openWithTransfer();
      const transfer = { id: 1, text: `MBVCB.3278907687.${order.id.toLowerCase()}.CT tu 0071000888888` };
      world.requests.length = 0;

      expect(await tell(world, transfer)).toBe('accepted');
      expect(world.requests.slice(-2)).toEqual([
        { request: 'read', items: 2 },
        { request: 'commit', items: 3 },
      ]);
      expect(await read(world, order)).toMatchObject({
        status: 'paid',
        payment: { provider: 'sepay', accountId: transferAccount.id, transactionId: 'FT1', amountVnd: 135_000 },
        attempts: [{ status: 'paid' }],
      });
      expect(await movementOf(world, transfer)).toMatchObject({
        place: { type: 'applied', orderId: order.id },
        notice: { alias: '1', reference: order.id, reached: beneficiaryAccount },
      });
    });

    test('of another amount is unapplied, and the order waits on', async () => {
      const { world, order } = await openWithTransfer();
      const transfer = { id: 1, text: order.id, amountVnd: 134_999 };

      expect(await tell(world, transfer)).toBe('wrong-amount');
      expect(await movementOf(world, transfer)).toMatchObject({
        place: { type: 'unapplied', reason: 'wrong-amount', orderId: order.id },
      });
      expect(await read(world, order)).toMatchObject({ status: 'awaiting', unapplied: 1 });
    });

    test.each([
      ['with a text that names nobody', () => 'chuyen tien hoc phi'],
      ['with a mistyped code', (id: string) => id.slice(0, -1) + (id.endsWith('7') ? '8' : '7')],
      ['without a text', () => ''],
    ])('%s is unapplied, and the text is told to nobody', async (_, textFor) => {
      const { world, order } = await openWithTransfer();
      const told: unknown[] = [];
      const transfer = { id: 1, text: textFor(order.id) };
      const listening = { ...world, count: (...about: unknown[]) => void told.push(about) };

      expect(await tell(listening, transfer)).toBe('order-not-found');
      expect((await movementOf(world, transfer))?.place).toEqual({ type: 'unapplied', reason: 'unknown-reference' });
      expect(told).toEqual([['MoneyUnapplied', { movementKey: expect.any(String), reason: 'unknown-reference' }]]);
      expect(await storyOf(world, order)).toEqual(ended);
    });

    test('that is the second one for the order is paid twice', async () => {
      const { world, order } = await openWithTransfer();
      await tell(world, { id: 1, text: order.id });

      expect(await tell(world, { id: 2, text: order.id })).toBe('already-confirmed');
      expect(await movementOf(world, { id: 2, text: '' })).toMatchObject({
        place: { type: 'unapplied', reason: 'paid-twice', orderId: order.id },
      });
      expect(await storyOf(world, order)).toEqual([...ended, 'order.paid', 'money.unapplied']);
    });

    test('for an order that was cancelled is of a closed order', async () => {
      const { world, order } = await openWithTransfer();
      await tell(world, { id: 1, text: order.id, amountVnd: 5 });
      await cancelOrder(world, client, order.id);

      expect(await tell(world, { id: 2, text: order.id })).toBe('already-confirmed');
      expect((await movementOf(world, { id: 2, text: '' }))?.place).toMatchObject({ reason: 'closed-order' });
    });

    test('into another account pays no order that wants its money elsewhere', async () => {
      const { world, order } = await openWithTransfer();

      expect(await tell(world, { id: 1, text: order.id, accountNumber: '9999999999' })).toBe('order-not-found');
      expect(await storyOf(world, order)).toEqual(ended);
      expect(world.counted).toEqual(['MoneyUnapplied']);
    });

    test('adds nothing when it comes by callback, list and callback again', async () => {
      const { world, order, list } = await openWithTransfer();
      const transfer = { id: 1, text: order.id };
      list.transfers.push(transfer);
      await tell(world, transfer);
      world.requests.length = 0;
      await readMovements(world, transferAccount.id);

      expect(await tell(world, transfer)).toBe('already-confirmed');
      expect(commitsIn(world)).toEqual([1, 1]); // the feed's own
      expect(await storyOf(world, order)).toEqual([...ended, 'order.paid']);
      expect((await movementOf(world, transfer))?.evidence).toHaveLength(1);
      expect(world.counted).toEqual([]);
    });

    test('with another amount under the same reference of the bank is another movement, not a contradiction', async () => {
      const { world, order } = await openWithTransfer();
      await tell(world, { id: 1, reference: 'FT9', text: order.id });
      await tell(world, { id: 2, reference: 'FT9', text: 'phi giao dich', amountVnd: 5_500, direction: 'out' });
      await tell(world, { id: 3, reference: 'FT9', text: order.id, amountVnd: 20_000 });

      const places = [
        { id: 1, reference: 'FT9', text: '' },
        { id: 2, reference: 'FT9', text: '', amountVnd: 5_500, direction: 'out' as const },
        { id: 3, reference: 'FT9', text: '', amountVnd: 20_000 },
      ].map(async (transfer) => (await movementOf(world, transfer))?.place.type);
      expect(await Promise.all(places)).toEqual(['applied', 'money-out', 'unapplied']);
    });

    test('that SePay tells under two numbers of its own adds nothing, and people are told', async () => {
      const { world, order } = await openWithTransfer();
      await tell(world, { id: 1, reference: 'FT9', text: order.id });

      expect(await tell(world, { id: 2, reference: 'FT9', text: order.id })).toBe('already-confirmed');
      expect(await storyOf(world, order)).toEqual([...ended, 'order.paid', 'notice.contradicted']);
      expect(world.counted).toEqual(['NoticeContradicted']);
    });

    test('of a debit takes a refund from the desk only when it pays all of it', async () => {
      const { world, order } = await openWithTransfer();
      await tell(world, { id: 1, text: order.id });
      const request = { kind: 'refund' as const, of: { orderId: order.id }, amountVnd: vnd(135_000), reason: 'thừa' };
      const { proposal } = await propose(world, { officer: mai, idempotencyKey: 'refund', request });
      await approveProposal(world, binh, proposal.id);
      const listWaiting = async () => (await world.store.listDesk('refund-to-transfer', { limit: 9 })).items.length;

      await tell(world, { id: 2, text: `hoan phi ${proposal.id}`, amountVnd: 134_999, direction: 'out' });
      expect(world.counted).toEqual(['UnexplainedDebit']);
      expect(await listWaiting()).toBe(1);
      await tell(world, { id: 3, text: `hoan phi ${proposal.id}`, direction: 'out' });
      expect((await read(world, order)).status).toBe('refunded');
      expect(await listWaiting()).toBe(0);
    });
  });
};
