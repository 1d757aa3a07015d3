import { describe, expect, test } from 'vitest';
import type { Client } from '../../../lib/domain/client.ts';
import { Refusal } from '../../../lib/domain/refusal.ts';
import { addMs, dayMs, minuteMs } from '../../../lib/domain/time.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { makeOrderOnce } from '../../../lib/use-cases/make-order.ts';
import { agency, client, dossierCode, makeRequest, merchantAccount, orderBody, start } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { commitsIn, make, openWorld, pay, read, storyOf } from './sample-world.ts';

const [licence, copies] = orderBody.lines;
const another = { ...licence, feeCode: 'KHAI-SINH' };

describe('an order is made', () => {
  test('with its first event, its key and the fees of its dossier, in one commit of four items', async () => {
    const world = await openWorld();
    const { order, details, isNew } = await make(world);

    expect([isNew, order.status, details.lines]).toEqual([true, 'awaiting', orderBody.lines]);
    expect(commitsIn(world)).toEqual([4]);
    expect(await read(world, order)).toEqual(order);
    expect(await storyOf(world, order)).toEqual(['order.created']);
    expect(await find(world.store, at.idempotency(client.id, 'key-1'))).toMatchObject({ madeId: order.id });
    expect(await find(world.store, at.dossier(agency.code, dossierCode))).toEqual({
      version: 1,
      orderByFeeCode: { 'DOI-GPLX': order.id, 'CHUNG-THUC': order.id },
    });
  });

  test('with a checkout address that nobody guesses: 128 random bits, other ones for each order', async () => {
    const world = await openWorld();
    const secrets = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => {
        const made = await make(world, { lines: [{ ...licence, feeCode: `F${number}` }] }, `key-${number}`);
        return made.order.checkoutSecret;
      }),
    );

    expect(new Set(secrets).size).toBe(20);
    for (const secret of secrets) expect(secret).toMatch(/^[\w-]{22}$/);
  });

  test('under another id when the first one is taken', async () => {
    const world = await openWorld();
    const zeros = (count: number) => new Uint8Array(count);
    const { order: first } = await make({ ...world, randomBytes: zeros });
    const draws = [zeros, zeros, world.randomBytes, world.randomBytes];
    const unlucky = { ...world, randomBytes: (count: number) => draws.shift()?.(count) ?? expect.unreachable() };

    const { order: second } = await make(unlucky, { lines: [another] }, 'key-2');
    expect(first.id).toBe('LP0000000000');
    expect(second.id).not.toBe(first.id);
    expect((await read(world, first)).dossierKey).toBe(dossierCode);
  });
});

describe('the same key', () => {
  test('with the same body gives the same order, and writes nothing', async () => {
    const world = await openWorld();
    const first = await make(world);
    world.requests.length = 0;
    const again = await make(world);

    expect(again).toEqual({ ...first, isNew: false });
    expect(commitsIn(world)).toEqual([]);
  });

  test('with a body that means the same gives the same order', async () => {
    const world = await openWorld();
    const { order } = await make(world);
    const sameMeaning = {
      metadata: orderBody.metadata,
      obligor: { idNumber: '066190001234', name: ' Nguyễn Thị Ánh Tuyết '.normalize('NFD'), unknown: 1 },
      locale: 'vi',
    };

    expect((await make(world, sameMeaning)).order.id).toBe(order.id);
  });

  test.each<[string, Record<string, unknown>]>([
    ['amount', { lines: [{ ...licence, amountVnd: 115_001 }, copies] }],
    ['order of lines', { lines: [copies, licence] }],
    ['payer', { payer: { name: 'Trần Văn Bình' } }],
    ['dossier', { dossierCode: 'H15.50.05.13-261121-0976' }],
    ['agency that is unknown', { agencyCode: 'G99' }],
  ])('with another %s is refused, and names the order', async (_name, changes) => {
    const world = await openWorld();
    const { order } = await make(world);

    expect(await refusalOf(make(world, changes))).toEqual({ code: 'idempotency-key-reused', orderId: order.id });
  });

  test('gives the order as it is now, long after it could be made again', async () => {
    const world = await openWorld();
    const { order } = await make(world, { expiresAt: addMs(start, dayMs) });
    await pay(world, order);
    world.moveClock(400 * dayMs);

    expect(await make(world, { expiresAt: addMs(start, dayMs) })).toMatchObject({
      order: { id: order.id, status: 'paid' },
      isNew: false,
    });
  });

  test('of another client is another key', async () => {
    const world = await openWorld();
    const other: Client = { ...client, id: 'one-stop' };
    await make(world);

    const request = makeRequest({ dossierCode: 'H15.50.05.13-261121-0976' });
    expect(await makeOrderOnce(world, { client: other, idempotencyKey: 'key-1', request })).toMatchObject({
      isNew: true,
    });
  });

  test('fifty times at once makes one order, which all get', async () => {
    const world = await openWorld();
    const made = await Promise.all(Array.from({ length: 50 }, () => make(world)));

    expect(new Set(made.map(({ order }) => order.id)).size).toBe(1);
    expect(made.filter(({ isNew }) => isNew)).toHaveLength(1);
  });
});

