import { QRPay } from 'vietnam-qr-pay';
import * as z from 'zod';
import { findWatched, type WatchedAccount } from './account.ts';
import { deliveries, directions } from './transfer.ts';

const text = (charactersMax: number) =>
  z
    .string()
    .trim()
    .max(charactersMax)
    .regex(/^\P{Cc}*$/u)
    .default('');

/** What somebody at the bank sends to have money moved. */
export const transferOrderSchema = z.object({
  direction: z.enum(directions).default('in'),
  accountNumber: z.string().trim(),
  amountVnd: z
    .string()
    .trim()
    .regex(/^[1-9]\d{0,11}$/)
    .transform(Number),
  content: text(150),
  /** The bank's number of a booking where an officer names it; else the bank makes one. */
  reference: text(50),
  delivery: z.enum(deliveries).default('sent'),
});

export type TransferOrder = z.infer<typeof transferOrderSchema>;

/** What the page is filled with before anybody has typed. */
export type Draft = { direction: TransferOrder['direction'] } & Record<
  'accountNumber' | 'amountVnd' | 'content' | 'reference',
  string
>;

const draftSchema = z.object({
  direction: z.enum(directions).catch('in'),
  accountNumber: z.string().catch(''),
  amountVnd: z.string().catch(''),
  content: z.string().catch(''),
  reference: z.string().catch(''),
});

/** The draft that an address asks for. */
export function readDraft(query: Record<string, string>): Draft {
  return draftSchema.parse(query);
}

/** What a payer's bank reads from a VietQR code, or nothing when it is none for an account of this bank. */
export function readQr(payload: string, accounts: readonly WatchedAccount[]): Draft | undefined {
  const { isValid, consumer, amount = '', additionalData } = new QRPay(payload.trim());
  const account = isValid ? findWatched(accounts, consumer.bankNumber ?? '') : undefined;
  if (account === undefined || account.bankCode !== consumer.bankBin) return undefined;
  const content = additionalData.purpose ?? additionalData.billNumber ?? '';
  return { direction: 'in', accountNumber: account.accountNumber, amountVnd: amount, content, reference: '' };
}
