import * as z from 'zod';
import { type Account, findAccount } from './account.ts';
import { fromBankTime } from './bank-time.ts';
import { isSignedQuery } from './signature.ts';

const bankTimeSchema = z.string().refine((text) => fromBankTime(text) !== undefined, 'is not a time yyyyMMddHHmmss');

/** The parameters of VNPAY 2.1.0 for `vnp_Command=pay`. */
const parametersSchema = z.object({
  vnp_Version: z.literal('2.1.0'),
  vnp_Command: z.literal('pay'),
  vnp_TmnCode: z.string().regex(/^[0-9A-Za-z]{8}$/),
  // VND × 100 in at most 12 digits; there is nothing smaller than a đồng.
  vnp_Amount: z.string().regex(/^[1-9]\d{0,9}00$/),
  vnp_BankCode: z
    .string()
    .regex(/^[0-9A-Za-z]{3,20}$/)
    .optional(),
  vnp_CreateDate: bankTimeSchema,
  vnp_CurrCode: z.literal('VND'),
  vnp_IpAddr: z.string().min(7).max(45),
  vnp_Locale: z.enum(['vn', 'en']),
  // Vietnamese without diacritics: what all official demos encode alike.
  vnp_OrderInfo: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  vnp_OrderType: z.string().min(1).max(100),
  vnp_ReturnUrl: z
    .url({ protocol: /^https?$/ })
    .min(10)
    .max(255),
  vnp_ExpireDate: bankTimeSchema,
  vnp_TxnRef: z.string().regex(/^[0-9A-Za-z._-]{1,100}$/),
  vnp_SecureHash: z.string().regex(/^[0-9A-Fa-f]{128}$/),
  vnp_SecureHashType: z.undefined('must not be sent in 2.1.0').optional(),
});

/** A payment that a merchant asks for, after its signature held. */
export type PaymentRequest = {
  tmnCode: string;
  txnRef: string;
  createDate: string;
  expireDate: string;
  amountVnd: number;
  orderInfo: string;
  bankCode: string;
  locale: 'vn' | 'en';
  returnUrl: string;
  /** Names the request: another one cannot have the same. */
  signature: string;
};

/** Codes of VNPAY's error page. */
export type RequestRefusal = { code: '01' | '02' | '03' | '15' | '70'; why: string };

type RequestReading = { type: 'genuine'; request: PaymentRequest } | { type: 'refused'; refusal: RequestRefusal };

/** Reads and checks a payment URL as VNPAY does: form, terminal, signature. Whether it is still in time is asked apart. */
export function readPaymentRequest(rawQuery: string, accounts: readonly Account[]): RequestReading {
  const query = new URLSearchParams(rawQuery);
  const fields = Object.fromEntries(query);
  if (query.size !== Object.keys(fields).length) return refuse('03', 'a parameter is repeated');
  const parsed = parametersSchema.safeParse(fields);
  if (!parsed.success) return refuse('03', z.prettifyError(parsed.error));
  const account = findAccount(accounts, parsed.data.vnp_TmnCode);
  if (account === undefined) return refuse('02', 'vnp_TmnCode is not known');
  if (!isSignedQuery(fields, account.secret)) return refuse('70', 'vnp_SecureHash is not of these parameters');
  return { type: 'genuine', request: toRequest(parsed.data) };
}

function refuse(code: RequestRefusal['code'], why: string): RequestReading {
  return { type: 'refused', refusal: { code, why } };
}

function toRequest(parameters: z.infer<typeof parametersSchema>): PaymentRequest {
  return {
    tmnCode: parameters.vnp_TmnCode,
    txnRef: parameters.vnp_TxnRef,
    createDate: parameters.vnp_CreateDate,
    expireDate: parameters.vnp_ExpireDate,
    amountVnd: Number(parameters.vnp_Amount) / 100,
    orderInfo: parameters.vnp_OrderInfo,
    bankCode: parameters.vnp_BankCode ?? 'NCB',
    locale: parameters.vnp_Locale,
    returnUrl: parameters.vnp_ReturnUrl,
    signature: parameters.vnp_SecureHash.toLowerCase(),
  };
}

/** Whether the time to pay is over. */
export function isExpired(request: { expireDate: string }, nowMs: number): boolean {
  return nowMs >= (fromBankTime(request.expireDate) ?? 0);
}
