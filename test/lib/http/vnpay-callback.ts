import type { Attempt } from '../../../lib/domain/attempt.ts';
import { merchantAccount, merchantKeys } from '../../samples.ts';
import { type Fields, paidFields, signQuery } from '../providers/vnpay-example.ts';

type Told = { readonly [Name in 'reference' | 'amountVnd']: Attempt[Name] | string | number };

/** What VNPAY says of an attempt through the sample account, signed: paid, unless a test says otherwise. */
export const vnpayQuery = ({ reference, amountVnd }: Told, changes: Fields = {}): string =>
  signQuery(
    { ...paidFields, vnp_TmnCode: 'EAKAO001', vnp_TxnRef: String(reference), vnp_Amount: `${amountVnd}00`, ...changes },
    merchantKeys.current.secret,
  );

/** Where VNPAY calls back for the sample account. */
export const callbackPath = `/callbacks/vnpay/${merchantAccount.id}`;
