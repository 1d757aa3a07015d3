import { describe, expect, test } from 'vitest';
import { orderIdSchema } from '../../../lib/domain/order-id.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import type { Store } from '../../../lib/store/store.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import { agency, client, dossierCode, orderBody } from '../../samples.ts';
import { codesOf, document, expectPromised, portalOperations } from './described-api.ts';
import { read } from './http-answer.ts';
import type { HttpAnswer } from './http-call.ts';
import { openPortal, type Portal } from './portal.ts';

type Made = { readonly portal: Portal; readonly order: { id: string; checkoutUrl: string } };
type Provoke = (made: Made) => Promise<HttpAnswer>;

const noOrder = 'LP0000000000';

const post = ({ portal }: Made, changes = {}, headers = {}) =>
  portal.postOrder(changes, { 'idempotency-key': 'second', ...headers });

const cancel = ({ portal, order }: Made, id = order.id) =>
  portal.call({ method: 'POST', target: `/v1/orders/${id}/cancel` });

const replay = (
  { portal, order }: Made,
  body: string,
  { type = 'application/json', headers = {}, id = order.id } = {},
) =>
  portal.call({
    method: 'POST',
    target: `/v1/orders/${id}/webhooks/replay`,
    headers: { 'content-type': type, ...headers },
    body,
  });

const afterPaying = async (made: Made, answer: Provoke): Promise<HttpAnswer> => {
  await made.portal.pay(made.order);
  return answer(made);
};

const whilePaying = async (made: Made, answer: Provoke): Promise<HttpAnswer> => {
  await made.portal.startPaying(made.order);
  return answer(made);
};

const withLine = (changes: object) => ({ lines: [{ ...orderBody.lines[0], feeCode: 'KHAC', ...changes }] });

/** What makes each operation answer each of the problems that it is said to have. */
const provocations: Record<string, Record<string, Provoke>> = {
  makeOrder: {
    'malformed-json': (made) =>
      made.portal.call({
        method: 'POST',
        target: '/v1/orders',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'second' },
        body: '{',
      }),
    'idempotency-key-missing': (made) => post(made, {}, { 'idempotency-key': '' }),
    'idempotency-key-reused': (made) => post(made, { locale: 'en' }, { 'idempotency-key': 'first' }),
    'order-exists': (made) => post(made),
    'payment-in-progress': (made) => whilePaying(made, ({ order }) => post(made, { replacesOrderId: order.id })),
    'replaced-order-not-replaceable': (made) =>
      afterPaying(made, ({ order }) => post(made, { replacesOrderId: order.id })),
    'agency-switched-off': async (made) => {
      await made.portal.world.store.commit([put(at.agency(agency.code), { ...agency, version: 2, enabled: false })]);
      return post(made, withLine({}));
    },
    'body-too-large': (made) => post(made, { note: 'x'.repeat(33_000) }),
    'unsupported-media-type': (made) => post(made, {}, { 'content-type': 'text/plain' }),
    'validation-failed': (made) => post(made, { locale: 'fr' }),
    'unknown-agency': (made) => post(made, { agencyCode: 'H15.99' }),
    'unknown-beneficiary': (made) => post(made, { beneficiaryAccount: { bankCode: '970405', accountNumber: '0001' } }),
    'mixed-beneficiaries': (made) => post(made, withLine({ obligor: { name: 'Trần Văn Bình' } })),
    'amount-not-payable': (made) => post(made, withLine({ amountVnd: 10_000_000_000 })),
    'deadline-passed': (made) => post(made, { expiresAt: '2020-01-01T00:00:00Z' }),
    'order-not-found': (made) => post(made, { replacesOrderId: noOrder }),
  },
  listOrders: { 'validation-failed': ({ portal }) => portal.get('/v1/orders') },
  getOrder: { 'order-not-found': ({ portal }) => portal.get(`/v1/orders/${noOrder}`) },
  cancelOrder: {
    'order-not-found': (made) => cancel(made, noOrder),
    'payment-in-progress': (made) => whilePaying(made, cancel),
    'order-not-cancellable': (made) => afterPaying(made, cancel),
  },
  listEvents: {
    'order-not-found': ({ portal }) => portal.get(`/v1/orders/${noOrder}/events`),
    'validation-failed': ({ portal, order }) => portal.get(`/v1/orders/${order.id}/events?limit=0`),
  },
  listWebhooks: {
    'order-not-found': ({ portal }) => portal.get(`/v1/orders/${noOrder}/webhooks`),
    'validation-failed': ({ portal, order }) => portal.get(`/v1/orders/${order.id}/webhooks?limit=0`),
  },
  replayWebhooks: {
    'malformed-json': (made) => replay(made, '{'),
    'order-not-found': (made) => replay(made, '{"after":0}', { id: noOrder }),
    'webhook-not-found': (made) => replay(made, '{"sequence":1}'),
    'no-webhook-receiver': async (made) => {
      await made.portal.world.store.commit([
        put(at.client(client.id), { ...client, version: 2, webhookUrl: undefined }),
      ]);
      return replay(made, '{"after":0}');
    },
    'body-too-large': (made) => replay(made, JSON.stringify({ note: 'x'.repeat(33_000) })),
    'unsupported-media-type': (made) => replay(made, '{"after":0}', { type: 'text/plain' }),
    'validation-failed': (made) => replay(made, '{}'),
    busy: (made) =>
      afterPaying(made, async ({ portal: { world }, order }) => {
        await deliverWebhooks(world, orderIdSchema.parse(order.id));
        const commit: Store['commit'] = async () => (world.moveClock(1000), 'conflict');
        Object.assign(world.store, { commit });
        return replay(made, '{"after":0}');
      }),
  },
};

