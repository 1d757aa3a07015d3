import * as z from 'zod';
import { agencyCodeSchema } from './codes.ts';
import { type BeneficiaryAccount, beneficiaryAccountSchema, isSameAccount, plainText } from './order-details.ts';
import { instantSchema } from './time.ts';

const accountsMax = 20;

const namedAccountSchema = beneficiaryAccountSchema.extend({ name: plainText(255) });

/** A public body that collects fees, charges, taxes or fines. */
export const agencySchema = z.object({
  version: z.int().positive(),
  code: agencyCodeSchema,
  name: plainText(255),
  /** The accounts that its money may reach. */
  beneficiaryAccounts: z.array(namedAccountSchema).max(accountsMax),
  /** Its merchant accounts, in the order in which payers see them. */
  merchantAccountIds: z.array(z.string()).max(20),
  /** Switched off, it takes no new orders and is hidden at checkout; callbacks go on. */
  enabled: z.boolean(),
  changedAt: instantSchema,
});

export type Agency = z.infer<typeof agencySchema>;

/** What an operator says of a new agency. It starts switched on, without merchant accounts. */
export const newAgencySchema = z.strictObject({
  code: agencyCodeSchema,
  name: plainText(255),
  beneficiaryAccounts: z
    .array(namedAccountSchema)
    .max(accountsMax)
    .superRefine((accounts, context) => {
      accounts.forEach((account, index) => {
        if (accounts.findIndex((other) => isSameAccount(account, other)) < index)
          context.addIssue({ code: 'custom', path: [index], message: 'is there twice' });
      });
    }),
});

/** What an operator changes of an agency. An account that is there already gets the new name. */
export const agencyChangesSchema = z.strictObject({
  name: plainText(255).optional(),
  addBeneficiaryAccounts: z.array(namedAccountSchema).max(accountsMax).optional(),
  removeBeneficiaryAccounts: z.array(beneficiaryAccountSchema).max(accountsMax).optional(),
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
