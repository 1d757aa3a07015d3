import type { Agency } from '../domain/agency.ts';
import { afterAgencyChanges, agencyChangesSchema, newAgencySchema } from '../domain/agency-changes.ts';
import { parseOrRefuse, refuseField } from '../domain/field-errors.ts';
import { isSameAccount } from '../domain/order-details.ts';
import { at } from '../store/key-table.ts';
import { findAll } from '../store/read.ts';
import type { Store } from '../store/store.ts';
import { addItem, changeItem, checked, type Configuring, subject } from './configure.ts';

/**
 * Adds an agency, switched on.
 *
 * @param input as `newAgencySchema` reads it
 * @throws Refusal validation-failed, already-exists
 */
export const addAgency = async (parts: Configuring, input: unknown): Promise<Agency> => {
  const agency = parseOrRefuse(newAgencySchema, input);
  return addItem(parts, subject.agency(agency.code), async () => ({
    after: { ...agency, version: 0, merchantAccountIds: [], enabled: true, changedAt: parts.now() },
  }));
};

/** Money on its way by a merchant account must find its account among the agency's. */
const refuseOrphans = async (store: Store, agency: Agency): Promise<void> => {
  const merchantAccounts = await findAll(store, agency.merchantAccountIds.map(at.merchantAccount));
  const orphan = merchantAccounts.find(
    ({ beneficiaryAccount }) => !agency.beneficiaryAccounts.some((own) => isSameAccount(own, beneficiaryAccount)),
  );
  if (orphan !== undefined)
    throw refuseField('/removeBeneficiaryAccounts', `is where the money of merchant account ${orphan.id} goes`);
};

/**
 * Changes an agency's name and beneficiary accounts.
 *
 * @param input as `agencyChangesSchema` reads it
 * @throws Refusal not-found
 * @throws Refusal validation-failed, also when a merchant account's money goes to an account that is to be removed
 */
export const changeAgency = async (parts: Configuring, code: string, input: unknown): Promise<Agency> => {
  const changes = parseOrRefuse(agencyChangesSchema, input);
  const of = subject.agency(code);
  return changeItem(parts, of, async (before) => {
    const after = checked(of, afterAgencyChanges(before, changes));
    await refuseOrphans(parts.store, after);
    return { after, action: 'changed' };
  });
};
