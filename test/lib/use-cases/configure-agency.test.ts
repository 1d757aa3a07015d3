import { describe, expect, test } from 'vitest';
import { addAgency, changeAgency } from '../../../lib/use-cases/configure-agency.ts';
import { addMerchantAccount } from '../../../lib/use-cases/configure-merchant-account.ts';
import { account, agencyCode, makeWorld, makeWorldWithAgency, otherAccount, refusalOf } from './configuring.ts';
import { vnpayAccount } from './vnpay-account.ts';

const named = { ...account, name: 'Kho bạc Nhà nước' };
const other = { ...otherAccount, name: 'Phí' };

describe('a new agency', () => {
  test('starts switched on, without merchant accounts', async () => {
    const added = await addAgency(makeWorld(), { code: agencyCode, name: ' UBND xã  ', beneficiaryAccounts: [named] });

    expect(added).toMatchObject({ name: 'UBND xã', enabled: true, merchantAccountIds: [], version: 1 });
  });

  test('is refused with a pointer to each wrong field, unknown names too', async () => {
    const input = { code: 'h15', name: '', beneficiaryAccounts: [named, { ...named, name: 'again' }], nmae: 'x' };

    expect((await refusalOf(addAgency(makeWorld(), input))).errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/beneficiaryAccounts/1',
      '/code',
      '/name',
      '/nmae',
    ]);
  });

  test('is refused when its code is taken', async () => {
    const adding = addAgency(await makeWorldWithAgency(), { code: agencyCode, name: 'x', beneficiaryAccounts: [] });

    expect(await refusalOf(adding)).toMatchObject({ code: 'already-exists' });
  });
});

describe('a change of an agency', () => {
  test('adds accounts, renames those that are there, and removes others', async () => {
    const world = await makeWorldWithAgency();
    const renamed = { ...named, name: 'Lệ phí' };
    const added = await changeAgency(world, agencyCode, { addBeneficiaryAccounts: [other, renamed] });
    const removed = await changeAgency(world, agencyCode, { name: 'Xã', removeBeneficiaryAccounts: [otherAccount] });

    expect(added.beneficiaryAccounts).toEqual([renamed, other]);
    expect(removed).toMatchObject({ name: 'Xã', beneficiaryAccounts: [renamed], version: 3 });
  });

  test('keeps an account that a merchant account pays into', async () => {
    const world = await makeWorldWithAgency();
    await addMerchantAccount(world, vnpayAccount);

    expect(await refusalOf(changeAgency(world, agencyCode, { removeBeneficiaryAccounts: [account] }))).toEqual({
      code: 'validation-failed',
      errors: [
        { pointer: '/removeBeneficiaryAccounts', message: 'is where the money of merchant account demo-vnpay goes' },
      ],
    });
  });

  test('cannot go over twenty beneficiary accounts', async () => {
    const world = await makeWorldWithAgency();
    const twenty = Array.from({ length: 20 }, (_, index) => ({ ...named, accountNumber: String(1000 + index) }));

    const { code, errors } = await refusalOf(changeAgency(world, agencyCode, { addBeneficiaryAccounts: twenty }));

    expect({ code, pointers: errors?.map(({ pointer }) => pointer) }).toEqual({
      code: 'validation-failed',
      pointers: ['/beneficiaryAccounts'],
    });
  });

  test('is refused with unknown names', async () => {
    expect(await refusalOf(changeAgency(await makeWorldWithAgency(), agencyCode, { enabled: false }))).toMatchObject({
      errors: [{ pointer: '/enabled' }],
    });
  });
});
