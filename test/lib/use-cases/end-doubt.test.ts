import { describe, expect, test } from 'vitest';
import { addMs, dayMs, instantToMs } from '../../../lib/domain/time.ts';
import { abandonAttempt, askAttemptAgain, askRefundAgain } from '../../../lib/use-cases/end-doubt.ts';
import { settleOrder } from '../../../lib/use-cases/settle-order.ts';
import { mai, makeNotice, start } from '../../samples.ts';
import type { Answerer } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { askRefund, atDesk, openAwaiting, openPaid, type PaidWorld, refund, stateOf, tell } from './desk-world.ts';
import { queryAnswer } from './sample-vnpay.ts';
import { journalOf, read, storyOf } from './sample-world.ts';

/** Does what is due of the order until nothing is. */
const settleAll = async ({ world, order }: PaidWorld): Promise<void> => {
  for (let { dueAt } = await read(world, order); dueAt !== undefined; { dueAt } = await read(world, order)) {
    if (dueAt > world.now()) world.moveClock(instantToMs(dueAt) - instantToMs(world.now()));
    await settleOrder(world, order.id);
  }
};

/** An order whose attempt three days of questions did not settle. */
const openInDoubt = async (answer?: Answerer) => {
  const opened = await openAwaiting(answer && { answer });
  await tell(opened.world, makeNotice(opened.attempt, { result: 'in-doubt', reasonCode: '07' }));
  await settleAll(opened);
  return opened;
};

describe('an attempt that three days of questions did not settle', () => {
  test('waits at the desk since then, and its order with it', async () => {
    const { world, order } = await openInDoubt();

    expect(await read(world, order)).toMatchObject({
      status: 'awaiting',
      desk: { class: 'attempt-in-doubt', since: addMs(start, 3 * dayMs) },
    });
    expect(await atDesk(world, 'attempt-in-doubt')).toEqual([`ORDER#${order.id}`]);
  });

  test('is ended by an officer, and the order expires', async () => {
    const opened = await openInDoubt();
    const { world, order } = opened;
    await abandonAttempt(world, { by: mai, orderId: order.id, attempt: 1, reason: 'Ngân hàng xác nhận không thu' });
    await settleAll(opened);

    expect((await journalOf(world, order)).at(-2)?.fact).toMatchObject({ type: 'attempt.abandoned', by: mai });
    expect(await read(world, order)).toMatchObject({ status: 'expired', attempts: [{ status: 'abandoned' }] });
    expect(await atDesk(world, 'attempt-in-doubt')).toEqual([]);
  });

  test('and was ended so still brings its money', async () => {
    const { world, order, attempt } = await openInDoubt();
    await abandonAttempt(world, { by: mai, orderId: order.id, attempt: 1, reason: 'Không thu' });

    expect(await tell(world, makeNotice(attempt))).toBe('accepted');
    expect(await read(world, order)).toMatchObject({ status: 'paid' });
  });

  test('is asked after once more, and comes back to the desk when that does not help', async () => {
    const opened = await openInDoubt();
    const { world, order } = opened;
    const asked = world.calls.length;
    await askAttemptAgain(world, { by: mai, orderId: order.id, attempt: 1 });
    expect(await atDesk(world, 'attempt-in-doubt')).toEqual([]);

    await settleAll(opened);
    expect(world.calls).toHaveLength(asked + 1);
    expect(await atDesk(world, 'attempt-in-doubt')).toEqual([`ORDER#${order.id}`]);
    expect(await storyOf(world, order)).toContain('attempt.asked');
  });

  test('is settled when it is asked after once more and the bank knows', async () => {
    const said: { answer: Answerer } = { answer: () => ({ type: 'failed', why: 'silent' }) };
    const opened = await openInDoubt((call) => said.answer(call));
    const { attempt } = opened;
    said.answer = () => ({
      type: 'answered',
      status: 200,
      body: queryAnswer(attempt),
    });
    await askAttemptAgain(opened.world, { by: mai, orderId: opened.order.id, attempt: 1 });
    await settleAll(opened);

    expect(await read(opened.world, opened.order)).toMatchObject({ status: 'paid' });
    expect(await read(opened.world, opened.order)).not.toHaveProperty('desk');
  });

  test.each([
    ['of another order', 'LP0000000000', 1, 'order-not-found'],
    ['of another number', undefined, 2, 'not-at-desk'],
  ])('is not %s', async (_name, id, attempt, code) => {
    const { world, order } = await openInDoubt();
    const by = { by: mai, orderId: id ?? order.id, attempt, reason: 'Không thu' };

    expect((await refusalOf(abandonAttempt(world, by))).code).toBe(code);
    expect((await refusalOf(askAttemptAgain(world, by))).code).toBe(code);
  });
});

test('an attempt that is still asked after, or settled, is not for officers to end', async () => {
  const { world, order, attempt } = await openAwaiting();
  const by = { by: mai, orderId: order.id, attempt: 1, reason: 'Không thu' };
  expect((await refusalOf(abandonAttempt(world, by))).code).toBe('not-at-desk');

  await tell(world, makeNotice(attempt));
  expect((await refusalOf(abandonAttempt(world, by))).code).toBe('not-at-desk');
});

describe('a refund that no question settled', () => {
  test('is looked after once more when an officer says so', async () => {
    const opened = await openPaid();
    const { world, order } = opened;
    const proposal = await refund(world, { orderId: order.id });
    await settleAll(opened);
    expect(await atDesk(world, 'refund-in-doubt')).toEqual([`ORDER#${order.id}`]);
    const asked = world.calls.length;

    await askRefundAgain(world, mai, proposal.id);
    await settleAll(opened);
    expect(world.calls).toHaveLength(asked + 1);
    expect(await storyOf(world, order)).toContain('refund.asked');
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'in-doubt', asked: 12 });
  });

  test('is not one that is reserved, or only asked for', async () => {
    const { world, order } = await openPaid();
    const asked = await askRefund(world, { orderId: order.id }, 1);
    const reserved = await refund(world, { orderId: order.id });

    expect((await refusalOf(askRefundAgain(world, mai, asked.id))).code).toBe('not-at-desk');
    expect((await refusalOf(askRefundAgain(world, mai, reserved.id))).code).toBe('not-at-desk');
  });
});
