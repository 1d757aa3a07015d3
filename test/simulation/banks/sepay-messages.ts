import { createHmac } from 'node:crypto';
import { toBankTime } from '../../../local/sandbox-bank/bank-time.ts';
import type { CallbackRequest } from '../../../lib/providers/provider.ts';

/** A transfer as SePay tells of it. */
export type ToldTransfer = {
  /** SePay's own number. */
  readonly id: number;
  readonly accountNumber: string;
  readonly direction: 'in' | 'out';
  readonly amountVnd: number;
  readonly content: string;
  /** The bank's number; some banks have none. */
  readonly referenceCode: string;
  readonly atMs: number;
};

const timeOf = (ms: number): string =>
  toBankTime(ms).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');

/** A webhook's body. */
export const writeBody = ({ id, accountNumber, direction, amountVnd, content, ...of }: ToldTransfer): string =>
  JSON.stringify({
    id,
    gateway: 'Vietcombank',
    transactionDate: timeOf(of.atMs),
    accountNumber,
    subAccount: null,
    code: null,
    content,
    transferType: direction,
    description: `BankAPINotify ${content}`,
    transferAmount: amountVnd,
    accumulated: 19_077_000,
    referenceCode: of.referenceCode,
  });

/** A body that is genuine and says nothing that anybody could read. */
export const writeUnreadableBody = (told: ToldTransfer): string =>
  writeBody(told).replace(`"transferAmount":${told.amountVnd}`, `"transferAmount":${told.amountVnd}.5`);

/** The request that carries a body, signed at this time. */
export const signWebhook = (body: string, secret: string, atMs: number): CallbackRequest => {
  const timestamp = String(Math.floor(atMs / 1000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const headers = { 'x-sepay-timestamp': timestamp, 'x-sepay-signature': `sha256=${signature}` };
  return { method: 'POST', rawQueryString: '', headers, body };
};

const decimal = (amountVnd: number): string => `${amountVnd}.00`;

const writeEntry = ({ id, accountNumber, direction, amountVnd, content, ...of }: ToldTransfer) => ({
  id: String(id),
  bank_brand_name: 'Vietcombank',
  account_number: accountNumber,
  transaction_date: timeOf(of.atMs),
  amount_out: decimal(direction === 'out' ? amountVnd : 0),
  amount_in: decimal(direction === 'in' ? amountVnd : 0),
  accumulated: '19077000.00',
  transaction_content: content,
  reference_number: of.referenceCode,
  code: null,
  sub_account: null,
  bank_account_id: '19',
});

/** A page of the list. */
export const writePage = (transfers: readonly ToldTransfer[]): string =>
  JSON.stringify({
    status: 200,
    error: null,
    messages: { success: true },
    transactions: transfers.map(writeEntry),
  });
