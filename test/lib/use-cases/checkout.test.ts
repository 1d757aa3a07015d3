import { describe, expect, test } from 'vitest';
import { attemptsMax } from '../../../lib/domain/attempt.ts';
import { addMs, dayMs, minuteMs } from '../../../lib/domain/time.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { cancelOrder } from '../../../lib/use-cases/cancel-order.ts';
import {
  checkoutToken,
  findTransfer,
  getCheckout,
  getTokenOrder,
  startAttempt,
} from '../../../lib/use-cases/checkout.ts';
import {
  addTransferAccount,
  agency,
  client,
  makeEvidence,
  makeNotice,
  merchantAccount,
  start,
  transferAccount,
} from '../../samples.ts';
import { interruptedBy, type World } from '../../world.ts';
import { receiveNotice } from '../../../lib/use-cases/receive-notice.ts';
import { refusalOf } from './configuring.ts';
import { commitsIn, make, openWorld, pay, read, sendPayer, storyOf } from './sample-world.ts';

const by = { accountId: merchantAccount.id, payerIp: '203.0.113.10' };

const switchOff = async ({ store }: World, what: 'agency' | 'merchant account'): Promise<void> => {
  await store.commit([
    what === 'agency'
      ? put(at.agency(agency.code), { ...agency, version: 2, enabled: false })
      : put(at.merchantAccount(merchantAccount.id), { ...merchantAccount, version: 2, enabled: false }),
  ]);
};

describe('a checkout address', () => {
  test('shows the order, its agency and the ways to pay it', async () => {
    const world = await openWorld();
    const { order, details } = await make(world);

    expect(await getCheckout(world, checkoutToken(order))).toEqual({
      order,
      details,
      agency,
      waysToPay: [merchantAccount],
    });
  });

  test.each<[string, (token: string) => string]>([
    ['a wrong secret', (token) => `${token.slice(0, -1)}_`],
    ['a secret that is too short', (token) => token.slice(0, -1)],
    ['a secret that is too long', (token) => `${token}A`],
    ['no secret', (token) => token.slice(0, 12)],
    ['a secret of letters of other lengths', (token) => `${token.slice(0, -1)}ế`],
    ['an order that is not there', (token) => `LP0000000000${token.slice(12)}`],
    ['an id that is none', (token) => `LP0000000001${token.slice(12)}`],
    ['nothing', () => ''],
  ])('with %s is no order’s, and all are told alike', async (_name, change) => {
    const world = await openWorld();
    const { order } = await make(world);

    expect(await refusalOf(getTokenOrder(world, change(checkoutToken(order))))).toEqual({ code: 'order-not-found' });
  });

  test.each(['agency', 'merchant account'] as const)(
    'offers no way to pay when the %s is switched off',
    async (what) => {
      const world = await openWorld();
      const { order } = await make(world);
      await switchOff(world, what);

      expect((await getCheckout(world, checkoutToken(order))).waysToPay).toEqual([]);
      expect(await refusalOf(sendPayer(world, order))).toEqual({ code: 'way-to-pay-not-available' });
    },
  );
});

