import { describe, expect, test } from 'vitest';
import type { Agency } from '../../../lib/domain/agency.ts';
import type { MerchantAccount } from '../../../lib/domain/merchant-account.ts';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { makeMemoryStore } from '../../../lib/store/memory-store.ts';
import { listWaysToPay } from '../../../lib/use-cases/ways-to-pay.ts';
import { agency, beneficiaryAccount, merchantAccount } from '../../samples.ts';

const accounts: MerchantAccount[] = [
  { ...merchantAccount, id: 'second' },
  { ...merchantAccount, id: 'switched-off', enabled: false },
  { ...merchantAccount, id: 'elsewhere', beneficiaryAccount: { bankCode: '970418', accountNumber: '12310000000001' } },
  { ...merchantAccount, id: 'of-a-provider-that-is-gone', provider: 'gone' },
  { ...merchantAccount, id: 'first' },
];

const waysOf = async (changes: Partial<Agency> = {}, amountVnd = 135_000): Promise<string[]> => {
  const store = makeMemoryStore();
  await store.commit(accounts.map((account) => put(at.merchantAccount(account.id), account)));
  const merchantAccountIds = ['first', 'switched-off', 'missing', 'elsewhere', 'of-a-provider-that-is-gone', 'second'];
  const totalAmountVnd = amountVndSchema.parse(amountVnd);
  const ways = await listWaysToPay(
    store,
    { ...agency, merchantAccountIds, ...changes },
    { totalAmountVnd, beneficiaryAccount },
  );
  return ways.map(({ id }) => id);
};

describe('an order can be paid', () => {
  test('through accounts that are switched on and reach its beneficiary, in the agency’s order', async () => {
    expect(await waysOf()).toEqual(['first', 'second']);
  });

  test.each([
    [1, 2],
    [9_999_999_999, 2],
    [10_000_000_000, 0],
  ])('with an amount that the provider carries: %d đ in %d ways', async (amountVnd, ways) => {
    expect(await waysOf({}, amountVnd)).toHaveLength(ways);
  });

  test('in no way when the agency is switched off, or has no accounts', async () => {
    expect(await waysOf({ enabled: false })).toEqual([]);
    expect(await waysOf({ merchantAccountIds: [] })).toEqual([]);
  });
});
