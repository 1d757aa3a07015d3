import { beforeEach, describe, expect, test } from 'vitest';
import { makeDeskRoutes } from '../../../lib/http/desk-api.ts';
import { openPaid } from '../use-cases/desk-world.ts';
import { expectRefusal, read } from './http-answer.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;
let routes: ReturnType<typeof makeDeskRoutes>;

beforeEach(async () => {
  const { world } = await openPaid();
  office = openOffice(world);
  routes = makeDeskRoutes({ ...world, readToken: async () => ({ type: 'refused', why: 'not-genuine' }) });
});

const addressOf = (path: string): string => path.replace('/v1/desk', '').replaceAll(/\{\w+\}/g, '1');

/** As whom each route lets an officer in; what it then says of an address that names nothing is another matter. */
const letsIn = async (who: string): Promise<string[]> => {
  const routesFor: string[] = [];
  for (const { method, path } of routes) {
    const target = addressOf(path);
    const answer = method === 'GET' ? await office.get(who, target) : await office.post(who, target, { reason: 'x' });
    if (answer.status !== 401 && answer.status !== 403)
      routesFor.push(`${method} ${path.replace('/v1/desk', '')}`.trim());
  }
  return routesFor;
};

describe('each role', () => {
  test('lets its officers do this', async () => {
    const all = routes.map(({ method, path }) => `${method} ${path.replace('/v1/desk', '')}`.trim());
    const reads = all.filter((route) => route.startsWith('GET'));

    expect(await letsIn('thanh')).toEqual(reads);
    expect((await letsIn('mai')).filter((route) => !reads.includes(route))).toMatchInlineSnapshot(`
      [
        "POST /movements/{movementId}/accept",
        "POST /orders/{id}/attempts/{number}/abandon",
        "POST /orders/{id}/attempts/{number}/ask",
        "POST /discrepancies/{discrepancyId}/accept",
        "POST /discrepancies/{discrepancyId}/undo",
        "POST /proposals",
        "POST /proposals/{proposalId}/decline",
        "POST /proposals/{proposalId}/transfer",
        "POST /proposals/{proposalId}/ask",
        "POST /proposals/{proposalId}/accept",
      ]
    `);
    expect((await letsIn('binh')).filter((route) => !reads.includes(route))).toMatchInlineSnapshot(`
      [
        "POST /discrepancies/{discrepancyId}/undo",
        "POST /proposals",
        "POST /proposals/{proposalId}/approve",
        "POST /proposals/{proposalId}/decline",
      ]
    `);
    expect(await letsIn('lan')).toEqual(all);
    expect(await letsIn('nobody')).toEqual([]);
    expect(await letsIn('stranger')).toEqual([]);
  });

  test('is told to whoever lacks it', async () => {
    const answer = await office.post('thanh', '/proposals', {});

    expect(expectRefusal(answer, 403, 'not-allowed').detail).toBe(
      'It takes the role finance-officer or finance-approver.',
    );
  });
});

test('every answer says that nobody keeps it, and protects who reads it', async () => {
  for (const answer of [await office.get('thanh', ''), await office.get('nobody', ''), await office.get('thanh', '/x')])
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
});

test('what is at no address, or does not take the method, is told as everywhere', async () => {
  expectRefusal(await office.get('thanh', '/nothing'), 404, 'route-not-found');
  const answer = await office.call('thanh', { method: 'DELETE', target: '/v1/desk/proposals' });
  expectRefusal(answer, 405, 'method-not-allowed');
  expect(answer.headers.allow).toBe('POST, GET, HEAD');
});

test('an officer is answered in Vietnamese when asked for', async () => {
  const headers = { 'accept-language': 'vi' };
  const answer = await office.call('stranger', { target: '/v1/desk', headers });

  expect(answer.headers['content-language']).toBe('vi');
  expect(read(answer).detail).toMatch(/đăng nhập/);
});
