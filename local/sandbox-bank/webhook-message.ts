import { createHmac } from 'node:crypto';
import { BanksObject } from 'vietnam-qr-pay';
import type { WatchedAccount } from './account.ts';
import { toBankTime } from './bank-time.ts';
import type { Transfer } from './transfer.ts';

/** `YYYY-MM-DD HH:mm:ss`, GMT+7. */
export function toSepayTime(instant: string): string {
  const digits = toBankTime(Date.parse(instant));
  return digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6');
}

/** How SePay names the bank of a BIN. */
export function brandName(bankCode: string): string {
  return Object.values(BanksObject).find(({ bin }) => bin === bankCode)?.shortName ?? bankCode;
}

/** SePay's webhook of a transfer. */
export function webhookBody(transfer: Transfer, { bankCode }: WatchedAccount): string {
  return JSON.stringify({
    id: transfer.id,
    gateway: brandName(bankCode),
    transactionDate: toSepayTime(transfer.bookedAt),
    accountNumber: transfer.accountNumber,
    code: null,
    content: transfer.content,
    transferType: transfer.direction,
    transferAmount: transfer.amountVnd,
    accumulated: transfer.accumulatedVnd,
    subAccount: null,
    referenceCode: transfer.referenceCode,
    description: '',
  });
}

/** The headers that sign a body: a timestamp in seconds, and the HMAC-SHA256 of `{timestamp}.{body}`. */
export function signWebhook(body: string, secret: string, signedAtMs: number): Record<string, string> {
  const timestamp = String(Math.floor(signedAtMs / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'x-sepay-timestamp': timestamp, 'x-sepay-signature': `sha256=${signature}` };
}
