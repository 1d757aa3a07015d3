import { describe, expect, test, vi } from 'vitest';
import { type Bank, makeDataFolder, pay, paymentUrl, readTransactions, startBank, startMerchant } from './merchant.ts';

const waitUntil = (bank: Bank, callback: string) =>
  vi.waitFor(
    async () => {
      const { transactions } = await readTransactions(bank);
      expect(transactions[0]!.callback).toBe(callback);
      return transactions[0]!.callbacks.map((call) => call.rspCode);
    },
    { timeout: 20_000, interval: 5 },
  );

const sendAgain = async (bank: Bank) => {
  const response = await fetch(`${bank.origin}/transactions/TXN0001/callback`, { method: 'POST' });
  return response.json();
};

describe('callbacks', () => {
  test.each(['00', '02'])('stop at once when the merchant says %s', async (rspCode) => {
    const bank = await startBank(await startMerchant({ rspCode }));
    await pay(paymentUrl(bank), 'success');
    expect(await waitUntil(bank, 'confirmed')).toEqual([rspCode]);
  });

  test.each(['01', '04', '97', '99'])('are repeated while the merchant says %s', async (rspCode) => {
    const bank = await startBank(await startMerchant({ rspCode }, { rspCode }, { rspCode: '00' }));
    await pay(paymentUrl(bank), 'success');
    expect(await waitUntil(bank, 'confirmed')).toEqual([rspCode, rspCode, '00']);
  });

  test.each([
    ['an HTTP error', { status: 503 }],
    ['a redirect', { status: 302 }],
    ['an answer that is no JSON', { body: 'OK' }],
    ['an answer without a code', { body: '{"ok":true}' }],
    ['a code that is not in the protocol', { rspCode: '05' }],
  ])('are repeated after %s', async (_, answer) => {
    const bank = await startBank(await startMerchant(answer, { rspCode: '02' }));
    await pay(paymentUrl(bank), 'success');
    expect(await waitUntil(bank, 'confirmed')).toEqual([null, '02']);
  });

  test('are repeated when no answer comes in time, and the payer is not kept waiting', async () => {
    const merchant = await startMerchant('silence', { rspCode: '00' });
    const bank = await startBank(merchant, { callbacks: { timeoutMs: 100 }, returnAfterMs: 1 });
    await pay(paymentUrl(bank), 'success');
    expect(await waitUntil(bank, 'confirmed')).toEqual([null, '00']);
    const { transactions } = await readTransactions(bank);
    expect(transactions[0]!.callbacks[0]!.message).toBe('no answer in time');
  });

  test('are given up after ten, and the money stays taken', async () => {
    const merchant = await startMerchant({ rspCode: '99' });
    const bank = await startBank(merchant);
    await pay(paymentUrl(bank), 'success');
    expect(await waitUntil(bank, 'given-up')).toEqual(Array.from({ length: 10 }, () => '99'));
    expect(merchant.calls).toHaveLength(10);
    expect(new Set(merchant.calls.map(String)).size).toBe(1);
    expect(await readTransactions(bank)).toMatchObject({
      moneyTakenVnd: 15_000,
      transactions: [{ callback: 'given-up', callbackDueAt: null }],
    });
  });

  test('are told of failures too', async () => {
    const merchant = await startMerchant({ rspCode: '00' });
    const bank = await startBank(merchant);
    await pay(paymentUrl(bank), 'insufficient-balance');
    await waitUntil(bank, 'confirmed');
    expect(merchant.calls[0]!.get('vnp_ResponseCode')).toBe('51');
  });

  test('are sent again by hand, and what is heard is the answer', async () => {
    const merchant = await startMerchant({ rspCode: '00' }, { rspCode: '02' });
    const bank = await startBank(merchant);
    await pay(paymentUrl(bank), 'success');
    await waitUntil(bank, 'confirmed');
    expect(await sendAgain(bank)).toMatchObject({ by: 'hand', httpStatus: 200, rspCode: '02' });
    expect(merchant.calls[1]).toEqual(merchant.calls[0]);
  });

  test('are lost when the payer chose that, until they are sent by hand', async () => {
    const merchant = await startMerchant({ rspCode: '00' });
    const bank = await startBank(merchant);
    const returned = await pay(paymentUrl(bank), 'success-callback-lost');
    expect(returned.get('vnp_ResponseCode')).toBe('00');
    expect(await readTransactions(bank)).toMatchObject({
      moneyTakenVnd: 15_000,
      transactions: [{ callback: 'lost', callbacks: [] }],
    });
    await sendAgain(bank);
    expect(await waitUntil(bank, 'confirmed')).toEqual(['00']);
    expect(merchant.calls).toHaveLength(1);
  });

  test('that were due go on when the bank starts again', async () => {
    const dataFolder = await makeDataFolder();
    const merchant = await startMerchant({ rspCode: '99' }, { rspCode: '00' });
    const first = await startBank(merchant, { dataFolder, callbacks: { repeatMs: 600_000 } });
    await pay(paymentUrl(first), 'success');
    expect(await waitUntil(first, 'due')).toEqual(['99']);
    await first.close();
    const second = await startBank(merchant, { dataFolder, now: () => Date.now() + 600_000 });
    expect(await waitUntil(second, 'confirmed')).toEqual(['99', '00']);
  });

  test('that were on their way when the bank stopped are sent again', async () => {
    const dataFolder = await makeDataFolder();
    const merchant = await startMerchant('silence', { rspCode: '02' });
    const first = await startBank(merchant, { dataFolder, returnAfterMs: 1 });
    await pay(paymentUrl(first), 'success');
    await merchant.waitForCalls(1);
    await first.close();
    const second = await startBank(merchant, { dataFolder });
    expect(await waitUntil(second, 'confirmed')).toEqual(['02']);
  });
});
