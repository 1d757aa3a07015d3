import { beforeEach, describe, expect, test } from 'vitest';
import { makeCallbackHandler } from '../../../lib/http/callbacks.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { merchantAccount, transferAccount } from '../../samples.ts';
import { bodyOf, signed } from '../use-cases/sample-transfers.ts';
import { read } from './http-answer.ts';
import { callFunction, type HttpAnswer, type HttpCall } from './http-call.ts';
import { openPortal, type Portal } from './portal.ts';
import { callbackPath, vnpayQuery } from './vnpay-callback.ts';

let portal: Portal;
let attempt: Awaited<ReturnType<Portal['startPaying']>>['attempt'];
let order: { id: string; checkoutUrl: string };

beforeEach(async () => {
  portal = await openPortal();
  order = read(await portal.postOrder());
  ({ attempt } = await portal.startPaying(order));
});

const callBack = (call: Partial<HttpCall> & { target: string }, world = portal.world): Promise<HttpAnswer> =>
  callFunction(makeCallbackHandler(world), call);

const expectWord = ({ status, headers, body }: HttpAnswer, RspCode: string): void => {
  expect([status, headers]).toEqual([200, { 'content-type': 'application/json', 'cache-control': 'no-store' }]);
  expect(JSON.parse(body)).toEqual({ RspCode, Message: expect.any(String) });
};

const statusOf = async (): Promise<string> => read(await portal.get(`/v1/orders/${order.id}`)).status;

describe('VNPAY', () => {
  test('hears that a payment is confirmed, then that it has been, and is not asked twice', async () => {
    const target = `${callbackPath}?${vnpayQuery(attempt)}`;

    expectWord(await callBack({ target }), '00');
    const writtenOnce = portal.written.length;
    expectWord(await callBack({ target }), '02');
    expect(portal.written).toHaveLength(writtenOnce);
    expect(await statusOf()).toBe('paid');
  });

  test.each([
    ['an amount that differs', { vnp_Amount: '100' }, '04'],
    ['an order that is not there', { vnp_TxnRef: 'LP0000000000A1' }, '01'],
    ['a terminal that is another', { vnp_TmnCode: 'EAKAO002' }, '01'],
    ['something that nobody can read', { vnp_Amount: 'a lot' }, '99'],
    ['a failure', { vnp_ResponseCode: '24', vnp_TransactionStatus: '02' }, '00'],
  ])('is answered when it tells of %s, and what it said is kept', async (_what, changes, word) => {
    const target = `${callbackPath}?${vnpayQuery(attempt, changes)}`;
    const writtenBefore = portal.written.length;

    expectWord(await callBack({ target }), word);
    expect(JSON.stringify(portal.written.slice(writtenBefore))).toContain(target.split('vnp_SecureHash=')[1]);
    expect(await statusOf()).toBe('awaiting');
  });

  const forged = vnpayQuery({ reference: 'x', amountVnd: 1 }).replace('vnp_Amount=100', 'vnp_Amount=200');

  test.each<[string, () => Partial<HttpCall> & { target: string }]>([
    ['a signature that does not hold', () => ({ target: `${callbackPath}?${forged}` })],
    ['no query', () => ({ target: callbackPath })],
    ['a path without an account', () => ({ target: '/callbacks/vnpay/%20' })],
    ['an account that nobody has', () => ({ target: `/callbacks/vnpay/other?${vnpayQuery(attempt)}` })],
    ['an account of 4 kB', () => ({ target: `/callbacks/vnpay/${'a'.repeat(4096)}?${vnpayQuery(attempt)}` })],
    ['another method', () => ({ method: 'POST', target: `${callbackPath}?${vnpayQuery(attempt)}` })],
    ['a parameter twice', () => ({ target: `${callbackPath}?${vnpayQuery(attempt)}&vnp_Amount=100` })],
    ['a body instead of a query', () => ({ method: 'POST', target: callbackPath, body: vnpayQuery(attempt) })],
  ])('hears that its signature is wrong for %s, and nothing is stored', async (_what, makeCall) => {
    const writtenBefore = portal.written.length;

    expectWord(await callBack(makeCall()), '97');
    expect(portal.written).toHaveLength(writtenBefore);
    expect(portal.world.counted).toEqual(['CallbackSignatureRejected']);
  });

  test('is told to try again when the table cannot be reached', async () => {
    const gone = async () => Promise.reject(new Error('no table'));
    const store = { ...makeMemoryStore(), read: gone, commit: gone };
    const target = `${callbackPath}?${vnpayQuery(attempt)}`;

    expectWord(await callBack({ target }, { ...portal.world, store }), '99');
  });

  test('is told to try again when the keys cannot be read', async () => {
    const findAccount = async () => Promise.reject(new Error('no secrets'));

    expectWord(await callBack({ target: callbackPath }, { ...portal.world, findAccount }), '99');
  });
});

describe('SePay', () => {
  test.each<[string, number, (body: string) => { body: string; headers: Record<string, string> }]>([
    ['a transfer that pays', 200, (body) => ({ body, headers: signed(body).headers })],
    [
      'a transfer of which nobody knows',
      200,
      (body) => {
        const other = body.replace(order.id, 'an trua');
        return { body: other, headers: signed(other).headers };
      },
    ],
    ['what nobody can read', 503, () => ({ body: '[]', headers: signed('[]').headers })],
    ['a body that was changed', 401, (body) => ({ body: `${body} `, headers: signed(body).headers })],
    ['no signature', 401, (body) => ({ body, headers: {} })],
  ])('hears of %s: HTTP %i', async (_, status, makeCall) => {
    await portal.world.store.commit([put(at.merchantAccount(transferAccount.id), transferAccount)]);
    const call = makeCall(bodyOf({ id: 1, text: order.id }));
    const answer = await callBack({ method: 'POST', target: `/callbacks/sepay/${transferAccount.id}`, ...call });

    expect(answer).toEqual({
      status,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
      body: JSON.stringify({ success: status === 200 }),
    });
  });

  test('hears that it is to call again when the table cannot be reached', async () => {
    await portal.world.store.commit([put(at.merchantAccount(transferAccount.id), transferAccount)]);
    const store = { ...portal.world.store, commit: async () => Promise.reject(new Error('no table')) };
    const body = bodyOf({ id: 1, text: order.id });
    const call = {
      method: 'POST',
      target: `/callbacks/sepay/${transferAccount.id}`,
      body,
      headers: signed(body).headers,
    };

    expect(await callBack(call, { ...portal.world, store })).toMatchObject({ status: 503, body: '{"success":false}' });
  });
});

test('a provider that is not here has no protocol to be answered in', async () => {
  expect(await callBack({ target: `/callbacks/momo/${merchantAccount.id}` })).toEqual({
    status: 404,
    headers: {},
    body: '',
  });
});