/** A good call of each operation. */
const calls: Record<string, (made: Made, headers?: Record<string, string>) => Promise<HttpAnswer>> = {
  makeOrder: (made, headers) => post(made, withLine({}), headers),
  listOrders: ({ portal }, headers) => portal.get(`/v1/orders?dossierCode=${dossierCode}`, headers),
  getOrder: ({ portal, order }, headers) => portal.get(`/v1/orders/${order.id}`, headers),
  cancelOrder: ({ portal, order }, headers) =>
    portal.call({ method: 'POST', target: `/v1/orders/${order.id}/cancel`, ...(headers && { headers }) }),
  listEvents: ({ portal, order }, headers) => portal.get(`/v1/orders/${order.id}/events`, headers),
  listWebhooks: ({ portal, order }, headers) => portal.get(`/v1/orders/${order.id}/webhooks`, headers),
  replayWebhooks: (made, headers) => replay(made, '{"after":0}', { ...(headers && { headers }) }),
};

const open = async (store?: Store): Promise<Made> => {
  const portal = await openPortal(store);
  return { portal, order: read(await portal.postOrder()) };
};

/** A portal whose table does something else once an order is made. */
const openAndThen = async (change: (portal: Portal) => Partial<Pick<Store, 'read' | 'commit'>>): Promise<Made> => {
  const store = makeMemoryStore();
  const changed = { read: store.read, commit: store.commit };
  const made = await open({
    ...store,
    read: (addresses) => changed.read(addresses),
    commit: (writes) => changed.commit(writes),
  });
  Object.assign(changed, change(made.portal));
  return made;
};

const common: Record<string, (call: (typeof calls)[string]) => Promise<HttpAnswer>> = {
  unauthenticated: async (call) => call(await open(), { authorization: 'Bearer nobody' }),
  fault: async (call) => call(await openAndThen(() => ({ read: async () => Promise.reject(new Error('gone')) }))),
  busy: async (call) =>
    call(
      await openAndThen(({ world }) => ({
        commit: async () => {
          world.moveClock(1000);
          return 'conflict';
        },
      })),
    ),
};

describe.each(portalOperations)('$operationId', (operation) => {
  const { operationId } = operation;

  test('has each problem of which it is known how to make it', () => {
    expect(codesOf(operation)).toEqual(expect.arrayContaining(Object.keys(provocations[operationId] ?? {})));
  });

  test('answers as it promises', async () => {
    const answer = await calls[operationId]!(await open());

    expect(answer.status).toBeLessThan(300);
    expectPromised(operation, answer);
  });

  test.each(codesOf(operation))('can really be refused as %s', async (code) => {
    const provoke = provocations[operationId]?.[code];
    const answer = provoke ? await provoke(await open()) : await common[code]!(calls[operationId]!);

    expect(read(answer).code).toBe(code);
    expectPromised(operation, answer);
  });
});

test('the same key gives an order that was made before, as promised', async () => {
  const { portal } = await open();
  const again = await portal.postOrder();

  expect(again.status).toBe(200);
  expectPromised(
    portalOperations.find(({ operationId }) => operationId === 'makeOrder')!,
    again,
  );
});

test('no webhook needs a key of the portal', () => {
  for (const { post } of Object.values(document.webhooks)) expect(post.security).toEqual([]);
});
