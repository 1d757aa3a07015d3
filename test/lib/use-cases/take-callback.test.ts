import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../../lib/domain/attempt.ts';
import type { CallbackRequest } from '../../../lib/providers/provider.ts';
import { openAccount } from '../../../lib/providers/registry.ts';
import { at } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { find } from '../../../lib/store/read.ts';
import { takeCallback } from '../../../lib/use-cases/take-callback.ts';
import { merchantAccount, merchantKeys, start } from '../../samples.ts';
import type { World } from '../../world.ts';
import type { Fields } from '../providers/vnpay-example.ts';
import { callback, callbackFields } from './sample-vnpay.ts';
import { commitsIn, make, openWorld, read, sendPayer, storyOf } from './sample-world.ts';
import { describeTransferCallbacks } from './transfer-callbacks.ts';

const openWithAttempt = async () => {
  const world = await openWorld();
  const { order } = await make(world);
  const { attempt } = await sendPayer(world, order);
  world.requests.length = 0;
  return { world, order, attempt };
};

const take = (world: World, request: CallbackRequest, to: { provider?: string; accountId?: string } = {}) =>
  takeCallback(world, { provider: 'vnpay', accountId: merchantAccount.id, ...to, request });

const paid = (attempt: Attempt, changes: Fields = {}): CallbackRequest =>
  callback({ ...callbackFields(attempt), ...changes });

describe('a genuine callback', () => {
  test('makes its order paid, and is kept as it came with the id of the key that signed it', async () => {
    const { world, order, attempt } = await openWithAttempt();
    const request = paid(attempt);

    expect(await take(world, request)).toBe('accepted');
    expect(await read(world, order)).toMatchObject({
      status: 'paid',
      payment: { paidAt: start, transactionId: '14422574', payerBankCode: 'NCB' },
    });
    const movement = await find(world.store, at.movement(`vnpay:EAKAO001:${attempt.reference}`));
    expect(movement?.evidence).toEqual([
      { source: 'callback', receivedAt: start, raw: request.rawQueryString, keyId: 'key-1' },
    ]);
  });

  test.each<[string, Fields, string]>([
    ['again', {}, 'already-confirmed'],
    ['with another amount', { vnp_Amount: '100' }, 'already-confirmed'],
    ['with a failure', { vnp_ResponseCode: '24', vnp_TransactionStatus: '02' }, 'already-confirmed'],
    ['of another terminal with the same key', { vnp_TmnCode: 'ANOTHER1' }, 'order-not-found'],
  ])('after that, %s: %s', async (_name, changes, word) => {
    const { world, order, attempt } = await openWithAttempt();
    await take(world, paid(attempt));

    expect(await take(world, paid(attempt, changes))).toBe(word);
    expect((await read(world, order)).status).toBe('paid');
  });

  test.each<[string, Fields, string, string]>([
    ['a failure', { vnp_ResponseCode: '24', vnp_TransactionStatus: '02' }, 'accepted', 'attempt.failed'],
    ['a suspicion', { vnp_ResponseCode: '07', vnp_TransactionStatus: '07' }, 'accepted', 'attempt.in-doubt'],
    ['a code that nobody knows', { vnp_ResponseCode: '42' }, 'accepted', 'attempt.in-doubt'],
    ['another amount', { vnp_Amount: '13499900' }, 'wrong-amount', 'money.unapplied'],
  ])('with %s', async (_name, changes, word, fact) => {
    const { world, order, attempt } = await openWithAttempt();

    expect(await take(world, paid(attempt, changes))).toBe(word);
    expect((await storyOf(world, order)).at(-1)).toBe(fact);
    expect((await read(world, order)).status).toBe('awaiting');
  });

  test('of a reference that nobody gave out', async () => {
    const { world, attempt } = await openWithAttempt();

    expect(await take(world, paid(attempt, { vnp_TxnRef: `${attempt.reference}0` }))).toBe('order-not-found');
    expect(world.counted).toEqual(['MoneyUnapplied']);
  });

  test('while all the world is at the same order for five seconds is to come again', async () => {
    const { world, attempt } = await openWithAttempt();
    const crowded = {
      ...world,
      store: { ...world.store, commit: async () => 'conflict' as const },
      sleep: async (ms: number) => void world.moveClock(ms),
    };

    expect(await take(crowded, paid(attempt))).toBe('try-again');
  });

  test('that cannot be stored is a fault', async () => {
    const { world, attempt } = await openWithAttempt();
    const broken = { ...world, store: { ...world.store, commit: () => Promise.reject(new Error('no table')) } };

    await expect(take(broken, paid(attempt))).rejects.toThrow('no table');
  });
});

