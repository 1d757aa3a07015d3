import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../lib/domain/attempt.ts';
import { addMs, dayMs, hourMs, instantToMs, minuteMs } from '../../../lib/domain/time.ts';
import { at } from '../../../lib/store/key-table.ts';
import { list } from '../../../lib/store/read.ts';
import type { Called } from '../../../lib/use-cases/parts.ts';
import { settleRefund } from '../../../lib/use-cases/settle-refund.ts';
import { makeNotice, start } from '../../samples.ts';
import { type Answerer, interruptedBy } from '../../world.ts';
import { debit, openPaid, type PaidWorld, refund, stateOf, tell } from './desk-world.ts';
import { queryAnswer, refundAnswer, refundQueryAnswer } from './sample-vnpay.ts';
import { journalOf, read, storyOf } from './sample-world.ts';

const amount = 35_000;

const answered = (body: string): Called => ({ type: 'answered', status: 200, body });

type Said = { readonly sending?: (attempt: Attempt) => Called; readonly status?: (asked: number) => string };

/** VNPAY takes a refund, and tells of it by these statuses, unless a test says otherwise. */
const says =
  ({ sending = (attempt) => answered(refundAnswer(attempt, amount)), status = () => '00' }: Said) =>
  (attempt: Attempt): Answerer => {
    let asked = 0;
    return ({ body }) =>
      JSON.parse(body).vnp_Command === 'refund'
        ? sending(attempt)
        : answered(refundQueryAnswer(attempt, amount, status((asked += 1))));
  };

const openRefund = async (said: Said = {}) => {
  const paid = await openPaid(says(said));
  const proposal = await refund(paid.world, { orderId: paid.order.id }, amount);
  return { ...paid, proposal };
};

type Opened = Awaited<ReturnType<typeof openRefund>>;

/** Does what is due until nothing is, or the time is over. */
const settleUntil = async ({ world, order, proposal }: Opened, endMs: number): Promise<void> => {
  for (let round = 0; round < 40; round += 1) {
    const { dueAt } = await read(world, order);
    if (dueAt === undefined || instantToMs(dueAt) > instantToMs(start) + endMs) return;
    if (dueAt > world.now()) world.moveClock(instantToMs(dueAt) - instantToMs(world.now()));
    await settleRefund(world, { orderId: order.id }, proposal.id);
  }
  throw new Error('something stays due, and nothing comes of it');
};

const commandsTo = ({ world }: PaidWorld): string[] => world.calls.map(({ body }) => JSON.parse(body).vnp_Command);

const refundStory = async ({ world, order }: PaidWorld): Promise<string[]> =>
  (await storyOf(world, order)).filter((type) => type.includes('refund') && !type.startsWith('proposal'));

