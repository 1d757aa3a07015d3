import { describe, expect, test } from 'vitest';
import { proposalRequestSchema } from '../../../lib/domain/proposal.ts';
import { cancelOrder } from '../../../lib/use-cases/cancel-order.ts';
import { propose } from '../../../lib/use-cases/propose.ts';
import { binh, client, mai } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import {
  ask,
  askApplication,
  askRefund,
  atDesk,
  movementOf,
  openAwaiting,
  openPaid,
  proposalOf,
  putAside,
  storyOfMovement,
} from './desk-world.ts';
import { commitsIn, journalOf, read, storyOf } from './sample-world.ts';

describe('a refund of a payment', () => {
  test('is asked for in one commit, waits for another officer, and reserves nothing', async () => {
    const { world, order } = await openPaid();
    world.requests.length = 0;
    const proposal = await askRefund(world, { orderId: order.id });

    expect(commitsIn(world)).toEqual([4]);
    expect(await proposalOf(world, proposal)).toEqual(proposal);
    expect(proposal).toMatchObject({ kind: 'refund', status: 'requested', askedBy: mai, amountVnd: 35_000 });
    expect(await atDesk(world, 'proposal')).toEqual([`PROPOSAL#${proposal.id}`]);
    expect(await read(world, order)).not.toHaveProperty('refunds');
    expect((await journalOf(world, order)).at(-1)?.fact).toEqual({
      type: 'proposal.requested',
      proposalId: proposal.id,
      kind: 'refund',
      amountVnd: 35_000,
      by: mai,
      reason: 'Nộp thừa',
    });
  });

  test.each([
    [135_000, undefined],
    [135_001, 'refund-too-large'],
  ])('of %i đ', async (amountVnd, code) => {
    const { world, order } = await openPaid();
    const asked = askRefund(world, { orderId: order.id }, amountVnd);

    if (code === undefined) expect((await asked).status).toBe('requested');
    else expect((await refusalOf(asked)).code).toBe(code);
  });

  test('is refused while there is no payment, and when there is no order', async () => {
    const { world, order } = await openAwaiting();

    expect((await refusalOf(askRefund(world, { orderId: order.id }))).code).toBe('refund-not-possible');
    expect((await refusalOf(ask(world, { ...refundOf('LP0000000000'), amountVnd: 1 }))).code).toBe('order-not-found');
    expect(await atDesk(world, 'proposal')).toEqual([]);
  });
});

const refundOf = (orderId: string) => ({ kind: 'refund', of: { orderId }, amountVnd: 35_000, reason: 'Nộp thừa' });

describe('the same key', () => {
  const propose35 = async (officer = mai, changes: Record<string, unknown> = {}, key = 'key-1') => {
    const { world, order } = await openPaid();
    const by = (who: typeof mai, more: Record<string, unknown>) => ({
      officer: who,
      idempotencyKey: key,
      request: proposalRequestSchema.parse({ ...refundOf(order.id), ...more }),
    });
    const first = await propose(world, by(mai, {}));
    return { world, order, first, again: propose(world, by(officer, changes)) };
  };

  test('makes one proposal', async () => {
    const { world, order, first, again } = await propose35();

    expect(await again).toEqual({ proposal: first.proposal, isNew: false });
    expect((await storyOf(world, order)).filter((type) => type === 'proposal.requested')).toHaveLength(1);
  });

  test('under another name of the same officer makes one proposal', async () => {
    const { first, again } = await propose35({ subject: ` ${mai.subject}`, name: 'Somebody else' });

    expect((await again).proposal.id).toBe(first.proposal.id);
  });

  test('of another officer makes another', async () => {
    const { first, again } = await propose35(binh);

    expect((await again).proposal.id).not.toBe(first.proposal.id);
  });

  test('with another body is refused', async () => {
    const { again } = await propose35(mai, { amountVnd: 35_001 });

    expect((await refusalOf(again)).code).toBe('idempotency-key-reused');
  });

  test('asked twice at once makes one proposal', async () => {
    const { world, order } = await openPaid();
    const by = { officer: mai, idempotencyKey: 'k', request: proposalRequestSchema.parse(refundOf(order.id)) };
    const made = await Promise.all([propose(world, by), propose(world, by), propose(world, by)]);

    expect(new Set(made.map(({ proposal }) => proposal.id)).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
  });
});

describe('unapplied money', () => {
  test('is asked to be refunded, and its journal begins', async () => {
    const paid = await openPaid();
    const movementKey = await putAside(paid, 100_000);
    const proposal = await askRefund(paid.world, { movementKey });

    expect(await storyOfMovement(paid.world, movementKey)).toEqual(['proposal.requested']);
    expect(await movementOf(paid.world, movementKey)).toMatchObject({ events: 1, desk: { class: 'wrong-amount' } });
    expect((await refusalOf(askRefund(paid.world, { movementKey }, 100_001))).code).toBe('refund-too-large');
    expect((await refusalOf(askRefund(paid.world, { movementKey: 'nobody’s' }))).code).toBe('not-found');
    expect(proposal).toMatchObject({ of: { movementKey } });
  });

  test('that is applied or out is not', async () => {
    const { world, attempt } = await openPaid();
    const payment = `vnpay:EAKAO001:${attempt.reference}`;

    expect((await refusalOf(askRefund(world, { movementKey: payment }))).code).toBe('refund-not-possible');
  });

  test('is asked to pay an order, and every journal hears of its own part', async () => {
    const opened = await openAwaiting();
    const { world, order } = opened;
    const [one, other] = [await putAside(opened, 100_000), await putAside(opened, 50_000)];
    world.requests.length = 0;
    await askApplication(world, order.id, { [one]: 100_000, [other]: 35_000 });

    expect(commitsIn(world)).toEqual([8]);
    expect(await storyOf(world, order)).toContain('proposal.requested');
    expect(await storyOfMovement(world, one)).toEqual(['proposal.requested']);
    expect(await storyOfMovement(world, other)).toEqual(['proposal.requested']);
  });

  test.each<[string, (order: string, one: string) => Record<string, number>]>([
    ['less than the total', (_order, one) => ({ [one]: 99_999 })],
    ['more than there is', (_order, one) => ({ [one]: 135_000 })],
  ])('is not asked to pay %s', async (_name, parts) => {
    const opened = await openAwaiting();
    const one = await putAside(opened, 100_000);
    const asked = askApplication(opened.world, opened.order.id, parts(opened.order.id, one));

    expect((await refusalOf(asked)).code).toBe('application-not-possible');
  });

  test('is not asked to pay what is cancelled, nor by what is not there', async () => {
    const opened = await openAwaiting();
    const { world, order, attempt } = opened;
    const one = await putAside(opened, 135_000, { accountId: 'another-vnpay' });

    expect((await refusalOf(askApplication(world, order.id, { nothing: 135_000 }))).code).toBe('not-found');
    await putAside(opened, 135_000, { result: 'failed', movementKey: `vnpay:EAKAO001:${attempt.reference}` });
    await cancelOrder(world, client, order.id);
    expect((await refusalOf(askApplication(world, order.id, { [one]: 135_000 }))).code).toBe(
      'application-not-possible',
    );
  });
});
