import { beforeEach, describe, expect, test } from 'vitest';
import { at, put } from '../../../lib/store/key-table.ts';
import { hashClientKey } from '../../../lib/use-cases/authenticate-client.ts';
import { agency, client, dossierCode, orderBody } from '../../samples.ts';
import { expectRefusal, read } from './http-answer.ts';
import { addBearerKey, asJson, openPortal, type Portal } from './portal.ts';

let portal: Portal;

beforeEach(async () => {
  portal = await openPortal();
});

describe('POST /v1/orders', () => {
  test('makes an order with a payment code and an address to pay at', async () => {
    const answer = await portal.postOrder();

    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(read(answer)).toMatchObject({
      ...orderBody,
      id: expect.stringMatching(/^LP[0-9A-Z]{10}$/),
      paymentCode: expect.stringMatching(/^LP\w\w-\w{4}-\w{4}$/),
      status: 'awaiting',
      totalAmountVnd: 135_000,
      payer: orderBody.obligor,
      locale: 'vi',
      createdAt: '2026-11-21T02:30:00.000Z',
      expiresAt: '2026-12-21T02:30:00.000Z',
      checkoutUrl: expect.stringMatching(/^http:\/\/thanhtoan\.example\.vn\/pay\/LP\w{10}[\w-]{22}$/),
      attempts: [],
    });
  });

  test('keeps metadata and a return address as they came, and nothing that it does not know', async () => {
    const metadata = { 'ghi chú': 'dòng 1\ndòng 2', constructor: 'x', toString: 'y' };
    const returnUrl = 'https://dichvucong.example.vn/ho-so?id=1&b=2';

    const made = read(await portal.postOrder({ metadata, returnUrl, status: 'paid', version: 7, clientId: 'me' }));

    expect(made).toMatchObject({ metadata, returnUrl, status: 'awaiting' });
    expect(made).not.toHaveProperty('version');
    expect(made).not.toHaveProperty('clientId');
  });

  test('does not let __proto__ into anything', async () => {
    const body = JSON.stringify({ ...orderBody, metadata: { p: 'p' } }).replaceAll('"p"', '"__proto__"');
    const headers = { ...asJson, 'idempotency-key': 'first' };
    const answer = await portal.call({ method: 'POST', target: '/v1/orders', headers, body });

    expect(read(answer).metadata).toEqual({});
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test('gives the same order again for the same key and body, whatever its order of fields', async () => {
    const made = await portal.postOrder();
    const writtenOnce = portal.written.length;
    const again = await portal.call({
      method: 'POST',
      target: '/v1/orders',
      headers: { 'content-type': 'Application/JSON; charset=utf-8', 'idempotency-key': 'first' },
      body: JSON.stringify(Object.fromEntries(Object.entries(orderBody).reverse()), null, 2),
    });

    expect(again.status).toBe(200);
    expect(read(again)).toEqual(read(made));
    expect(portal.written).toHaveLength(writtenOnce);
  });

  test('refuses the same key with another body, and tells the order that it made', async () => {
    const { id } = read(await portal.postOrder());
    const writtenOnce = portal.written.length;
    const problem = expectRefusal(await portal.postOrder({ procedureCode: '1.004195' }), 409, 'idempotency-key-reused');

    expect(problem.orderId).toBe(id);
    expect(portal.written).toHaveLength(writtenOnce);
  });

  test('refuses a second order for a fee of the same dossier, and tells the first', async () => {
    const { id } = read(await portal.postOrder());
    const lines = [{ ...orderBody.lines[0], feeCode: 'KHAC' }, orderBody.lines[1]];
    const problem = expectRefusal(
      await portal.postOrder({ lines }, { 'idempotency-key': 'second' }),
      409,
      'order-exists',
    );

    expect(problem.orderId).toBe(id);
  });

  test('replaces an order that it names, unless money may arrive for it', async () => {
    const first = read(await portal.postOrder());
    const second = read(await portal.postOrder({ replacesOrderId: first.id }, { 'idempotency-key': 'second' }));
    await portal.startPaying(second);
    const third = await portal.postOrder({ replacesOrderId: second.id }, { 'idempotency-key': 'third' });

    expect(read(await portal.get(`/v1/orders/${first.id}`)).status).toBe('cancelled');
    expect(expectRefusal(third, 409, 'payment-in-progress').orderId).toBe(second.id);
  });

  test('replaces nothing when another order stands in the way as well', async () => {
    const [line, otherLine] = orderBody.lines;
    const first = read(await portal.postOrder({ lines: [line] }));
    const second = read(await portal.postOrder({ lines: [otherLine] }, { 'idempotency-key': 'second' }));
    const third = await portal.postOrder({ replacesOrderId: first.id }, { 'idempotency-key': 'third' });

    expect(expectRefusal(third, 409, 'order-exists').orderId).toBe(second.id);
    expect(read(await portal.get(`/v1/orders/${first.id}`)).status).toBe('awaiting');
  });

  test('refuses to replace an order that is paid or of another dossier', async () => {
    const paid = read(await portal.postOrder());
    await portal.pay(paid);
    const changes = { replacesOrderId: paid.id };
    const again = await portal.postOrder(changes, { 'idempotency-key': 'second' });
    const elsewhere = await portal.postOrder(
      { ...changes, dossierCode: dossierCode.replace('0975', '0976') },
      { 'idempotency-key': 'third' },
    );

    for (const answer of [again, elsewhere])
      expect(expectRefusal(answer, 409, 'replaced-order-not-replaceable')).toMatchObject({
        pointer: '/replacesOrderId',
        orderId: paid.id,
      });
  });

  test('refuses orders for an agency that is switched off', async () => {
    const { store } = portal.world;
    await store.commit([put(at.agency(agency.code), { ...agency, version: 2, enabled: false })]);

    expect(expectRefusal(await portal.postOrder(), 409, 'agency-switched-off').pointer).toBe('/agencyCode');
  });
});

describe('who calls', () => {
  const asOther = { authorization: 'Bearer lephi_test_other' };

  const addOtherClient = async (changes: Partial<typeof client>): Promise<void> => {
    const { store } = portal.world;
    await store.commit([put(at.client('hue-portal'), { ...client, id: 'hue-portal', ...changes })]);
    await addBearerKey(store, 'lephi_test_other', 'hue-portal');
  };

  test('sees nothing of the orders of other agencies', async () => {
    const { id } = read(await portal.postOrder());
    await addOtherClient({ agencyCodes: ['000.00.01.H57'] });

    for (const target of [`/v1/orders/${id}`, `/v1/orders/${id}/events`])
      expectRefusal(await portal.get(target, asOther), 404, 'order-not-found');
    const cancelled = await portal.call({ method: 'POST', target: `/v1/orders/${id}/cancel`, headers: asOther });
    expectRefusal(cancelled, 404, 'order-not-found');
    expect(read(await portal.get(`/v1/orders?dossierCode=${dossierCode}`, asOther))).toEqual({ items: [] });
    expect(read(await portal.get(`/v1/orders/${id}`)).status).toBe('awaiting');
  });

  test('is heard with a key of a client that is switched on, and with no other', async () => {
    await addOtherClient({ enabled: false });

    const problem = await portal.get('/v1/orders', asOther);
    expectRefusal(problem, 401, 'unauthenticated');
    expect(problem.headers['www-authenticate']).toBe('Bearer realm="lephi"');
  });

  test('is not heard with a key that was revoked', async () => {
    await addOtherClient({});
    const { store, now } = portal.world;
    const revoked = { version: 2, clientId: 'hue-portal', createdAt: now(), revokedAt: now() };
    const headers = { 'idempotency-key': 'x' };
    expectRefusal(await portal.get('/v1/orders', { ...asOther, ...headers }), 422, 'validation-failed');

    await store.commit([put(at.clientKey(hashClientKey('lephi_test_other')), revoked)]);

    expectRefusal(await portal.get('/v1/orders', asOther), 401, 'unauthenticated');
  });
});

test('GET /v1/orders/{id} shows what became of an order, and keeps to itself who paid from where', async () => {
  const { id, checkoutUrl } = read(await portal.postOrder());
  await portal.pay({ checkoutUrl });
  const order = await portal.get(`/v1/orders/${encodeURIComponent(id)}`);

  expect(read(order)).toMatchObject({
    status: 'paid',
    payment: { provider: 'vnpay', channel: 'online', amountVnd: 135_000, late: false },
    attempts: [{ number: 1, provider: 'vnpay', status: 'paid' }],
  });
  expect(order.body).not.toMatch(/203\.0\.113|movementKey|accountId|checkoutSecret/);
});

describe('GET /v1/orders', () => {
  const list = async (query: string) => read(await portal.get(`/v1/orders?${query}`));

  /** So many orders of one dossier, a minute apart, each cancelled so that the next can be made; their ids, latest first. */
  const makeOrders = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { id } = read(await portal.postOrder({}, { 'idempotency-key': `key-${index}` }));
      await portal.call({ method: 'POST', target: `/v1/orders/${id}/cancel` });
      portal.world.moveClock(60_000);
      ids.unshift(id);
    }
    return ids;
  };

  test('lists the orders of a dossier, latest first, page by page', async () => {
    const ids = await makeOrders(3);
    const first = await list(`dossierCode=${dossierCode}&limit=2`);
    const second = await list(`dossierCode=${dossierCode}&limit=2&after=${first.next}`);

    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.next).toBeUndefined();
  });

  test('lists the orders of a decision, however its number is composed', async () => {
    const lines = [{ ...orderBody.lines[0], kind: 'phat' }];
    const { id } = read(await portal.postOrder({ dossierCode: undefined, decisionNumber: '0012/QĐ-XPHC', lines }));
    const { items } = await list(`decisionNumber=${encodeURIComponent('0012/QĐ-XPHC'.normalize('NFD'))}`);

    expect(items).toMatchObject([{ id, decisionNumber: '0012/QĐ-XPHC' }]);
  });
});