describe('what is not shown to be genuine stores nothing', () => {
  test.each<[string, (attempt: Attempt) => CallbackRequest]>([
    ['another key', (attempt) => callback(callbackFields(attempt), 'not-ea-kao-secret')],
    [
      'no signature',
      (attempt) => ({ ...paid(attempt), rawQueryString: new URLSearchParams(callbackFields(attempt)).toString() }),
    ],
    [
      'a changed amount',
      (attempt) => ({
        ...paid(attempt),
        rawQueryString: paid(attempt).rawQueryString.replace('=13500000', '=13500100'),
      }),
    ],
    [
      'a parameter twice',
      (attempt) => ({ ...paid(attempt), rawQueryString: `vnp_Amount=1&${paid(attempt).rawQueryString}` }),
    ],
    ['another method', (attempt) => ({ ...paid(attempt), method: 'POST' })],
    ['nothing', (attempt) => ({ ...paid(attempt), rawQueryString: '' })],
  ])('%s', async (_name, forge) => {
    const { world, order, attempt } = await openWithAttempt();

    expect(await take(world, forge(attempt))).toBe('bad-signature');
    expect(commitsIn(world)).toEqual([]);
    expect(world.counted).toEqual(['CallbackSignatureRejected']);
    expect((await read(world, order)).status).toBe('awaiting');
  });

  test.each<[string, { provider?: string; accountId?: string }]>([
    ['an account that is not there', { accountId: 'elsewhere' }],
    ['an account whose name is none', { accountId: 'Ea Kao/../x'.repeat(300) }],
    ['an account of another provider', { provider: 'momo' }],
  ])('a good callback at the address of %s', async (_name, to) => {
    const { world, attempt } = await openWithAttempt();

    expect(await take(world, paid(attempt), to)).toBe('bad-signature');
    expect(commitsIn(world)).toEqual([]);
    expect(world.counted).toEqual(['CallbackSignatureRejected']);
  });
});

describe('a genuine callback that nobody can read', () => {
  const unreadable = (attempt: Attempt) => paid(attempt, { vnp_Amount: '13500050' });

  test('is kept as it came, and is to come again', async () => {
    const { world, attempt } = await openWithAttempt();
    const writes: unknown[] = [];
    const store = makeMemoryStore();
    const noting = {
      ...store,
      commit: async (batch: Parameters<typeof store.commit>[0]) => (writes.push(...batch), store.commit(batch)),
    };

    expect(await take({ ...world, store: noting }, unreadable(attempt))).toBe('try-again');
    expect(writes).toMatchObject([
      {
        sk: 'UNREADABLE',
        item: {
          provider: 'vnpay',
          accountId: merchantAccount.id,
          why: expect.stringContaining('vnp_Amount'),
          evidence: { raw: unreadable(attempt).rawQueryString, keyId: 'key-1', receivedAt: start },
        },
      },
    ]);
    expect(world.counted).toEqual(['NoticeUnreadable']);
  });

  test('is kept once, however often it comes', async () => {
    const { world, attempt } = await openWithAttempt();

    expect(await take(world, unreadable(attempt))).toBe('try-again');
    expect(await take(world, unreadable(attempt))).toBe('try-again');
    expect(world.counted).toEqual(['NoticeUnreadable', 'NoticeUnreadable']);
  });
});

test('a callback signed with the key before is genuine while that key is held', async () => {
  const { world, order, attempt } = await openWithAttempt();
  const keys = { current: { id: 'key-2', secret: 'new-secret' }, previous: merchantKeys.current };
  const rotated = {
    ...world,
    findAccount: async () => ({ account: merchantAccount, plugIn: openAccount(merchantAccount, keys) }),
  };

  expect(await take(rotated, paid(attempt))).toBe('accepted');
  expect((await read(world, order)).status).toBe('paid');
});

describeTransferCallbacks();