describe('a refund that the provider pays', () => {
  test('is asked for once, and done when the provider says that the money is out', async () => {
    const opened = await openRefund();
    const { world, order, proposal } = opened;
    await settleUntil(opened, 0);
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'sent', askAt: addMs(start, 5 * minuteMs) });
    expect(await read(world, order)).toMatchObject({ status: 'paid' });

    await settleUntil(opened, dayMs);
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
    expect(await read(world, order)).toMatchObject({ status: 'part-refunded' });
    expect(commandsTo(opened)).toEqual(['refund', 'querydr']);
    expect(await refundStory(opened)).toEqual([
      'refund.approved',
      'refund.sending',
      'refund.sent',
      'order.part-refunded',
    ]);
    expect((await journalOf(world, order)).at(-1)).toMatchObject({
      fact: { amountVnd: amount, refundedVnd: amount },
      delivery: { status: 'due' },
    });
  });

  test('names payment, amount, its own id and the officer who approved it', async () => {
    const opened = await openRefund();
    await settleUntil(opened, 0);

    expect(JSON.parse(opened.world.calls[0]?.body ?? '')).toMatchObject({
      vnp_RequestId: opened.proposal.id,
      vnp_TransactionType: '03',
      vnp_TxnRef: opened.attempt.reference,
      vnp_Amount: `${amount}00`,
      vnp_TransactionNo: '14422574',
      vnp_CreateBy: 'Le Van Binh',
    });
  });

  test('of all that was paid makes the order refunded', async () => {
    const whole = { vnp_TransactionType: '02' };
    const paid = await openPaid(
      (attempt) =>
        ({ body }) =>
          answered(
            JSON.parse(body).vnp_Command === 'refund'
              ? refundAnswer(attempt, attempt.amountVnd, whole)
              : queryAnswer(attempt, whole),
          ),
    );
    const proposal = await refund(paid.world, { orderId: paid.order.id }, 135_000);
    await settleUntil({ ...paid, proposal }, dayMs);

    expect(JSON.parse(paid.world.calls[0]?.body ?? '')).toMatchObject(whole);
    expect(await read(paid.world, paid.order)).toMatchObject({ status: 'refunded' });
    expect((await storyOf(paid.world, paid.order)).at(-1)).toBe('order.refunded');
  });

  test('keeps each answer that moved it, with its key', async () => {
    const opened = await openRefund();
    await settleUntil(opened, dayMs);
    const { items } = await list(opened.world.store, at.refundAnswers(opened.proposal.id), { limit: 10 });

    expect(items.map(({ raw, keyId }) => [JSON.parse(raw).vnp_Command, keyId])).toEqual([
      ['refund', 'key-1'],
      ['querydr', 'key-1'],
    ]);
  });

  test('is sent once, however many sweeps come by', async () => {
    const opened = await openRefund();
    const { world, order, proposal } = opened;
    await Promise.all(Array.from({ length: 10 }, () => settleRefund(world, { orderId: order.id }, proposal.id)));

    expect(commandsTo(opened)).toEqual(['refund']);
  });
});

describe('in doubt', () => {
  const silent: Called = { type: 'failed', why: 'timeout' };

  test.each<[string, (attempt: Attempt) => Called]>([
    ['no answer', () => silent],
    [
      'an answer of another status',
      (attempt) => ({ type: 'answered', status: 502, body: refundAnswer(attempt, amount) }),
    ],
    ['94, a refund being processed', (attempt) => answered(refundAnswer(attempt, amount, { vnp_ResponseCode: '94' }))],
    ['99', (attempt) => answered(refundAnswer(attempt, amount, { vnp_ResponseCode: '99' }))],
    ['nothing that can be read', () => answered('<html>')],
  ])('%s: it is asked after, and never sent again', async (_name, sending) => {
    const opened = await openRefund({ sending, status: (asked) => (asked < 3 ? '05' : '00') });
    await settleUntil(opened, 0);
    expect(await stateOf(opened.world, opened.proposal)).toMatchObject({ status: 'in-doubt' });

    await settleUntil(opened, 2 * hourMs);
    expect(commandsTo(opened)).toEqual(['refund', 'querydr', 'querydr', 'querydr']);
    expect(await stateOf(opened.world, opened.proposal)).toMatchObject({ status: 'done' });
  });

  test('a process that died before it could send leaves a question, not a second refund', async () => {
    const opened = await openRefund({ status: () => '' });
    const { world, order, proposal } = opened;
    const dying = { ...world, call: () => Promise.reject(new Error('killed')) };
    await expect(settleRefund(dying, { orderId: order.id }, proposal.id)).rejects.toThrow('killed');
    await settleUntil(opened, 20 * dayMs);

    expect(commandsTo(opened)).toEqual(Array(11).fill('querydr'));
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'in-doubt', asked: 11 });
    expect(await read(world, order)).toMatchObject({ desk: { class: 'refund-in-doubt' }, status: 'paid' });
  });

  test('is closed by a transfer that an officer makes after all, with its code in the text', async () => {
    const opened = await openRefund({ sending: () => silent, status: () => '' });
    await settleUntil(opened, 20 * dayMs);
    await debit(opened.world, { text: opened.proposal.id });

    expect(await read(opened.world, opened.order)).toMatchObject({ status: 'part-refunded' });
    expect(await read(opened.world, opened.order)).not.toHaveProperty('desk');
  });

  test('that cannot be asked after, because keys are gone, goes to the desk too', async () => {
    const opened = await openRefund({ sending: () => silent });
    await settleUntil(opened, 0);
    const blind = { ...opened, world: { ...opened.world, findAccount: async () => undefined } };
    await settleUntil(blind, 20 * dayMs);

    expect(await read(opened.world, opened.order)).toMatchObject({ desk: { class: 'refund-in-doubt' } });
    expect(commandsTo(opened)).toEqual(['refund']);
  });
});

