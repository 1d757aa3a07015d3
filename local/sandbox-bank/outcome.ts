/** How a payment can end. `callback` is whether the merchant's server is told of it. */
export type Outcome = { responseCode: string; transactionStatus: string; takesMoney: boolean; callback: boolean };

/** What a payer can choose, in the order of the page. */
export const choices = [
  'success',
  'success-callback-lost',
  'insufficient-balance',
  'wrong-otp',
  'suspicious',
  'cancelled',
] as const;

export type Choice = (typeof choices)[number];

/** A payer who takes too long has chosen nothing. */
export type Ending = Choice | 'expired';

/** Response codes and transaction statuses as VNPAY 2.1.0 documents them. */
export const outcomes: Readonly<Record<Ending, Outcome>> = {
  success: { responseCode: '00', transactionStatus: '00', takesMoney: true, callback: true },
  'success-callback-lost': { responseCode: '00', transactionStatus: '00', takesMoney: true, callback: false },
  'insufficient-balance': { responseCode: '51', transactionStatus: '02', takesMoney: false, callback: true },
  'wrong-otp': { responseCode: '13', transactionStatus: '02', takesMoney: false, callback: true },
  suspicious: { responseCode: '07', transactionStatus: '07', takesMoney: true, callback: true },
  cancelled: { responseCode: '24', transactionStatus: '02', takesMoney: false, callback: true },
  expired: { responseCode: '11', transactionStatus: '02', takesMoney: false, callback: true },
};

export const endings = [...choices, 'expired'] as const satisfies readonly Ending[];
