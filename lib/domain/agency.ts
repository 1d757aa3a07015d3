import * as z from 'zod/mini';
import { agencyCodeSchema } from './codes.ts';
import { beneficiaryAccountSchema, plainText } from './order-details.ts';
import { instantSchema } from './time.ts';

/** An account that money may reach, by a name that people know it by. */
const namedAccountSchema = z.extend(beneficiaryAccountSchema, { name: plainText(255) });

/** A public body that collects fees, charges, taxes or fines. */
export const agencySchema = z.object({
  version: z.int().check(z.positive()),
  code: agencyCodeSchema,
  name: plainText(255),
  /** The accounts that its money may reach. */
  beneficiaryAccounts: z.array(namedAccountSchema).check(z.maxLength(20)),
  /** Its merchant accounts, in the order in which payers see them. */
  merchantAccountIds: z.array(z.string()).check(z.maxLength(20)),
  /** Switched off, it takes no new orders and is hidden at checkout; callbacks go on. */
  enabled: z.boolean(),
  changedAt: instantSchema,
});

export type Agency = z.infer<typeof agencySchema>;