describe('a no', () => {
  test('to the refund returns what was reserved', async () => {
    const opened = await openRefund({
      sending: (attempt) => answered(refundAnswer(attempt, amount, { vnp_ResponseCode: '95' })),
    });
    await settleUntil(opened, dayMs);

    expect(await read(opened.world, opened.order)).not.toHaveProperty('refunds');
    expect((await journalOf(opened.world, opened.order)).at(-1)?.fact).toMatchObject({
      type: 'refund.failed',
      why: 'refused',
      reasonCode: 'VNPAY answered with code 95',
    });
    expect(commandsTo(opened)).toEqual(['refund']);
    expect(await stateOf(opened.world, await refund(opened.world, { orderId: opened.order.id }))).toMatchObject({
      way: 'provider',
    });
  });

  test('after it was taken returns it too, and the next refund is an officer’s transfer', async () => {
    const opened = await openRefund({ status: () => '09' });
    await settleUntil(opened, dayMs);

    expect(await read(opened.world, opened.order)).toMatchObject({ status: 'paid', refundRejected: true });
    expect(await stateOf(opened.world, await refund(opened.world, { orderId: opened.order.id }, 1))).toMatchObject({
      way: 'transfer',
    });
  });
});

describe('an answer that comes when the refund has gone on', () => {
  test('changes nothing: a transfer has closed it', async () => {
    const opened = await openRefund();
    const { world, order, proposal } = opened;
    const slow = {
      ...world,
      call: async (call: Parameters<typeof world.call>[0]) => {
        await debit(world, { text: proposal.id });
        return world.call(call);
      },
    };
    await settleRefund(slow, { orderId: order.id }, proposal.id);

    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
    expect((await refundStory(opened)).filter((type) => type === 'order.part-refunded')).toHaveLength(1);
  });

  test('after a reversal: what the provider paid is refunded, the rest reversed, and a person looks', async () => {
    const opened = await openRefund();
    const { world, order, attempt, proposal } = opened;
    await settleUntil(opened, 0);
    await tell(world, makeNotice(attempt, { result: 'reversed' }));
    await settleUntil(opened, dayMs);

    expect(await read(world, order)).toMatchObject({ status: 'reversed', refunds: [{ status: 'done' }] });
    expect(await storyOf(world, order)).toContain('refund.done');
    expect(await stateOf(world, proposal)).toMatchObject({ status: 'done' });
    expect(await world.store.listDesk('reversed-in-part', { limit: 1 })).toMatchObject({ items: [{}] });
  });
});

test('what was never sent stays due while the provider cannot be asked', async () => {
  const opened = await openRefund();
  const { world, order, proposal } = opened;
  await settleRefund({ ...world, findAccount: async () => undefined }, { orderId: order.id }, proposal.id);

  expect(world.counted).toContain('QuestionFailed');
  expect(await stateOf(world, proposal)).toMatchObject({ status: 'reserved', askAt: start });
});

test('nothing happens before the time, nor to a refund that is not there', async () => {
  const opened = await openRefund();
  const { world, order, proposal } = opened;
  await settleUntil(opened, 0);
  const before = world.calls.length;
  await settleRefund(world, { orderId: order.id }, proposal.id);
  await settleRefund(world, { movementKey: 'nobody’s' }, proposal.id);

  expect(world.calls).toHaveLength(before);
});

test('a conflict leaves it to whoever comes next', async () => {
  const opened = await openRefund();
  const { world, order, proposal } = opened;
  const late = {
    ...world,
    store: interruptedBy(world.store, () => settleRefund(world, { orderId: order.id }, proposal.id)),
  };
  await settleRefund(late, { orderId: order.id }, proposal.id);

  expect(commandsTo(opened)).toEqual(['refund']);
});
