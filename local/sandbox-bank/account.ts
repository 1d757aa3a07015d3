import * as z from 'zod';

/** A merchant account at the pretend VNPAY. */
const accountSchema = z.object({
  accountId: z.string(),
  tmnCode: z.string().regex(/^[0-9A-Za-z]{8}$/),
  secret: z.string().min(1),
  /** The merchant's IPN URL, which a real merchant registers by letter. */
  callbackUrl: z.url(),
});

/** A bank account that the pretend SePay watches for its holder. */
const watchedAccountSchema = z.object({
  accountId: z.string(),
  /** The bank's BIN. */
  bankCode: z.string().regex(/^\d{6}$/),
  accountNumber: z.string().regex(/^[0-9A-Z]{4,19}$/),
  /** Signs the webhooks. */
  secret: z.string().min(1),
  /** Opens the list of transactions. */
  apiToken: z.string().min(1),
  webhookUrl: z.url(),
});

/** What the bank reads of `sandbox.json`. */
export const bankSettingsSchema = z.object({ vnpay: z.array(accountSchema), sepay: z.array(watchedAccountSchema) });

export type Account = z.infer<typeof accountSchema>;
export type WatchedAccount = z.infer<typeof watchedAccountSchema>;

export function findAccount(accounts: readonly Account[], tmnCode: string): Account | undefined {
  return accounts.find((account) => account.tmnCode === tmnCode);
}

export function findWatched(accounts: readonly WatchedAccount[], accountNumber: string): WatchedAccount | undefined {
  return accounts.find((account) => account.accountNumber === accountNumber);
}
