import * as z from 'zod';
import type { WatchedAccount } from './account.ts';
import { fromBankTime } from './bank-time.ts';
import type { TransferLedger } from './transfer-ledger.ts';
import type { Transfer } from './transfer.ts';
import { brandName, toSepayTime } from './webhook-message.ts';

const limitMax = 5_000;

/** A time as SePay writes it, or a day, which stands for its first second. */
const timeSchema = z
  .string()
  .transform((text) => fromBankTime(text.replaceAll(/\D/g, '').padEnd(14, '0')))
  .pipe(z.number('is no time'));

const querySchema = z.object({
  account_number: z.string().optional(),
  transaction_date_min: timeSchema.default(0),
  transaction_date_max: timeSchema.default(Date.UTC(9999, 0)),
  since_id: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(limitMax).default(limitMax),
});

type Parts = { transfers: TransferLedger; accounts: readonly WatchedAccount[] };

/** An answer of SePay's list: its body repeats its status. */
type ListAnswer = { status: 200 | 400 | 401; error: string | null } & Record<string, unknown>;

/** Answers who has an account's token with the account's transfers, the newest first, numbers as texts, as SePay does. */
export function listForHolder(authorization: string, query: Record<string, string>, parts: Parts): ListAnswer {
  const account = parts.accounts.find(({ apiToken }) => authorization === `Bearer ${apiToken}`);
  if (account === undefined) return refuse(401, 'the token is not known');
  const parsed = querySchema.safeParse(query);
  if (!parsed.success) return refuse(400, z.prettifyError(parsed.error));
  const { account_number: accountNumber = account.accountNumber, since_id: sinceId, limit } = parsed.data;
  const transfers =
    accountNumber === account.accountNumber
      ? parts.transfers.listOfAccount({
          accountNumber,
          sinceId,
          from: new Date(parsed.data.transaction_date_min).toISOString(),
          before: new Date(parsed.data.transaction_date_max + 1_000).toISOString(),
          limit,
        })
      : [];
  const transactions = transfers.map((transfer) => toTransaction(transfer, account));
  return { status: 200, error: null, messages: { success: true }, transactions };
}

function toTransaction(transfer: Transfer, { bankCode }: WatchedAccount) {
  const amount = `${transfer.amountVnd}.00`;
  const [amountIn, amountOut] = transfer.direction === 'in' ? [amount, '0.00'] : ['0.00', amount];
  return {
    id: String(transfer.id),
    bank_brand_name: brandName(bankCode),
    account_number: transfer.accountNumber,
    transaction_date: toSepayTime(transfer.bookedAt),
    amount_out: amountOut,
    amount_in: amountIn,
    accumulated: `${transfer.accumulatedVnd}.00`,
    transaction_content: transfer.content,
    reference_number: transfer.referenceCode,
    code: null,
    sub_account: null,
    bank_account_id: '19',
  };
}

function refuse(status: 400 | 401, error: string): ListAnswer {
  return { status, error, messages: { success: false } };
}
