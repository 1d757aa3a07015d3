import { describe, expect, test } from 'vitest';
import { addMs, minuteMs } from '../../../lib/domain/time.ts';
import { readMovements } from '../../../lib/use-cases/read-movements.ts';
import { merchantKeys, start, transferAccount } from '../../samples.ts';
import { openAccount } from '../../../lib/providers/registry.ts';
import type { Answerer } from '../../world.ts';
import { answerList } from '../providers/sepay-example.ts';
import { refusalOf } from './configuring.ts';
import { entryOf, feedOf, movementOf, openWithTransfer, tell } from './sample-transfers.ts';
import { commitsIn, read, storyOf } from './sample-world.ts';

const id = transferAccount.id;
const inMinutes = (minutes: number) => addMs(start, minutes * minuteMs);

const answered = (body: string, status = 200) => ({ type: 'answered' as const, status, body });

describe('the list of an account', () => {
  test('brings a transfer whose callback was lost to its order, with its own bytes as evidence', async () => {
    const { world, order, list } = await openWithTransfer();
    const transfer = { id: 1, text: order.id };
    list.transfers.push(transfer);
    await readMovements(world, id);

    expect(await read(world, order)).toMatchObject({ status: 'paid', attempts: [{ status: 'paid' }] });
    expect((await movementOf(world, transfer))?.evidence).toEqual([
      { source: 'list', receivedAt: start, raw: JSON.stringify(entryOf(transfer)), keyId: 'token-1' },
    ]);
    expect(world.calls).toMatchObject([
      { method: 'GET', headers: { authorization: 'Bearer ea-kao-token' }, body: '', timeoutMs: 10_000 },
    ]);
  });

  test('is read every five minutes, and knows until when it has everything', async () => {
    const { world } = await openWithTransfer();
    await readMovements(world, id);
    expect(await feedOf(world)).toMatchObject({ readUntilAt: start, dueAt: inMinutes(5) });

    world.moveClock(5 * minuteMs - 1);
    await readMovements(world, id);
    expect(world.calls).toHaveLength(1);

    world.moveClock(1);
    await readMovements(world, id);
    expect(world.calls).toHaveLength(2);
    expect(await feedOf(world)).toMatchObject({ readUntilAt: inMinutes(5), dueAt: inMinutes(10) });
  });

  test('is read by one of many that find it due', async () => {
    const { world, order, list } = await openWithTransfer();
    list.transfers.push({ id: 1, text: order.id });
    await Promise.all(Array.from({ length: 10 }, () => readMovements(world, id)));

    expect(world.calls).toHaveLength(1);
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started', 'order.paid']);
  });

  test('is read on from where it was read to, and again a little', async () => {
    const { world, list } = await openWithTransfer();
    list.transfers.push(...Array.from({ length: 30 }, (_, index) => ({ id: 100 + index, text: 'an trua' })));
    await readMovements(world, id);
    world.moveClock(5 * minuteMs);
    await readMovements(world, id);

    expect(world.calls.map(({ url }) => new URL(url).searchParams.get('since_id'))).toEqual([null, '109']);
    expect(world.counted).toHaveLength(30);
  });

  test('that is longer than what one reading takes is due again at once, and is complete only at its end', async () => {
    const { world, list } = await openWithTransfer();
    const transfers = Array.from({ length: 450 }, (_, index) => ({ id: 100 + index, text: 'an trua' }));
    list.answer = ({ url }) => {
      const since = Number(new URL(url).searchParams.get('since_id') ?? 0);
      return answered(
        answerList(
          transfers
            .filter((one) => one.id >= since)
            .slice(0, 50)
            .map(entryOf),
        ),
      );
    };
    await readMovements(world, id);
    expect(world.calls).toHaveLength(10);
    expect(await feedOf(world)).toMatchObject({ dueAt: start, readingSince: start });
    expect(await feedOf(world)).not.toHaveProperty('readUntilAt');

    world.moveClock(minuteMs);
    await readMovements(world, id);
    expect(await feedOf(world)).toMatchObject({ readUntilAt: start, dueAt: inMinutes(6) });
    expect(world.counted).toHaveLength(450);
  });

  test('with one entry that cannot be read has it kept and told once, and the others taken', async () => {
    const { world, order, list } = await openWithTransfer();
    const odd = { ...entryOf({ id: 1, text: 'an trua' }), amount_in: '0.50' };
    list.answer = () => answered(answerList([odd, entryOf({ id: 2, text: order.id })]));
    await readMovements(world, id);
    world.moveClock(5 * minuteMs);
    await readMovements(world, id);

    expect((await read(world, order)).status).toBe('paid');
    expect(world.counted).toEqual(['NoticeUnreadable']);
    expect(await feedOf(world)).toMatchObject({ readUntilAt: inMinutes(5) });
  });
});

