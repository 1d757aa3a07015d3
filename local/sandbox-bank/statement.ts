import papaparse from 'papaparse';
import { toBankTime } from './bank-time.ts';
import { outcomes } from './outcome.ts';
import type { EndedPayment } from './payment.ts';
import type { Transfer } from './transfer.ts';

export const dayMs = 24 * 60 * 60 * 1000;

/** A calendar day in Viet Nam as two instants: its first, and that of the next. */
export type BankDay = { from: string; before: string };

/** The Viet Nam day `2026-11-24`, or nothing when the calendar has none such. */
export function readDay(text: string): BankDay | undefined {
  const from = Date.parse(`${text}T00:00:00+07:00`);
  if (Number.isNaN(from) || isoDay(from) !== text) return undefined;
  return { from: new Date(from).toISOString(), before: new Date(from + dayMs).toISOString() };
}

/** The Viet Nam day of an instant, `2026-11-24`. */
export function isoDay(epochMs: number): string {
  return toBankTime(epochMs).replace(/^(\d{4})(\d\d)(\d\d).*/, '$1-$2-$3');
}

const vietnameseDay = (instant: string): string => isoDay(Date.parse(instant)).split('-').reverse().join('/');

const grouped = (amountVnd: number): string => String(amountVnd).replaceAll(/\B(?=(?:\d{3})+$)/g, '.');

const toCsv = (rows: unknown[][]): string => papaparse.unparse(rows, { newline: '\r\n' });

/**
 * What VNPAY lists of a merchant's day: the payments that ended, whether money moved or not. One under suspicion is not
 * settled, and comes on no list.
 */
export function paymentsCsv(payments: readonly EndedPayment[]): string {
  const settled = payments.filter(({ ending }) => ending !== 'suspicious');
  return toCsv([
    ['TxnRef', 'Amount', 'ResponseCode', 'PayDate'],
    ...settled.map(({ txnRef, amountVnd, ending, endedAt }) => [
      txnRef,
      amountVnd,
      outcomes[ending].responseCode,
      toBankTime(Date.parse(endedAt)),
    ]),
  ]);
}

/** What the treasury lists of a merchant's day: the payments whose money it banked. */
export function treasuryJson(payments: readonly EndedPayment[], { from }: BankDay): string {
  const banked = payments.filter(({ ending }) => outcomes[ending].responseCode === '00');
  return JSON.stringify({
    reconcileDate: vietnameseDay(from),
    totalTransaction: banked.length,
    totalAmount: banked.reduce((total, { amountVnd }) => total + amountVnd, 0),
    transactions: banked.map(({ txnRef, amountVnd }) => ({ transId: txnRef, amount: amountVnd })),
  });
}

type AccountDay = { accountNumber: string; day: BankDay; openingVnd: number };

/** The statement of a bank account, as Vietnamese banks give it: facts above, the lines, what they add up to below. */
export function transfersCsv(transfers: readonly Transfer[], { accountNumber, day, openingVnd }: AccountDay): string {
  const sum = (direction: Transfer['direction']): number =>
    transfers.reduce((total, one) => total + (one.direction === direction ? one.amountVnd : 0), 0);
  const [inVnd, outVnd] = [sum('in'), sum('out')];
  const on = vietnameseDay(day.from);
  const cell = (one: Transfer, direction: Transfer['direction']): string =>
    one.direction === direction ? grouped(one.amountVnd) : '';
  return toCsv([
    ['SAO KÊ TÀI KHOẢN'],
    ['Số tài khoản:', accountNumber],
    [`Từ ngày: ${on} đến ngày: ${on}`],
    ['Số dư đầu kỳ', grouped(openingVnd)],
    ['STT', 'Ngày GD', 'Số bút toán', 'Số tham chiếu', 'Ghi nợ', 'Ghi có', 'Nội dung'],
    ...transfers.map((one, index) => [
      index + 1,
      vietnameseDay(one.bookedAt),
      one.referenceCode,
      one.referenceCode,
      cell(one, 'out'),
      cell(one, 'in'),
      one.content,
    ]),
    ['Cộng phát sinh', '', '', '', grouped(outVnd), grouped(inVnd)],
    ['Số dư cuối kỳ', '', '', '', '', grouped(openingVnd + inVnd - outVnd)],
  ]);
}
