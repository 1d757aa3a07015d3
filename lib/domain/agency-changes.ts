import * as z from 'zod/mini';
import { type Agency, agencySchema } from './agency.ts';
import { says } from './field-messages.ts';
import { type BeneficiaryAccount, beneficiaryAccountSchema, isSameAccount } from './order-details.ts';

const { code, name, beneficiaryAccounts } = agencySchema.shape;

const isRepeated = (accounts: readonly BeneficiaryAccount[], index: number, account: BeneficiaryAccount): boolean =>
  accounts.findIndex((other) => isSameAccount(account, other)) < index;

/** What an operator says of a new agency. It starts switched on, without merchant accounts. */
export const newAgencySchema = z.strictObject({
  code,
  name,
  beneficiaryAccounts: beneficiaryAccounts.check(
    z.superRefine((accounts, context) => {
      accounts.forEach((account, index) => {
        if (isRepeated(accounts, index, account))
          context.addIssue({ code: 'custom', path: [index], message: says('given-twice') });
      });
    }),
  ),
});

/** What an operator changes of an agency. An account that is there already gets the new name. */
export const agencyChangesSchema = z.strictObject({
  name: z.optional(name),
  addBeneficiaryAccounts: z.optional(beneficiaryAccounts),
  removeBeneficiaryAccounts: z.optional(z.array(beneficiaryAccountSchema)),
});

type AgencyChanges = z.infer<typeof agencyChangesSchema>;

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
