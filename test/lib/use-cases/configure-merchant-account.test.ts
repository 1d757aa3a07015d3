import { describe, expect, test } from 'vitest';
import { changeAgency } from '../../../lib/use-cases/configure-agency.ts';
import { getItem, listChanges, subject, switchItem } from '../../../lib/use-cases/configure.ts';
import {
  addMerchantAccount,
  changeMerchantAccount,
  dropPreviousMerchantKey,
  setMerchantApiToken,
  setMerchantKey,
} from '../../../lib/use-cases/configure-merchant-account.ts';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { agencyCode, makeWorldWithAgency, otherAccount, refusalOf, withConflicts } from './configuring.ts';
import { sepayAccount } from './sepay-account.ts';
import { vnpayAccount } from './vnpay-account.ts';

const { id } = vnpayAccount;
const of = subject.merchantAccount(id);

/** SHA-256 of `first-secret` and of `second-secret`, each its first eight digits. */
const [firstId, secondId] = ['e0a5091e', '0ae70fa0'];

const makeWorldWithAccount = async () => {
  const world = await makeWorldWithAgency();
  await addMerchantAccount(world, vnpayAccount);
  return world;
};

const actionsOf = async (world: Awaited<ReturnType<typeof makeWorldWithAgency>>) =>
  (await listChanges(world.store, of, { limit: 10 })).items.map(({ action }) => action);

describe('a new merchant account', () => {
  test('is switched off and known to its agency, both in one commit', async () => {
    const world = await makeWorldWithAgency();
    const commits: number[] = [];
    const store = {
      ...world.store,
      commit: (writes: Parameters<typeof world.store.commit>[0]) => {
        commits.push(writes.length);
        return world.store.commit(writes);
      },
    };

    const added = await addMerchantAccount({ ...world, store }, vnpayAccount);

    expect(added).toMatchObject({ enabled: false, version: 1 });
    expect(added.keyIds).toBeUndefined();
    expect((await getItem(world.store, subject.agency(agencyCode))).merchantAccountIds).toEqual([id]);
    expect((await listChanges(world.store, subject.agency(agencyCode), { limit: 10 })).items.at(-1)).toMatchObject({
      action: 'merchant-account-added',
      after: { merchantAccountIds: [id] },
    });
    expect(commits).toEqual([5]);
  });

  test('and another of the same agency at the same moment are both known to it', async () => {
    const world = await makeWorldWithAgency();
    const store = withConflicts(world.store, () => addMerchantAccount(world, { ...vnpayAccount, id: 'other' }));
    await addMerchantAccount({ ...world, store }, vnpayAccount);

    expect((await getItem(world.store, subject.agency(agencyCode))).merchantAccountIds).toEqual(['other', id]);
  });

  test.each([
    ['an unknown provider', { provider: 'sandbox' }, '/provider'],
    ['an unknown agency', { agencyCode: 'H19' }, '/agencyCode'],
    ['a malformed agency code', { agencyCode: 'x' }, '/agencyCode'],
    ["another agency's account", { beneficiaryAccount: otherAccount }, '/beneficiaryAccount'],
    ['an option too many', { options: { ...vnpayAccount.options, tmncode: 'x' } }, '/options/tmncode'],
    ['an option missing', { options: { ...vnpayAccount.options, tmnCode: undefined } }, '/options/tmnCode'],
    ['an id with capitals', { id: 'Demo' }, '/id'],
    ['a name that nobody knows', { secret: 'x' }, '/secret'],
  ])('with %s is refused', async (_, wrong, pointer) => {
    const refusal = await refusalOf(addMerchantAccount(await makeWorldWithAgency(), { ...vnpayAccount, ...wrong }));

    expect(refusal).toMatchObject({ code: 'validation-failed', errors: [{ pointer }] });
  });

  test('is refused when its id is taken', async () => {
    expect(await refusalOf(addMerchantAccount(await makeWorldWithAccount(), vnpayAccount))).toMatchObject({
      code: 'already-exists',
    });
  });

  test('is refused when the agency has twenty', async () => {
    const world = await makeWorldWithAgency();
    for (let count = 1; count <= 20; count += 1)
      await addMerchantAccount(world, { ...vnpayAccount, id: `bank-${count}` });

    expect(await refusalOf(addMerchantAccount(world, vnpayAccount))).toMatchObject({
      errors: [{ pointer: '/merchantAccountIds' }],
    });
  });
});

