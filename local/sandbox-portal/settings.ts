import * as z from 'zod';

/** A fee that the portal collects, as its own tariff lists it. */
const feeSchema = z.object({
  procedureCode: z.string(),
  procedureName: z.string(),
  kind: z.string(),
  feeCode: z.string(),
  name: z.string(),
  amountVnd: z.int().positive(),
  budgetCode: z.string(),
});

/** What the portal reads of `sandbox.json`: who it is to Lephi, and what it collects. */
export const portalSettingsSchema = z.object({
  portal: z.object({
    /** The bearer key of its calls. */
    clientKey: z.string(),
    /** Keys of the webhooks it gets: more than one while they are being changed. */
    webhookSecrets: z.array(z.string().startsWith('whsec_')).min(1),
    agencyCode: z.string(),
    fees: z.array(feeSchema).min(1),
    beneficiaryAccount: z.object({ bankCode: z.string(), accountNumber: z.string() }),
  }),
});

type Fee = z.infer<typeof feeSchema>;
export type PortalSettings = z.infer<typeof portalSettingsSchema>['portal'];

/** A procedure and the fees it costs. */
export type Procedure = { code: string; name: string; fees: Fee[]; totalAmountVnd: number };

/** The procedures of the tariff, in its order. */
export function listProcedures(fees: readonly Fee[]): Procedure[] {
  const codes = [...new Set(fees.map((fee) => fee.procedureCode))];
  return codes.map((code) => {
    const own = fees.filter((fee) => fee.procedureCode === code);
    const totalAmountVnd = own.reduce((sum, fee) => sum + fee.amountVnd, 0);
    return { code, name: own[0]?.procedureName ?? '', fees: own, totalAmountVnd };
  });
}