describe('an attempt', () => {
  test('is stored before the payer is sent away, in one commit of two items', async () => {
    const world = await openWorld();
    const { order: made } = await make(world);
    world.requests.length = 0;
    const { order, account, attempt } = await sendPayer(world, made);

    expect(account).toEqual(merchantAccount);
    expect(attempt).toMatchObject({
      reference: `${made.id}A1`,
      status: 'under-way',
      startedAt: start,
      expiresAt: addMs(start, 15 * minuteMs),
      payerIp: '203.0.113.10',
    });
    expect(commitsIn(world)).toEqual([2]);
    expect(await read(world, made)).toEqual(order);
    expect(await storyOf(world, made)).toEqual(['order.created', 'attempt.started']);
  });

  test('started ten times at once is at most as many as fit, each with a reference of its own', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => sendPayer(world, order)));
    const references = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.attempt.reference] : []));

    expect(references).toHaveLength(attemptsMax);
    expect(new Set(references).size).toBe(attemptsMax);
    expect(await refusalOf(sendPayer(world, order))).toEqual({ code: 'too-many-attempts' });
  });

  test.each<[string, object]>([
    ['an account that is not there', { accountId: 'elsewhere' }],
    ['an account that is not the agency’s', { accountId: 'another-vnpay' }],
  ])('through %s is refused', async (_name, changes) => {
    const world = await openWorld();
    const { order } = await make(world);
    const another = { ...merchantAccount, id: 'another-vnpay' };
    await world.store.commit([put(at.merchantAccount(another.id), another)]);

    expect(await refusalOf(startAttempt(world, checkoutToken(order), { ...by, ...changes }))).toEqual({
      code: 'way-to-pay-not-available',
    });
  });

  test('through an account that pays into another beneficiary account is refused', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const beneficiaryAccount = { bankCode: '970418', accountNumber: '12310000000001' };
    const astray = { ...merchantAccount, id: 'astray-vnpay', beneficiaryAccount };
    await world.store.commit([
      put(at.merchantAccount(astray.id), astray),
      put(at.agency(agency.code), { ...agency, version: 2, merchantAccountIds: [astray.id, merchantAccount.id] }),
    ]);

    expect((await getCheckout(world, checkoutToken(order))).waysToPay).toEqual([merchantAccount]);
    expect(await refusalOf(startAttempt(world, checkoutToken(order), { ...by, accountId: astray.id }))).toEqual({
      code: 'way-to-pay-not-available',
    });
  });

  test('of an order that is paid, cancelled or over is refused', async () => {
    const world = await openWorld();
    const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
    await cancelOrder(world, client, order.id);
    expect(await refusalOf(sendPayer(world, order))).toEqual({ code: 'order-not-payable' });

    const { order: paid } = await make(world, {}, 'key-2');
    await pay(world, paid);
    expect(await refusalOf(sendPayer(world, paid))).toEqual({ code: 'order-not-payable' });

    const { order: over } = await make(
      world,
      { dossierCode: 'G01-261121-0001', expiresAt: addMs(start, dayMs) },
      'key-3',
    );
    world.moveClock(dayMs);
    expect(await refusalOf(sendPayer(world, over))).toEqual({ code: 'order-not-payable' });
  });

  test('that is begun while another one pays is refused', async () => {
    const store = makeMemoryStore();
    const world = await openWorld({ store });
    const { order } = await make(world);
    const { attempt } = await sendPayer(world, order);
    const payFirst = () => receiveNotice(world, makeNotice(attempt), makeEvidence());

    expect(await refusalOf(sendPayer({ ...world, store: interruptedBy(store, payFirst) }, order))).toEqual({
      code: 'order-not-payable',
    });
  });

  test('that was begun before the account was switched off still brings its money', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const { attempt } = await sendPayer(world, order);
    await switchOff(world, 'merchant account');

    expect(await receiveNotice(world, makeNotice(attempt), makeEvidence())).toBe('accepted');
    expect((await read(world, order)).status).toBe('paid');
  });
});

describe('a transfer', () => {
  const openTransferWorld = async () => {
    const world = await openWorld();
    await addTransferAccount(world.store);
    const { order } = await make(world);
    const token = checkoutToken(order);
    return { world, order, token, tap: () => startAttempt(world, token, { ...by, accountId: transferAccount.id }) };
  };

  const transferOf = async (world: World, token: string) => findTransfer(world, await getCheckout(world, token));

  test('is told of as long as nobody has paid: account, exact amount, and the order’s id as its text', async () => {
    const { world, order, token, tap } = await openTransferWorld();
    expect(await transferOf(world, token)).toBeUndefined();
    await tap();

    expect(await transferOf(world, token)).toMatchObject({
      ...transferAccount.beneficiaryAccount,
      amountVnd: 135_000,
      content: order.id,
    });
  });

  test('that is asked for again, even at once, goes on with the attempt that is there', async () => {
    const { world, order, tap } = await openTransferWorld();
    const taps = await Promise.all([tap(), tap(), tap()]);
    world.requests.length = 0;
    taps.push(await tap());

    expect(new Set(taps.map(({ attempt }) => attempt.reference))).toEqual(new Set([`${order.id}A1`]));
    expect(commitsIn(world)).toEqual([]);
    expect(await storyOf(world, order)).toEqual(['order.created', 'attempt.started']);
  });

  test('that is asked for after its time is another attempt', async () => {
    const { world, tap } = await openTransferWorld();
    await tap();
    world.moveClock(15 * minuteMs);

    expect((await tap()).attempt.number).toBe(2);
  });

  test('does not keep a payer from another way to pay, and is told of still', async () => {
    const { world, order, token, tap } = await openTransferWorld();
    await tap();
    expect((await sendPayer(world, order)).attempt.number).toBe(2);

    expect((await transferOf(world, token))?.content).toBe(order.id);
  });

  test('is told of no more when the order is paid, over, or its account switched off', async () => {
    const paid = await openTransferWorld();
    const { attempt } = await paid.tap();
    await receiveNotice(paid.world, makeNotice(attempt, { accountId: transferAccount.id }), makeEvidence());
    expect(await transferOf(paid.world, paid.token)).toBeUndefined();

    const over = await openTransferWorld();
    await over.tap();
    over.world.moveClock(31 * dayMs);
    expect(await transferOf(over.world, over.token)).toBeUndefined();

    const off = await openTransferWorld();
    await off.tap();
    const account = { ...transferAccount, version: 2, enabled: false };
    await off.world.store.commit([put(at.merchantAccount(account.id), account)]);
    expect(await transferOf(off.world, off.token)).toBeUndefined();
  });
});
