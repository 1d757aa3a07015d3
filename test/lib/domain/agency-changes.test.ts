import { describe, expect, test } from 'vitest';
import { agencySchema } from '../../../lib/domain/agency.ts';
import { afterAgencyChanges, newAgencySchema } from '../../../lib/domain/agency-changes.ts';

const [one, two, three] = ['0001', '0002', '0003'].map((accountNumber) => ({
  bankCode: '970436',
  accountNumber,
  name: `Account ${accountNumber}`,
}));

const agency = agencySchema.parse({
  version: 1,
  code: 'H15',
  name: 'Đắk Lắk',
  beneficiaryAccounts: [one, two],
  merchantAccountIds: [],
  enabled: true,
  changedAt: '2026-11-21T00:00:00Z',
});

describe('an agency', () => {
  test('has a name in composed letters, so that equal looks are equal bytes', () => {
    const decomposed = { code: 'H15', name: 'Đắk Lắk'.normalize('NFD'), beneficiaryAccounts: [] };

    expect(newAgencySchema.parse(decomposed).name).toBe('Đắk Lắk'.normalize('NFC'));
  });

  test('keeps its accounts in order while one is renamed and one is added', () => {
    const renamed = { ...one!, name: 'Renamed' };

    expect(afterAgencyChanges(agency, { addBeneficiaryAccounts: [three!, renamed] }).beneficiaryAccounts).toEqual([
      renamed,
      two,
      three,
    ]);
  });

  test('loses an account that is named by bank and number', () => {
    const { name: _, ...gone } = one!;

    expect(afterAgencyChanges(agency, { removeBeneficiaryAccounts: [gone] }).beneficiaryAccounts).toEqual([two]);
  });

  test('stays as it was when nothing is changed', () => {
    expect(afterAgencyChanges(agency, {})).toEqual(agency);
  });
});
