import * as z from 'zod';

/** What becomes of the webhook of a transfer, in the order of the page. */
export const deliveries = ['sent', 'lost', 'twice', 'stale'] as const;

export type Delivery = (typeof deliveries)[number];

export const directions = ['in', 'out'] as const;

/** A transfer into or out of an account that SePay watches. It is booked when it is made; nothing undoes it. */
export const transferSchema = z.object({
  /** SePay's own number, which no bank statement has. */
  id: z.int(),
  accountNumber: z.string(),
  direction: z.enum(directions),
  amountVnd: z.int(),
  /** As the bank books it: what the payer wrote, among the bank's own words. */
  content: z.string(),
  /** The bank's number of the booking. */
  referenceCode: z.string(),
  bookedAt: z.string(),
  /** What is in the account after it. */
  accumulatedVnd: z.int(),
  delivery: z.enum(deliveries),
  /** `due` until the merchant confirmed, or was called too often. */
  webhook: z.enum(['due', 'confirmed', 'given-up', 'lost']),
  webhookDueAt: z.string().nullable(),
});

export type Transfer = z.infer<typeof transferSchema>;

/** The words that the payer's bank puts around what the payer wrote; of accents, banks keep none. */
export function bookedContent(written: string, referenceCode: string, accountNumber: string): string {
  const plain = written.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  return `${referenceCode}.${plain}.CT tu 1012345678 TRAN THI BINH toi ${accountNumber}`;
}
