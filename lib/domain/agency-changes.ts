import * as z from 'zod';
import { type Agency, agencySchema } from './agency.ts';
import { type BeneficiaryAccount, beneficiaryAccountSchema, isSameAccount } from './order-details.ts';

/** What an operator says of a new agency. It starts switched on, without merchant accounts. */
export const newAgencySchema = z.strictObject({
  code: agencySchema.shape.code,
  name: agencySchema.shape.name,
  beneficiaryAccounts: agencySchema.shape.beneficiaryAccounts.superRefine((accounts, context) => {
    accounts.forEach((account, index) => {
      if (accounts.findIndex((other) => isSameAccount(account, other)) < index)
        context.addIssue({ code: 'custom', path: [index], message: 'is there twice' });
    });
  }),
});

/** What an operator changes of an agency. An account that is there already gets the new name. */
export const agencyChangesSchema = z.strictObject({
  name: agencySchema.shape.name.optional(),
  addBeneficiaryAccounts: agencySchema.shape.beneficiaryAccounts.optional(),
  removeBeneficiaryAccounts: z.array(beneficiaryAccountSchema).max(20).optional(),
});

export type AgencyChanges = z.infer<typeof agencyChangesSchema>;

/** The agency after a change; how many accounts it may have is for its schema to say. */
export const afterAgencyChanges = (
  agency: Agency,
  { name = agency.name, addBeneficiaryAccounts = [], removeBeneficiaryAccounts = [] }: AgencyChanges,
): Agency => {
  const isIn = (accounts: readonly BeneficiaryAccount[], account: BeneficiaryAccount): boolean =>
    accounts.some((other) => isSameAccount(account, other));
  const kept = agency.beneficiaryAccounts
    .filter((account) => !isIn(removeBeneficiaryAccounts, account))
    .map((account) => addBeneficiaryAccounts.find((renamed) => isSameAccount(account, renamed)) ?? account);
  const added = addBeneficiaryAccounts.filter((account) => !isIn(kept, account));
  return { ...agency, name, beneficiaryAccounts: [...kept, ...added] };
};
