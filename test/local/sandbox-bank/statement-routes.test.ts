import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { StatementLine } from '../../../lib/domain/statement.ts';
import { checkStatement } from '../../../lib/statements/check-statement.ts';
import { profileNamed } from '../../lib/statements/sample-statement.ts';
import { accountNumber, startHolder, startTransferBank, transfer } from './holder.ts';
import { pay, paymentUrl, signedUrl, startBank, startMerchant, tmnCode } from './merchant.ts';

/** Half past eleven in the evening of 23 November in Viet Nam. */
const lateOn23 = Date.parse('2026-11-23T16:30:00.000Z');
const hourMs = 60 * 60 * 1000;

const readBy = async (profile: string, address: string) => {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const lines: StatementLine[] = [];
  const outcome = await checkStatement(Readable.from([bytes]), {
    profile: profileNamed(profile),
    onLine: (line) => void lines.push(line),
  });
  return { outcome, lines };
};

test('VNPAY lists the payments that ended on a day, whether money moved or not, but for one under suspicion, and the treasury those that it banked', async () => {
  const now = Date.now();
  const bank = await startBank(await startMerchant({ rspCode: '00' }), { now: () => now });
  const named = (txnRef: string): string =>
    signedUrl(bank, (query) => {
      query.set('vnp_TxnRef', txnRef);
    });
  await pay(paymentUrl(bank), 'success');
  await pay(named('TXN0002'), 'wrong-otp');
  await pay(named('TXN0003'), 'suspicious');
  const today = new Date(now + 7 * hourMs).toISOString().slice(0, 10);
  const { outcome, lines } = await readBy('vnpay-csv', `${bank.origin}/statements/vnpay/${tmnCode}/${today}.csv`);
  expect(outcome.verdict).toBe('passed');
  expect(lines.map(({ amountVnd, status }) => [amountVnd, status])).toEqual([
    [15_000, 'paid'],
    [15_000, 'failed'],
  ]);
  const treasury = await readBy('daily-treasury', `${bank.origin}/statements/treasury/${tmnCode}/${today}.json`);
  expect(treasury).toMatchObject({
    outcome: { verdict: 'passed', totals: { lines: 1, inVnd: 15_000 } },
    lines: [{ transactionId: 'TXN0001' }],
  });
});

test('a bank’s statement has the transfers of one day, and balances on the days before and after', async () => {
  let now = lateOn23;
  const bank = await startTransferBank(await startHolder(200), { now: () => now });
  await transfer(bank, { amountVnd: '7000' });
  now += hourMs;
  const second = await transfer(bank, { amountVnd: '1250000', content: 'lệ phí' });
  await transfer(bank, { amountVnd: '250000', direction: 'out', content: 'Hoàn phí' });

  const on23 = await readBy('bank-csv', `${bank.origin}/statements/bank/${accountNumber}/2026-11-23.csv`);
  const on24 = await readBy('bank-csv', `${bank.origin}/statements/bank/${accountNumber}/2026-11-24.csv`);
  expect(on23.outcome).toMatchObject({ verdict: 'passed', header: { openingVnd: 0, closingVnd: 7_000 } });
  expect(on24.outcome).toMatchObject({
    verdict: 'passed',
    header: { account: accountNumber, openingVnd: 7_000, closingVnd: 1_007_000 },
  });
  expect(on24.lines).toMatchObject([
    { direction: 'in', amountVnd: 1_250_000, reference: second.referenceCode, text: second.content },
    { direction: 'out', amountVnd: 250_000, text: 'Hoàn phí' },
  ]);
});

test('the overview says where statements lie, and there is none of a day or account that does not exist', async () => {
  const bank = await startTransferBank(await startHolder(200), { now: () => lateOn23 });
  const page = await (await fetch(bank.origin)).text();
  expect(page).toContain(`href="/statements/bank/${accountNumber}/2026-11-23.csv"`);
  expect(page).toContain(`href="/statements/bank/${accountNumber}/2026-11-22.csv"`);
  const status = async (path: string): Promise<number> => (await fetch(`${bank.origin}/statements/${path}`)).status;
  expect(await status(`bank/${accountNumber}/2026-11-22.csv`)).toBe(200);
  expect(await status(`bank/${accountNumber}/2026-02-30.csv`)).toBe(404);
  expect(await status('bank/1/2026-11-22.csv')).toBe(404);
  expect(await status('vnpay/OTHERTMN/2026-11-22.csv')).toBe(404);
});
