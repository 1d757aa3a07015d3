import { beforeEach, describe, expect, test } from 'vitest';
import { movementSchema } from '../../lib/domain/movement.ts';
import { makeCallbackHandler } from '../../lib/http/callbacks.ts';
import { openAccount } from '../../lib/providers/registry.ts';
import type { World } from '../world.ts';
import { read } from '../lib/http/http-answer.ts';
import { callFunction, type HttpCall } from '../lib/http/http-call.ts';
import { openPortal, type Portal } from '../lib/http/portal.ts';
import { callbackPath, vnpayQuery } from '../lib/http/vnpay-callback.ts';
import { paidFields, signQuery } from '../lib/providers/vnpay-example.ts';
import { merchantAccount, merchantKeys, start } from '../samples.ts';
import { otherRequests, rewrittenCallbacks, signedCallbacks } from './bad-callbacks.ts';

let portal: Portal;
let order: { id: string; checkoutUrl: string };
let attempt: Awaited<ReturnType<Portal['startPaying']>>['attempt'];
let before: number;

beforeEach(async () => {
  portal = await openPortal();
  order = read(await portal.postOrder());
  ({ attempt } = await portal.startPaying(order));
  before = portal.written.length;
});

/** What VNPAY hears: always in its own protocol. */
const hear = async (call: HttpCall, world: World = portal.world): Promise<string> => {
  const { status, headers, body } = await callFunction(makeCallbackHandler(world), call);
  expect([status, headers['content-type']]).toEqual([200, 'application/json']);
  return read({ status, headers, body }).RspCode;
};

const writtenSince = () => portal.written.slice(before).map(({ sk, item }) => ({ sk, item }));

/** What was kept of the call, in a word; whatever it is, it is kept with the bytes as they came. */
const keptOf = (query: string): string => {
  const written = writtenSince();
  const unreadable = written.find(({ sk }) => sk === 'UNREADABLE');
  const movement = written.find(({ sk }) => sk === 'MOVEMENT');
  if (written.length === 0) return 'nothing';
  expect((unreadable ?? movement)?.item).toMatchObject(
    unreadable ? { evidence: { raw: query, keyId: 'key-1' } } : { evidence: [{ raw: query, keyId: 'key-1' }] },
  );
  if (unreadable) return 'bytes';
  const { place } = movementSchema.parse(movement?.item);
  return place.type === 'unapplied' ? place.reason : place.type;
};

/** Only what is confirmed and whole makes an order paid. */
const expectStatus = async (kept: string): Promise<void> => {
  const { status } = read(await portal.get(`/v1/orders/${order.id}`));
  expect(status).toBe(kept === 'applied' ? 'paid' : 'awaiting');
};

describe('a genuine callback that comes with', () => {
  test.each(rewrittenCallbacks)('%s', async (_what, rewrite, hears, kept) => {
    const query = rewrite(vnpayQuery(attempt));

    expect(await hear({ target: `${callbackPath}?${query}` })).toBe(hears);
    expect(keptOf(query)).toBe(kept);
    expect(portal.world.counted).toEqual(hears === '97' ? ['CallbackSignatureRejected'] : []);
    await expectStatus(kept);
  });
});

describe('a callback that is signed, of', () => {
  test.each(signedCallbacks)('%s', async (_what, fields, hears, kept) => {
    const query = vnpayQuery(attempt, fields);
    const counted = { bytes: ['NoticeUnreadable'], 'wrong-amount': ['MoneyUnapplied'] }[kept as string];

    expect(await hear({ target: `${callbackPath}?${query}` })).toBe(hears);
    expect(keptOf(query)).toBe(kept);
    expect(portal.world.counted).toEqual(counted ?? (kept === 'unknown-reference' ? ['MoneyUnapplied'] : []));
    await expectStatus(kept);
  });

  test('an amount that is not readable names the field in its reason, and says nothing that may be personal', async () => {
    const query = vnpayQuery(attempt, { vnp_Amount: 'NGUYEN', vnp_OrderInfo: 'THI' });
    await hear({ target: `${callbackPath}?${query}` });

    const [{ item } = {}] = writtenSince();
    expect(item?.why).toBe('vnp_Amount: is not whole đồng × 100');
  });
});

describe('a callback that comes by', () => {
  test.each(otherRequests)('%s', async (_what, request, hears, kept) => {
    const query = vnpayQuery(attempt);
    const { method, query: sent, body } = request(query);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const call = { method, target: sent === '' ? callbackPath : `${callbackPath}?${sent}`, headers };

    expect(await hear(body === undefined ? call : { ...call, body })).toBe(hears);
    expect(keptOf(query)).toBe(kept);
    await expectStatus(kept);
  });
});

describe('the time of payment', () => {
  const paymentOf = async () => read(await portal.get(`/v1/orders/${order.id}`)).payment;

  test.each([
    ['a day ahead of our clock', '20261122093000', '2026-11-22T02:30:00.000Z'],
    ['a year behind it', '20251121093000', '2025-11-21T02:30:00.000Z'],
    ['a minute before midnight in Viet Nam', '20261121235900', '2026-11-21T16:59:00.000Z'],
  ])('is the provider’s, %s', async (_what, vnp_PayDate, paidAt) => {
    await hear({ target: `${callbackPath}?${vnpayQuery(attempt, { vnp_PayDate })}` });

    expect(new Date((await paymentOf()).paidAt).toISOString()).toBe(paidAt);
    expect(JSON.stringify(writtenSince())).toContain(`"receivedAt":"${start}"`);
  });

  test('is ours when the provider tells none', async () => {
    await hear({ target: `${callbackPath}?${vnpayQuery(attempt, { vnp_PayDate: '' })}` });

    expect((await paymentOf()).paidAt).toBe(start);
  });
});

describe('while a key is changed', () => {
  const rotated = (): World => ({
    ...portal.world,
    findAccount: async () => {
      const keys = { current: { id: 'key-2', secret: 'the-new-secret' }, previous: merchantKeys.current };
      return { account: merchantAccount, plugIn: openAccount(merchantAccount, keys) };
    },
  });
  const signedBy = (secret: string): string => {
    const own = { vnp_TmnCode: 'EAKAO001', vnp_TxnRef: attempt.reference, vnp_Amount: `${attempt.amountVnd}00` };
    return signQuery({ ...paidFields, ...own }, secret);
  };

  test.each([
    ['the new key', 'the-new-secret', '00', 'key-2'],
    ['the key before', merchantKeys.current.secret, '00', 'key-1'],
    ['a key that was given up', 'the-oldest-secret', '97', undefined],
    ['no key', '', '97', undefined],
  ])('what %s has signed is told so', async (_what, secret, hears, keyId) => {
    const query = signedBy(secret);

    expect(await hear({ target: `${callbackPath}?${query}` }, rotated())).toBe(hears);
    const movement = writtenSince().find(({ sk }) => sk === 'MOVEMENT');
    expect(movement?.item).toEqual(
      keyId && expect.objectContaining({ evidence: [expect.objectContaining({ keyId })] }),
    );
  });

  test('the same callback by both keys is one payment', async () => {
    const [byNew, byOld] = [signedBy('the-new-secret'), signedBy(merchantKeys.current.secret)];

    expect(await hear({ target: `${callbackPath}?${byNew}` }, rotated())).toBe('00');
    expect(await hear({ target: `${callbackPath}?${byOld}` }, rotated())).toBe('02');
    expect(writtenSince().filter(({ sk }) => sk === 'MOVEMENT')).toHaveLength(1);
  });
});