describe('a request that is refused stores nothing and uses up no key:', () => {
  const most = Number.MAX_SAFE_INTEGER;

  test.each<[string, Record<string, unknown>, object]>([
    ['an unknown agency', { agencyCode: 'G99' }, { code: 'unknown-agency', pointer: '/agencyCode' }],
    [
      'an account that the agency does not have',
      { beneficiaryAccount: { bankCode: '970418', accountNumber: '12310000000001' } },
      { code: 'unknown-beneficiary', pointer: '/beneficiaryAccount' },
    ],
    [
      'an amount that no way to pay can carry',
      {
        lines: [
          { ...licence, amountVnd: 9_999_999_999 },
          { ...copies, amountVnd: 1 },
        ],
      },
      { code: 'amount-not-payable', pointer: '/lines' },
    ],
    [
      'a sum that no computer holds exactly',
      {
        lines: [
          { ...licence, amountVnd: most },
          { ...copies, amountVnd: most },
        ],
      },
      { code: 'amount-not-payable', pointer: '/lines' },
    ],
    ['a deadline that has passed', { expiresAt: start }, { code: 'deadline-passed', pointer: '/expiresAt' }],
    [
      'two obligors',
      { lines: [licence, { ...copies, obligor: { name: 'Trần Văn Bình' } }] },
      { code: 'mixed-beneficiaries', pointer: '/lines/1' },
    ],
  ])('%s', async (_name, changes, expected) => {
    const world = await openWorld();

    expect(await refusalOf(make(world, changes))).toEqual(expected);
    expect(commitsIn(world)).toEqual([]);
    expect(await make(world)).toMatchObject({ isNew: true });
  });

  test('the largest amount that a way to pay can carry is made', async () => {
    const world = await openWorld();

    expect(await make(world, { lines: [{ ...licence, amountVnd: 9_999_999_999 }] })).toMatchObject({ isNew: true });
  });

  test('an agency of others', async () => {
    const world = await openWorld();
    const request = makeRequest();
    const outsider = { ...client, agencyCodes: ['H15.50.05.14'] };

    expect(await refusalOf(makeOrderOnce(world, { client: outsider, idempotencyKey: 'key-1', request }))).toMatchObject(
      {
        code: 'unknown-agency',
      },
    );
  });

  test('an agency that is switched off', async () => {
    const world = await openWorld();
    await world.store.commit([put(at.agency(agency.code), { ...agency, version: 2, enabled: false })]);

    expect(await refusalOf(make(world))).toEqual({ code: 'agency-switched-off', pointer: '/agencyCode' });
  });

  test('the only way to pay switched off', async () => {
    const world = await openWorld();
    const off = { ...merchantAccount, version: 2, enabled: false };
    await world.store.commit([put(at.merchantAccount(off.id), off)]);

    expect(await refusalOf(make(world))).toMatchObject({ code: 'amount-not-payable' });
  });

  test('too many at once for five seconds', async () => {
    const world = await openWorld();
    const crowded = {
      ...world,
      store: { ...world.store, commit: async () => 'conflict' as const },
      sleep: async (ms: number) => void world.moveClock(ms),
    };

    await expect(make(crowded)).rejects.toThrow(Refusal);
    expect(addMs(world.now(), -5000) <= start).toBe(true);
    expect(world.now() > addMs(start, minuteMs / 20)).toBe(true);
  });
});