describe('options', () => {
  test('that are not named stay', async () => {
    const world = await makeWorldWithAccount();
    const { options, version } = await changeMerchantAccount(world, id, { tmnCode: 'OTHER123' });

    expect(options).toMatchObject({ ...vnpayAccount.options, tmnCode: 'OTHER123' });
    expect(version).toBe(2);
  });

  test('are read by the plug-in', async () => {
    const changing = changeMerchantAccount(await makeWorldWithAccount(), id, { paymentUrl: 'nowhere' });

    expect(await refusalOf(changing)).toMatchObject({ errors: [{ pointer: '/options/paymentUrl' }] });
  });
});

describe('keys', () => {
  test('go one step back when a new one is set, and the account tells only their ids', async () => {
    const world = await makeWorldWithAccount();
    await setMerchantKey(world, id, 'first-secret\n');
    const { keyIds } = await setMerchantKey(world, id, 'second-secret');

    expect(keyIds).toEqual({ current: secondId, previous: firstId });
    expect(world.secrets.get(id)).toEqual({
      current: { id: secondId, secret: 'second-secret' },
      previous: { id: firstId, secret: 'first-secret' },
    });
    const journal = await listChanges(world.store, of, { limit: 10 });
    expect(journal.items.at(-1)).toMatchObject({ action: 'merchant-key-set', after: { keyIds } });
    expect(JSON.stringify(journal)).not.toContain('first-secret');
  });

  test('that are set again change nothing', async () => {
    const world = await makeWorldWithAccount();
    await setMerchantKey(world, id, 'first-secret');
    await setMerchantKey(world, id, 'second-secret');
    await setMerchantKey(world, id, 'second-secret');

    expect(world.secretsWritten).toHaveLength(2);
    expect(world.secrets.get(id)?.previous?.id).toBe(firstId);
    expect(await actionsOf(world)).toEqual(['added', 'merchant-key-set', 'merchant-key-set']);
  });

  test('that were written before a crash are noted by the same call again', async () => {
    const world = await makeWorldWithAccount();
    const store = { ...world.store, commit: () => Promise.reject(new Error('crash')) };
    await expect(setMerchantKey({ ...world, store }, id, 'first-secret')).rejects.toThrow('crash');

    expect((await setMerchantKey(world, id, 'first-secret')).keyIds).toEqual({ current: firstId });
    expect(world.secrets.get(id)).toEqual({ current: { id: firstId, secret: 'first-secret' } });
  });

  test('of an account that is not there are not written', async () => {
    const world = await makeWorldWithAgency();

    expect(await refusalOf(setMerchantKey(world, id, 'first-secret'))).toMatchObject({ code: 'not-found' });
    expect(world.secrets.size).toBe(0);
  });

  test.each(['short', 'two\nlines of it', 5])('must be keys: %j', async (secret) => {
    expect(await refusalOf(setMerchantKey(await makeWorldWithAccount(), id, secret))).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/secret' }],
    });
  });

  test('before the current one can be dropped, once', async () => {
    const world = await makeWorldWithAccount();
    await setMerchantKey(world, id, 'first-secret');
    await setMerchantKey(world, id, 'second-secret');
    await dropPreviousMerchantKey(world, id);
    await dropPreviousMerchantKey(world, id);

    expect(world.secrets.get(id)).toEqual({ current: { id: secondId, secret: 'second-secret' } });
    expect((await getItem(world.store, of)).keyIds).toEqual({ current: secondId });
    expect((await actionsOf(world)).filter((action) => action === 'previous-merchant-key-dropped')).toHaveLength(1);
  });

  test('cannot be dropped when there are none', async () => {
    expect(await refusalOf(dropPreviousMerchantKey(await makeWorldWithAccount(), id))).toEqual({
      code: 'not-found',
      detail: 'Merchant account demo-vnpay has no key.',
    });
  });

  test('must be there before the account is switched on', async () => {
    const world = await makeWorldWithAccount();

    expect(await refusalOf(switchItem(world, of, true))).toMatchObject({ errors: [{ pointer: '/keyIds' }] });
    await setMerchantKey(world, id, 'first-secret');
    expect(await switchItem(world, of, true)).toMatchObject({ enabled: true });
  });
});

