import { beforeEach, describe, expect, test } from 'vitest';
import { expectRefusal, read } from '../lib/http/http-answer.ts';
import { asJson, openPortal, type Portal } from '../lib/http/portal.ts';
import { badEventQueries, badFields, badIds, badOrders, badQueries, badRequests } from './bad-orders.ts';

let portal: Portal;

beforeEach(async () => {
  portal = await openPortal();
});

describe('an order is refused and nothing is stored when it has', () => {
  test.each(badFields)('%s', async (_what, changes, pointers) => {
    const { errors } = expectRefusal(await portal.postOrder(changes), 422, 'validation-failed');

    expect([...new Set(errors?.map(({ pointer }) => pointer))]).toEqual([pointers].flat());
    expect(portal.written).toEqual([]);
  });

  test.each(badOrders)('%s', async (...[, changes, status, code, pointer]) => {
    expect(expectRefusal(await portal.postOrder(changes), status, code).pointer).toBe(pointer);
    expect(portal.written).toEqual([]);
  });

  test.each(badRequests)('%s', async (...[, headers, body, status, code]) => {
    const answer = await portal.call({
      method: 'POST',
      target: '/v1/orders',
      headers: { ...asJson, 'idempotency-key': 'first', ...headers },
      body,
    });

    expectRefusal(answer, status, code);
    expect(portal.written).toEqual([]);
  });
});

test.each(badQueries)('a list of orders of %s is refused', async (_what, query, pointer) => {
  const { errors } = expectRefusal(await portal.get(`/v1/orders?${query}`), 422, 'validation-failed');

  expect(errors).toMatchObject([{ pointer }]);
});

test.each(badEventQueries)('a journal with %s is refused', async (query, pointer) => {
  const { id } = read(await portal.postOrder());
  const { errors } = expectRefusal(await portal.get(`/v1/orders/${id}/events?${query}`), 422, 'validation-failed');

  expect(errors).toMatchObject([{ pointer }]);
});

test.each(badIds)('there is no order %s to get, cancel, read or hear about', async (id) => {
  const answers = [
    await portal.get(`/v1/orders/${id}`),
    await portal.get(`/v1/orders/${id}/events`),
    await portal.call({ method: 'POST', target: `/v1/orders/${id}/cancel` }),
    await portal.get(`/v1/orders/${id}/webhooks`),
    await portal.call({
      method: 'POST',
      target: `/v1/orders/${id}/webhooks/replay`,
      headers: asJson,
      body: '{"after":0}',
    }),
  ];

  for (const answer of answers) expectRefusal(answer, 404, 'order-not-found');
  expect(portal.written).toEqual([]);
});