describe('POST /v1/orders/{id}/cancel', () => {
  const cancel = (id: string) => portal.call({ method: 'POST', target: `/v1/orders/${id}/cancel` });

  test('cancels an order, once', async () => {
    const { id } = read(await portal.postOrder());
    const cancelled = await cancel(id);
    const writtenOnce = portal.written.length;
    const again = await cancel(id);

    expect(read(cancelled)).toMatchObject({ id, status: 'cancelled' });
    expect(read(again)).toEqual(read(cancelled));
    expect(portal.written).toHaveLength(writtenOnce);
  });

  test('is refused while a payment is under way', async () => {
    const order = read(await portal.postOrder());
    await portal.startPaying(order);

    expect(expectRefusal(await cancel(order.id), 409, 'payment-in-progress').orderId).toBe(order.id);
  });

  test('is refused when the order is paid', async () => {
    const order = read(await portal.postOrder());
    await portal.pay(order);

    expect(expectRefusal(await cancel(order.id), 409, 'order-not-cancellable').orderId).toBe(order.id);
  });

  test('is refused as busy when others are at the order for five seconds', async () => {
    const { id } = read(await portal.postOrder());
    const { store } = portal.world;
    const busy = await openPortal({
      ...store,
      commit: async (writes) => {
        if (!writes.some(({ sk }) => sk === 'ORDER')) return store.commit(writes);
        busy.world.moveClock(1000);
        return 'conflict';
      },
    });
    const answer = await busy.call({ method: 'POST', target: `/v1/orders/${id}/cancel` });

    expectRefusal(answer, 503, 'busy');
    expect(answer.headers['retry-after']).toBe('1');
  });
});

describe('GET /v1/orders/{id}/events', () => {
  test('reads the journal of an order, page by page', async () => {
    const order = read(await portal.postOrder());
    await portal.pay(order);
    const first = await portal.get(`/v1/orders/${order.id}/events?limit=2`);
    const { next } = read(first);
    const second = await portal.get(`/v1/orders/${order.id}/events?limit=2&after=${next}`);

    expect([...read(first).items, ...read(second).items]).toMatchObject([
      { sequence: 1, type: 'order.created', data: { details: orderBody } },
      { sequence: 2, type: 'attempt.started', data: { attempt: 1, provider: 'vnpay' } },
      {
        sequence: 3,
        type: 'order.paid',
        data: { attempt: 1, payment: { amountVnd: 135_000 } },
        webhook: { sequence: 1 },
      },
    ]);
    expect(first.body + second.body).not.toMatch(/payerIp|203\.0\.113|movementKey|accountId/);
  });
});
