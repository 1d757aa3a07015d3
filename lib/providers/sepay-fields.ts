import * as z from 'zod/mini';
import { beneficiaryAccountSchema } from '../domain/order-details.ts';
import { amountVndSchema } from '../domain/money.ts';
import { fromBankTime, type Instant, toBankTime } from '../domain/time.ts';
import type { ProviderAccount } from './provider.ts';
import { webAddressSchema } from './web-address.ts';

/** A VietQR code has room for 19 characters. */
const accountNumberSchema = z.string().check(z.regex(/^[0-9A-Z]{4,19}$/, 'is not an account number'));

/** A whole number of đồng, also as a terminal gives it: in digits. */
const amountOptionSchema = z.pipe(
  z.union([
    z.int(),
    z.pipe(
      z.string().check(z.regex(/^\d{1,13}$/, 'is not whole đồng')),
      z.transform((digits) => Number(digits)),
    ),
  ]),
  amountVndSchema,
);

/** What an account at SePay needs beside its keys. A bank account belongs to one merchant account. */
export const sepayOptionsSchema = z.strictObject({
  /** The bank account that SePay watches, as its messages name it. */
  accountNumber: accountNumberSchema,
  /** A virtual account that leads into it, where payers are to be told that one. */
  subAccount: z.optional(accountNumberSchema),
  /** The account's holder, as a payer's bank shows it. */
  accountName: z.optional(z.string().check(z.regex(/^[0-9A-Z .,&-]{1,70}$/, 'is not a name as banks write it'))),
  /** Where its list of transactions is, such as https://my.sepay.vn/userapi/transactions/list. */
  listUrl: webAddressSchema,
  /** The most that one transfer can carry. */
  amountMaxVnd: z.optional(amountOptionSchema),
});

type SepayOptions = z.infer<typeof sepayOptionsSchema>;

/** An account at SePay, its options parsed. */
export type SepayAccount = ProviderAccount<SepayOptions>;

/** A QR code names the bank by the six digits of its BIN at NAPAS. */
export const sepayBeneficiarySchema = beneficiaryAccountSchema.check(
  z.refine(({ bankCode }) => /^\d{6}$/.test(bankCode), { error: 'is not the six digits of a BIN', path: ['bankCode'] }),
);

/** The amount in a VietQR code has up to 13 digits. */
const qrAmountMaxVnd = 9_999_999_999_999;

/** The amounts that an account's payers can transfer at once. */
export const sepayAmounts = ({ amountMaxVnd }: SepayOptions): { readonly minVnd: number; readonly maxVnd: number } => ({
  minVnd: 1,
  maxVnd: Math.min(amountMaxVnd ?? qrAmountMaxVnd, qrAmountMaxVnd),
});

/** SePay's own number of a transaction: digits, in quotes or not. */
export const sepayIdSchema = z.pipe(
  z.pipe(
    z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\d{1,15}$/, 'is not digits'))]),
    z.transform(Number),
  ),
  z.int().check(z.nonnegative()),
);

/** `yyyy-MM-dd HH:mm:ss` in Viet Nam. */
export const sepayTimeSchema = z.pipe(
  z.string().check(
    z.regex(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d$/, { error: 'is not yyyy-MM-dd HH:mm:ss', abort: true }),
    z.refine((text) => fromBankTime(text.replaceAll(/\D/g, '')) !== undefined, 'is not a real time'),
  ),
  z.transform((text) => fromBankTime(text.replaceAll(/\D/g, '')) ?? z.NEVER),
);

/** An instant as SePay writes it. */
export const toSepayTime = (instant: Instant): string =>
  toBankTime(instant).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');