describe('a list that cannot be read', () => {
  const good = answerList([entryOf({ id: 1, text: 'an trua' })]);

  test.each<[string, Answerer]>([
    ['no answer', () => ({ type: 'failed', why: 'timeout' })],
    ['too many requests', () => answered(good, 429)],
    ['a page of another kind', () => answered('<html>')],
    ['a refusal', () => answered(JSON.stringify({ status: 401, error: 'Unauthorized' }))],
  ])('for %s is told, stays where it was, and is read again in five minutes', async (_, answer) => {
    const { world, list } = await openWithTransfer();
    list.answer = answer;
    await readMovements(world, id);

    expect(world.counted).toEqual(['FeedUnreadable']);
    expect(await feedOf(world)).toEqual({
      ...(await feedOf(world)),
      version: 2,
      readingSince: start,
      dueAt: inMinutes(5),
    });
    expect(await feedOf(world)).not.toHaveProperty('cursor');
    expect(await feedOf(world)).not.toHaveProperty('readUntilAt');
  });

  test('because the account’s keys or its token are gone is told', async () => {
    const { world } = await openWithTransfer();
    const withoutToken = openAccount(transferAccount, { current: merchantKeys.current });
    await readMovements({ ...world, findAccount: async () => undefined }, id);
    world.moveClock(5 * minuteMs);
    const account = { account: transferAccount, plugIn: withoutToken };
    await readMovements({ ...world, findAccount: async () => account }, id);

    expect(world.counted).toEqual(['FeedUnreadable', 'FeedUnreadable']);
    expect(world.calls).toEqual([]);
  });

  test('of which a movement could not be stored is read again from the same place', async () => {
    const { world, order, list } = await openWithTransfer();
    list.transfers.push({ id: 1, text: order.id });
    const crowded = {
      ...world,
      store: {
        ...world.store,
        commit: async (writes: Parameters<typeof world.store.commit>[0]) =>
          writes.some(({ pk }) => pk.startsWith('MOVEMENT#')) ? ('conflict' as const) : world.store.commit(writes),
      },
      sleep: async (ms: number) => void world.moveClock(ms),
    };

    expect(await refusalOf(readMovements(crowded, id))).toEqual({ code: 'busy' });
    expect(await feedOf(world)).not.toHaveProperty('cursor');

    world.moveClock(5 * minuteMs);
    await readMovements(world, id);
    expect((await read(world, order)).status).toBe('paid');
  });

  test('to its end because somebody else took the feed meanwhile leaves the rest to them', async () => {
    const { world, list } = await openWithTransfer();
    list.answer = () => {
      world.moveClock(5 * minuteMs);
      return answered(good);
    };
    const slow = {
      ...world,
      call: async (...of: Parameters<typeof world.call>) => {
        const called = await world.call(...of);
        if (world.calls.length === 1) await readMovements(world, id);
        return called;
      },
    };
    await readMovements(slow, id);

    expect(world.calls).toHaveLength(2);
    expect(await feedOf(world)).toMatchObject({ readUntilAt: start });
  });
});

test('an account without a feed, or whose feed is not due, costs one read', async () => {
  const { world } = await openWithTransfer();
  await readMovements(world, 'elsewhere');

  expect(world.requests).toEqual([{ request: 'read', items: 1 }]);
  expect(commitsIn(world)).toEqual([]);
});

test('a transfer that was told of before is found in the list, and nothing is written of it', async () => {
  const { world, order, list } = await openWithTransfer();
  list.transfers.push({ id: 1, text: order.id });
  await tell(world, { id: 1, text: order.id });
  world.requests.length = 0;
  await readMovements(world, id);

  expect(world.requests.map(({ request }) => request)).toEqual(['read', 'commit', 'read', 'read', 'commit']);
});
