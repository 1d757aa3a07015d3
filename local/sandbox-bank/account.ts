import * as z from 'zod';

/** A merchant account at the pretend VNPAY. */
const accountSchema = z.object({
  accountId: z.string(),
  tmnCode: z.string().regex(/^[0-9A-Za-z]{8}$/),
  secret: z.string().min(1),
  /** The merchant's IPN URL, which a real merchant registers by letter. */
  callbackUrl: z.url(),
});

/** What the bank reads of `sandbox.json`. */
export const bankSettingsSchema = z.object({ vnpay: z.array(accountSchema) });

export type Account = z.infer<typeof accountSchema>;

export function findAccount(accounts: readonly Account[], tmnCode: string): Account | undefined {
  return accounts.find((account) => account.tmnCode === tmnCode);
}
