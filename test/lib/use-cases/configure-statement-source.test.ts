import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { listAll } from '../../../lib/store/read.ts';
import { getItem, listChanges, listItems, subject, switchItem } from '../../../lib/use-cases/configure.ts';
import { addMerchantAccount } from '../../../lib/use-cases/configure-merchant-account.ts';
import { setStatementSource } from '../../../lib/use-cases/configure-statement-source.ts';
import { makeWorldWithAgency, refusalOf } from './configuring.ts';
import { vnpayAccount } from './vnpay-account.ts';

const brought = (path: string) => JSON.parse(readFileSync(new URL(`../../../local/${path}`, import.meta.url), 'utf8'));

const rules = brought('reconciliation-rules/transactions.json');

const source = {
  accountId: vnpayAccount.id,
  side: 'provider',
  profile: brought('statement-profiles/vnpay-csv.json'),
  rules,
};

const id = `${source.accountId}/${source.side}`;

const makeWorldWithAccount = async () => {
  const world = await makeWorldWithAgency();
  await addMerchantAccount(world, vnpayAccount);
  return world;
};

describe('a statement source', () => {
  test('starts switched on, with its profile as the schema reads it', async () => {
    const world = await makeWorldWithAccount();

    expect(await setStatementSource(world, source)).toMatchObject({
      version: 1,
      enabled: true,
      accountId: 'demo-vnpay',
      side: 'provider',
      profile: { name: 'vnpay-csv', lineKinds: [], controlTotals: 'every-line' },
      rules,
    });
    expect(await getItem(world.store, subject.statementSource(id))).toMatchObject({ version: 1 });
    expect(await listItems(world.store, subject.statementSource, { limit: 9 })).toMatchObject({
      items: [{ side: 'provider' }],
    });
  });

  test('is set anew as a whole, stays switched as it was, and each change is in its journal', async () => {
    const world = await makeWorldWithAccount();
    await setStatementSource(world, { ...source, statementAccount: 'LEPHIDEM' });
    await switchItem(world, subject.statementSource(id), false);
    const again = await setStatementSource(world, { ...source, rules: { ...rules, version: 2, settlementDays: 1 } });

    expect(again).toMatchObject({ version: 3, enabled: false, rules: { version: 2, settlementDays: 1 } });
    expect(again).not.toHaveProperty('statementAccount');
    const changes = await listAll((page) => listChanges(world.store, subject.statementSource(id), page));
    expect(changes.map(({ action, by }) => [action, by])).toEqual([
      ['added', 'nguyen-van-an'],
      ['switched-off', 'nguyen-van-an'],
      ['changed', 'nguyen-van-an'],
    ]);
  });

  test('set to what it is already, writes nothing', async () => {
    const world = await makeWorldWithAccount();
    await setStatementSource(world, source);

    expect(await setStatementSource(world, source)).toMatchObject({ version: 1 });
  });

  test('does not take other rules under the same version', async () => {
    const world = await makeWorldWithAccount();
    await setStatementSource(world, source);

    expect(await refusalOf(setStatementSource(world, { ...source, rules: { ...rules, cutOff: '16:30' } }))).toEqual({
      code: 'validation-failed',
      errors: [{ pointer: '/rules/version', message: 'must be above 1, that of the other rules before' }],
    });
  });

  test('is refused for a merchant account that is not there', async () => {
    expect(await refusalOf(setStatementSource(await makeWorldWithAgency(), source))).toEqual({
      code: 'validation-failed',
      errors: [{ pointer: '/accountId', message: 'is not a merchant account that Lephi knows: demo-vnpay' }],
    });
  });

  test.each([
    ['a side that is none', { side: 'customer' }, '/side'],
    [
      'a profile with a name that nobody knows',
      { profile: { ...source.profile, delimeter: ';' } },
      '/profile/delimeter',
    ],
    ['rules with a name that nobody knows', { rules: { ...rules, cutoff: '16:30' } }, '/rules/cutoff'],
    ['a cut-off that is no time', { rules: { ...rules, cutOff: '25:00' } }, '/rules/cutOff'],
    ['no rule at all', { rules: { ...rules, rules: [] } }, '/rules/rules'],
    ['a name that nobody knows', { enabled: false }, '/enabled'],
  ])('with %s is refused where it stands', async (_, changes, pointer) => {
    const setting = setStatementSource(await makeWorldWithAccount(), { ...source, ...changes });

    expect((await refusalOf(setting)).errors?.map((one) => one.pointer)).toEqual([pointer]);
  });

  test('that nobody set is not found, whatever its side is called', async () => {
    const { store } = await makeWorldWithAccount();

    expect(await refusalOf(getItem(store, subject.statementSource('demo-vnpay/bank')))).toEqual({
      code: 'not-found',
      detail: 'There is no statement source demo-vnpay/bank.',
    });
    expect(await refusalOf(getItem(store, subject.statementSource('demo-vnpay')))).toMatchObject({ code: 'not-found' });
  });
});

test.each(['transactions', 'settlement'])('the rules that Lephi brings can be taken: %s', async (name) => {
  const setting = { ...source, rules: brought(`reconciliation-rules/${name}.json`) };

  await expect(setStatementSource(await makeWorldWithAccount(), setting)).resolves.toMatchObject({ version: 1 });
});
