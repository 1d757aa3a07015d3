import * as z from 'zod/mini';
import { type AmountVnd, amountVndSchema } from '../domain/money.ts';
import { fromBankTime } from '../domain/time.ts';
import type { ProviderAccount } from './provider.ts';
import { webAddressSchema } from './web-address.ts';

/** `vnp_Version` of everything that this plug-in sends. */
export const vnpVersion = '2.1.0';

/** The terminal's code: eight letters and digits by the specification, longer in VNPAY's own examples. */
export const tmnCodeSchema = z.string().check(z.regex(/^\w{1,20}$/, 'is not a terminal code'));

/** What an account at VNPAY needs beside its keys. */
export const vnpayOptionsSchema = z.strictObject({
  tmnCode: tmnCodeSchema,
  /** Where a payer is sent, such as https://sandbox.vnpayment.vn/paymentv2/vpcpay.html. */
  paymentUrl: webAddressSchema,
  /** Where questions and refunds go, such as https://sandbox.vnpayment.vn/merchant_webapi/api/transaction. */
  apiUrl: webAddressSchema,
  /** `VNPAYQR`, `VNBANK`, `INTCARD` or one bank: the payer is not asked how to pay. */
  bankCode: z.optional(z.string().check(z.regex(/^[0-9A-Za-z]{3,20}$/, 'is not a bank code of VNPAY'))),
  /** VNPAY's category of what is sold. */
  orderType: z._default(z.string().check(z.regex(/^[0-9A-Za-z]{1,100}$/, 'is not an order type of VNPAY')), 'other'),
});

/** An account at VNPAY, its options parsed. */
export type VnpayAccount = ProviderAccount<z.infer<typeof vnpayOptionsSchema>>;

/** `vnp_Amount` is the amount × 100 in at most 12 digits. */
export const amounts = { minVnd: 1, maxVnd: 9_999_999_999 } as const;

/**
 * An amount as VNPAY writes it: × 100, done on the decimal digits, so exact.
 *
 * @throws RangeError when VNPAY cannot carry the amount
 */
export const toVnpAmount = (amountVnd: AmountVnd): string => {
  if (amountVnd > amounts.maxVnd) throw new RangeError(`VNPAY cannot carry ${amountVnd} đ`);
  return `${amountVnd}00`;
};

/** Reads an amount × 100. The đồng has no hundredths, so the last two digits are zeros. */
export const vnpAmountSchema = z.pipe(
  z.pipe(
    z.string().check(z.regex(/^[1-9]\d{0,9}00$/, 'is not whole đồng × 100')),
    z.transform((digits) => Number(digits.slice(0, -2))),
  ),
  amountVndSchema,
);

/** Reads `yyyyMMddHHmmss`, GMT+7. */
export const vnpTimeSchema = z.pipe(
  z.string().check(
    z.regex(/^20\d{12}$/, { error: 'is not yyyyMMddHHmmss of this century', abort: true }),
    z.refine((text) => fromBankTime(text) !== undefined, 'is not a real time'),
  ),
  z.transform((text) => fromBankTime(text) ?? z.NEVER),
);

/**
 * A text without diacritics and of `[A-Za-z0-9 .,:-]` alone: VNPAY wants no special characters, and on these every
 * form encoder agrees, so every signature does too.
 */
export const toPlainText = (text: string, charactersMax: number): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replaceAll(/[^A-Za-z0-9.,:-]+/g, ' ')
    .trim()
    .slice(0, charactersMax)
    .trimEnd();

/** VNPAY wants 7 to 45 characters: a shorter IPv6 address is written with some of its zeros, `::1` as `0:0:0:0::1`. */
export const toIpAddr = (ip: string): string =>
  ip.length >= 7 ? ip : ip.replace('::', ip.startsWith('::') ? '0:0:0:0::' : ':0:0:0:0::');
