import { beforeEach, describe, expect, test } from 'vitest';
import { deskClassSchema } from '../../../lib/domain/desk.ts';
import { toMovementId } from '../../../lib/http/desk-ids.ts';
import { makeNotice } from '../../samples.ts';
import { askRefund, openAwaiting, openPaid, type PaidWorld, putAside, refund, tell } from '../use-cases/desk-world.ts';
import { expectRefusal, read } from './http-answer.ts';
import { type Office, openOffice } from './office.ts';

let paid: PaidWorld;
let office: Office;

beforeEach(async () => {
  paid = await openAwaiting();
  office = openOffice(paid.world);
});

const get = async (path: string) => read(await office.get('thanh', path));

describe('GET /v1/desk', () => {
  test('counts what waits, class by class, and says since when', async () => {
    const since = paid.world.now();
    await putAside(paid, 100_000);
    paid.world.moveClock(60_000);
    await putAside(paid, 50_000);
    const { classes } = await get('');

    expect(classes).toHaveLength(deskClassSchema.options.length);
    expect(classes).toContainEqual({ class: 'wrong-amount', count: 2, oldestSince: since });
    expect(classes).toContainEqual({ class: 'proposal', count: 0 });
  });
});

describe('GET /v1/desk/items', () => {
  test('lists one class page by page, the longest waiting first, without saying who paid', async () => {
    for (const amountVnd of [100_000, 50_000, 70_000]) {
      await putAside(paid, amountVnd);
      paid.world.moveClock(1000);
    }
    const first = await get('/items?class=wrong-amount&limit=2');
    const second = await get(`/items?class=wrong-amount&limit=2&after=${first.next}`);

    expect(first.items[0]).toEqual({
      type: 'movement',
      id: toMovementId('item-100000'),
      class: 'wrong-amount',
      since: '2026-11-21T02:30:00.000Z',
      amountVnd: 100_000,
      leftVnd: 100_000,
      direction: 'in',
      provider: 'vnpay',
      accountId: 'ea-kao-vnpay',
      orderId: paid.order.id,
    });
    expect([...first.items, ...second.items].map(({ amountVnd }) => amountVnd)).toEqual([100_000, 50_000, 70_000]);
    expect(second).not.toHaveProperty('next');
  });

  test('lists proposals and orders too', async () => {
    await tell(paid.world, makeNotice(paid.attempt, { transactionId: '14422574' }));
    const proposal = await askRefund(paid.world, { orderId: paid.order.id });
    const { items } = await get('/items?class=proposal');

    expect(items).toEqual([
      {
        type: 'proposal',
        id: proposal.id,
        class: 'proposal',
        since: proposal.askedAt,
        kind: 'refund',
        amountVnd: 35_000,
        orderId: paid.order.id,
      },
    ]);
  });

  test.each([
    '',
    'class=',
    'class=everything',
    'class=proposal&limit=0',
    'class=proposal&after=x',
    'class=proposal&class=x',
  ])('is refused with the query %j', async (query) => {
    expectRefusal(await office.get('thanh', `/items?${query}`), 422, 'validation-failed');
  });
});

describe('GET /v1/desk/movements/{id}', () => {
  test('shows the money, what was verified, what came over the wire, and the ways out', async () => {
    const key = await putAside(paid, 100_000, { payerBankCode: 'NCB', transactionId: '77' });

    expect(await get(`/movements/${toMovementId(key)}`)).toEqual({
      id: toMovementId(key),
      movementKey: key,
      class: 'wrong-amount',
      since: paid.world.now(),
      provider: 'vnpay',
      accountId: 'ea-kao-vnpay',
      reference: `${paid.order.id}A1`,
      direction: 'in',
      result: 'paid',
      amountVnd: 100_000,
      payerBankCode: 'NCB',
      transactionId: '77',
      receivedAt: paid.world.now(),
      place: { type: 'unapplied', reason: 'wrong-amount', orderId: paid.order.id },
      leftVnd: 100_000,
      parts: [],
      contradicted: false,
      accepted: false,
      order: { id: paid.order.id, status: 'awaiting', totalAmountVnd: 135_000 },
      waysOut: [
        { type: 'join', orderId: paid.order.id, missingVnd: 35_000 },
        { type: 'refund', amountVnd: 100_000 },
      ],
      evidence: [{ source: 'callback', receivedAt: paid.world.now(), raw: expect.any(String), keyId: 'key-1' }],
    });
  });

  test('shows what became of some of the money', async () => {
    const key = await putAside(paid, 100_000);
    const { id } = await refund(paid.world, { movementKey: key }, 40_000);

    expect(await get(`/movements/${toMovementId(key)}`)).toMatchObject({
      leftVnd: 60_000,
      parts: [
        {
          kind: 'refund',
          amountVnd: 40_000,
          proposalId: id,
          refund: { id, status: 'reserved', way: expect.any(String) },
        },
      ],
    });
  });

  test('has a journal of what officers did', async () => {
    const key = await putAside(paid, 100_000);
    await refund(paid.world, { movementKey: key }, 40_000);
    const first = await get(`/movements/${toMovementId(key)}/events?limit=1`);
    const second = await get(`/movements/${toMovementId(key)}/events?limit=1&after=${first.next}`);

    expect([...first.items, ...second.items]).toMatchObject([
      { sequence: 1, type: 'proposal.requested', data: { by: { name: 'Trần Thị Mai' }, reason: 'Nộp thừa' } },
      { sequence: 2, type: 'refund.approved', data: { by: { name: 'Lê Văn Bình' } }, previousHash: expect.any(String) },
    ]);
  });

  test.each(['x', 'bm90aGluZw', 'bm90aGluZw==', '%00', 'a'.repeat(3000)])('is not found under %j', async (id) => {
    expectRefusal(await office.get('thanh', `/movements/${id}`), 404, 'not-found');
    expectRefusal(await office.get('thanh', `/movements/${id}/events`), 404, 'not-found');
  });
});

describe('GET /v1/desk/orders/{id}', () => {
  test('shows what of a payment is still here, and nobody’s name', async () => {
    const own = await openPaid();
    const { get: ask } = openOffice(own.world);
    await refund(own.world, { orderId: own.order.id }, 35_000);
    const answer = await ask('mai', `/orders/${own.order.id}`);

    expect(read(answer)).toMatchObject({
      status: 'paid',
      totalAmountVnd: 135_000,
      refundedVnd: 0,
      leftVnd: 100_000,
      refunds: [{ amountVnd: 35_000, status: 'reserved', way: 'provider' }],
      attempts: [{ number: 1, status: 'paid', reference: `${own.order.id}A1` }],
      movementId: toMovementId(`vnpay:EAKAO001:${own.order.id}A1`),
    });
    expect(answer.body).not.toMatch(/203\.0\.113|Tuyết|066190001234|checkout/);
  });

  test('has a journal without who owes and who pays', async () => {
    const answer = await office.get('thanh', `/orders/${paid.order.id}/events`);

    expect(read(answer).items).toMatchObject([{ type: 'order.created' }, { type: 'attempt.started' }]);
    expect(answer.body).not.toMatch(/203\.0\.113|Tuyết|066190001234/);
  });

  test.each(['', '/events'])('is not found when there is none: %s', async (below) => {
    expectRefusal(await office.get('thanh', `/orders/LP0000000000${below}`), 404, 'order-not-found');
    expectRefusal(await office.get('thanh', `/orders/x${below}`), 404, 'order-not-found');
  });
});
