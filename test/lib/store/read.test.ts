import { beforeEach, describe, expect, test } from 'vitest';
import { at } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { find, findAll, findBoth, findThree, list } from '../../../lib/store/read.ts';
import { addSamples, agency, client, merchantAccount } from '../../samples.ts';
import { countingRequests } from '../../world.ts';

const { store, requests } = countingRequests(makeMemoryStore());

beforeEach(async () => {
  await addSamples(store);
  requests.length = 0;
});

describe('records that are read', () => {
  test('are as they were put', async () => {
    expect(await find(store, at.agency(agency.code))).toEqual(agency);
    expect(await findBoth(store, at.client(client.id), at.agency(agency.code))).toEqual([client, agency]);
    expect(await findAll(store, [at.merchantAccount(merchantAccount.id)])).toEqual([merchantAccount]);
    const three = [at.client(client.id), at.agency('G99'), at.merchantAccount(merchantAccount.id)] as const;
    expect(await findThree(store, ...three)).toEqual([client, undefined, merchantAccount]);
  });

  test('take one request, however many', async () => {
    await findBoth(store, at.client(client.id), at.agency(agency.code));
    await findAll(store, ['a', 'b', 'c'].map(at.agency));

    expect(requests).toEqual([
      { request: 'read', items: 2 },
      { request: 'read', items: 3 },
    ]);
  });

  test('are undefined, or left out of many, when they are not there', async () => {
    expect(await find(store, at.agency('G99'))).toBeUndefined();
    expect(await findBoth(store, at.agency('G99'), at.client(client.id))).toEqual([undefined, client]);
    expect(await findAll(store, [at.agency('G99'), at.agency(agency.code)])).toEqual([agency]);
  });

  test('are asked for only when there are any', async () => {
    expect(await findAll(store, [])).toEqual([]);
    expect(requests).toEqual([]);
  });

  test('are refused when they are not as they must be', async () => {
    const { pk, sk } = at.agency('G98');
    await store.commit([{ pk, sk, version: 1, item: { pk, sk, version: 1, code: 'G98' } }]);

    await expect(find(store, at.agency('G98'))).rejects.toThrow();
    await expect(list(store, at.agency('G98'), { limit: 1 })).rejects.toThrow();
  });
});