describe('an account whose provider has a list', () => {
  const ofTransfers = subject.merchantAccount(sepayAccount.id);

  const makeWorldWithTransfers = async () => {
    const world = await makeWorldWithAgency();
    await addMerchantAccount(world, sepayAccount);
    return world;
  };

  test('has options as its plug-in reads them', async () => {
    const world = await makeWorldWithTransfers();
    const { options } = await changeMerchantAccount(world, sepayAccount.id, { accountName: 'KHO BAC' });

    expect(options).toEqual({ ...sepayAccount.options, amountMaxVnd: 499_999_999, accountName: 'KHO BAC' });
  });

  test('has its money at a bank that a QR code can name', async () => {
    const world = await makeWorldWithAgency();
    const atVcb = { bankCode: 'VCB', accountNumber: '0011004123456' };
    await changeAgency(world, agencyCode, { addBeneficiaryAccounts: [{ ...atVcb, name: 'Kho bạc' }] });

    expect(await refusalOf(addMerchantAccount(world, { ...sepayAccount, beneficiaryAccount: atVcb }))).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/beneficiaryAccount/bankCode' }],
    });
  });

  test('needs keys before a token, and both before it is switched on', async () => {
    const world = await makeWorldWithTransfers();
    expect(await refusalOf(setMerchantApiToken(world, sepayAccount.id, 'token-of-sepay'))).toMatchObject({
      code: 'not-found',
      detail: 'Merchant account demo-vietqr has no key.',
    });
    await setMerchantKey(world, sepayAccount.id, 'first-secret');
    expect(await refusalOf(switchItem(world, ofTransfers, true))).toMatchObject({
      errors: [{ pointer: '/keyIds', message: 'has no API token yet: set one first' }],
    });

    const { keyIds } = await setMerchantApiToken(world, sepayAccount.id, 'token-of-sepay\n');
    expect(keyIds).toEqual({ current: firstId, apiToken: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(world.secrets.get(sepayAccount.id)?.apiToken?.secret).toBe('token-of-sepay');
    expect(await switchItem(world, ofTransfers, true)).toMatchObject({ enabled: true });
  });

  test('gets a feed when it is first switched on, which goes on when it is switched off', async () => {
    const world = await makeWorldWithTransfers();
    await setMerchantKey(world, sepayAccount.id, 'first-secret');
    await setMerchantApiToken(world, sepayAccount.id, 'token-of-sepay');
    const feedNow = () => find(world.store, at.feed(sepayAccount.id));
    expect(await feedNow()).toBeUndefined();

    await switchItem(world, ofTransfers, true);
    const first = await feedNow();
    expect(first).toMatchObject({ version: 1, dueAt: first?.from });
    await switchItem(world, ofTransfers, false);
    await switchItem(world, ofTransfers, true);
    expect(await feedNow()).toEqual(first);
  });

  test('takes a token that is none for none', async () => {
    const world = await makeWorldWithTransfers();

    expect(await refusalOf(setMerchantApiToken(world, sepayAccount.id, 'short'))).toMatchObject({
      errors: [{ pointer: '/apiToken' }],
    });
  });
});
