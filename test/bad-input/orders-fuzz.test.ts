import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectPromised, expectSchema, operations } from '../lib/http/described-api.ts';
import { read } from '../lib/http/http-answer.ts';
import { asJson, openPortal } from '../lib/http/portal.ts';
import { hostileJson, isDecodable, orderRequests, seed, targetTexts } from './arbitraries.ts';

const find = (name: string) => operations.find(({ operationId }) => operationId === name)!;
const [makeOrder, listOrders] = [find('makeOrder'), find('listOrders')];
const [listWebhooks, replayWebhooks] = [find('listWebhooks'), find('replayWebhooks')];

const runs = { seed, numRuns: 400 };

test(`no order makes a fault, and each answer is one that was promised (seed ${seed})`, async () => {
  const portal = await openPortal();
  const statuses = new Set<number>();
  const keys = fc.stringMatching(/^[\x21-\x7e]{1,20}$/);

  await fc.assert(
    fc.asyncProperty(orderRequests, keys, async (body, key) => {
      const writtenBefore = portal.written.length;
      const headers = { ...asJson, 'idempotency-key': key };
      const answer = await portal.call({
        method: 'POST',
        target: '/v1/orders',
        headers,
        body: JSON.stringify({ body }).slice('{"body":'.length, -1),
      });
      statuses.add(answer.status);

      expect(answer.status).toBeLessThan(500);
      expectPromised(makeOrder, answer);
      if (answer.status >= 400) expect(portal.written).toHaveLength(writtenBefore);
    }),
    runs,
  );
  expect([...statuses].sort()).toEqual(expect.arrayContaining([201, 422]));
});

test(`no body of any bytes makes a fault or an order (seed ${seed})`, async () => {
  const portal = await openPortal();
  const bodies = fc.oneof(
    hostileJson.map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary', maxLength: 500 }),
    fc.uint8Array({ maxLength: 500 }).map((bytes) => Buffer.from(bytes)),
  );
  const types = fc.constantFrom('application/json', 'application/json; charset=utf-16', 'text/plain', 'x', '');

  await fc.assert(
    fc.asyncProperty(bodies, types, async (body, type) => {
      const headers = { 'content-type': type, 'idempotency-key': 'k' };
      const answer = await portal.call({ method: 'POST', target: '/v1/orders', headers, body });

      expect([400, 413, 415, 422]).toContain(answer.status);
      expectPromised(makeOrder, answer);
      expect(portal.written).toEqual([]);
    }),
    runs,
  );
});

test(`no list asked for makes a fault (seed ${seed})`, async () => {
  const portal = await openPortal();
  const names = fc.oneof(fc.constantFrom('dossierCode', 'decisionNumber', 'limit', 'after'), targetTexts);
  const queries = fc.array(fc.tuple(names, targetTexts).map((pair) => pair.join('='))).map((pairs) => pairs.join('&'));

  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      expectPromised(listOrders, await portal.get(`/v1/orders?${query}`));
    }),
    runs,
  );
});

test(`no replay asked for makes a fault, and none that is refused changes anything (seed ${seed})`, async () => {
  const portal = await openPortal();
  const { id } = read(await portal.postOrder());
  const bodies = fc.oneof(
    hostileJson.map((value) => JSON.stringify(value)),
    fc.record({ sequence: hostileJson, after: hostileJson }, { requiredKeys: [] }).map((body) => JSON.stringify(body)),
    fc.record({ after: fc.nat(3) }).map((body) => JSON.stringify(body)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  );
  const statuses = new Set<number>();

  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      const writtenBefore = portal.written.length;
      const target = `/v1/orders/${id}/webhooks/replay`;
      const answer = await portal.call({ method: 'POST', target, headers: asJson, body });
      statuses.add(answer.status);

      expectPromised(replayWebhooks, answer);
      expect(portal.written).toHaveLength(writtenBefore);
    }),
    runs,
  );
  expect([...statuses].sort()).toEqual(expect.arrayContaining([202, 422]));
});

test(`no delivery log asked for makes a fault (seed ${seed})`, async () => {
  const portal = await openPortal();
  const { id } = read(await portal.postOrder());
  const names = fc.oneof(fc.constantFrom('limit', 'after'), targetTexts);
  const queries = fc.array(fc.tuple(names, targetTexts).map((pair) => pair.join('='))).map((pairs) => pairs.join('&'));

  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      expectPromised(listWebhooks, await portal.get(`/v1/orders/${id}/webhooks?${query}`));
    }),
    runs,
  );
});

test(`no path, method or header makes a fault, and whatever is refused is a problem (seed ${seed})`, async () => {
  const portal = await openPortal();
  const { id } = read(await portal.postOrder());
  const segments = fc.oneof(fc.constantFrom('v1', 'orders', 'events', 'cancel', 'webhooks', 'replay', id), targetTexts);
  const targets = fc
    .array(segments, { maxLength: 5 })
    .map((parts) => `/${parts.join('/')}`)
    .filter(isDecodable);
  const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'QUERY', '');
  const headerTexts = fc.stringMatching(/^[\x20-\x7e]{0,60}$/);
  const headers = fc.record(
    {
      authorization: headerTexts,
      'accept-language': headerTexts,
      'content-type': headerTexts,
      'idempotency-key': headerTexts,
    },
    { requiredKeys: [] },
  );

  await fc.assert(
    fc.asyncProperty(targets, methods, headers, async (target, method, given) => {
      const answer = await portal.call({ method: method || 'GET', target, headers: given });

      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expectSchema('Problem', read(answer));
    }),
    runs,
  );
});
