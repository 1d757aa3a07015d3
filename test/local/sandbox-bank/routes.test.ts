import { describe, expect, test } from 'vitest';
import {
  bankTime,
  choose,
  hmac,
  pay,
  paymentUrl,
  readTransactions,
  signedUrl,
  startBank,
  startMerchant,
} from './merchant.ts';

const withoutHash = (query: URLSearchParams): Record<string, string> => {
  const { vnp_SecureHash: _, ...fields } = Object.fromEntries(query);
  return fields;
};

const isSigned = (query: URLSearchParams): boolean => {
  const sorted = new URLSearchParams(withoutHash(query));
  sorted.sort();
  return query.get('vnp_SecureHash') === hmac(sorted.toString());
};

describe('the payment page', () => {
  test('says in the payer’s language what is paid, and that it is pretend', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const vietnamese = await (await fetch(paymentUrl(bank))).text();
    expect(vietnamese).toContain('<html lang="vi">');
    expect(vietnamese).toContain('15.000\u00a0đ');
    expect(vietnamese).toContain('H15.50.05.13-261121-0001');
    expect(vietnamese).not.toContain('<script');
    const english = signedUrl(bank, (query) => {
      query.set('vnp_Locale', 'en');
      query.set('vnp_TxnRef', 'TXN0002');
    });
    expect(await (await fetch(english)).text()).toContain('Choose how the payment ends');
  });

  test('escapes what a merchant says', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const page = await fetch(
      signedUrl(bank, (query) => {
        query.set('vnp_OrderInfo', '<img src=x>');
      }),
    );
    expect(await page.text()).toContain('&lt;img src=x&gt;');
  });

  const refusals: [string, string, (query: URLSearchParams) => void][] = [
    [
      '03',
      'a repeated parameter',
      (query) => {
        query.append('vnp_Amount', '1500000');
      },
    ],
    [
      '03',
      'an amount of zero',
      (query) => {
        query.set('vnp_Amount', '0');
      },
    ],
    [
      '03',
      'an amount with a fraction of a đồng',
      (query) => {
        query.set('vnp_Amount', '1500050');
      },
    ],
    [
      '03',
      'an amount of 13 digits',
      (query) => {
        query.set('vnp_Amount', '1000000000000');
      },
    ],
    [
      '03',
      'an OrderInfo with diacritics',
      (query) => {
        query.set('vnp_OrderInfo', 'Lệ phí');
      },
    ],
    [
      '03',
      'a SecureHashType',
      (query) => {
        query.set('vnp_SecureHashType', 'SHA512');
      },
    ],
    [
      '03',
      'a missing IP address',
      (query) => {
        query.delete('vnp_IpAddr');
      },
    ],
    [
      '03',
      'a missing deadline',
      (query) => {
        query.delete('vnp_ExpireDate');
      },
    ],
    [
      '03',
      'a day that is not in the calendar',
      (query) => {
        query.set('vnp_ExpireDate', '20270231000000');
      },
    ],
    [
      '03',
      'a Return URL that runs script',
      (query) => {
        query.set('vnp_ReturnUrl', 'javascript:alert(1)');
      },
    ],
    [
      '02',
      'an unknown terminal',
      (query) => {
        query.set('vnp_TmnCode', 'NOBODY00');
      },
    ],
    [
      '15',
      'a deadline that is over',
      (query) => {
        query.set('vnp_ExpireDate', bankTime(Date.now() - 1_000));
      },
    ],
  ];

  test.each(refusals)('refuses with code %s %s', async (code, _, change) => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const url = signedUrl(bank, change);
    for (const response of [await fetch(url), await choose(url, 'success')]) {
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(`<dd><code>${code}</code></dd>`);
    }
    expect((await readTransactions(bank)).transactions).toEqual([]);
  });

  test('refuses with code 70 what was changed after it was signed', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const response = await fetch(paymentUrl(bank).replace('vnp_Amount=1500000', 'vnp_Amount=1500100'));
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('<dd><code>70</code></dd>');
  });

  test('opens again for the same request, but not for another one with its TxnRef, nor once it has ended', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const url = paymentUrl(bank);
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url)).status).toBe(200);
    const other = await fetch(paymentUrl(bank, { vnp_Amount: 20_000 }));
    expect(await other.text()).toContain('<dd><code>01</code></dd>');
    await choose(url, 'success');
    expect(await (await fetch(url)).text()).toContain('<dd><code>01</code></dd>');
  });
});

describe('what a payer chooses', () => {
  test.each([
    ['success', '00', '00', 15_000],
    ['insufficient-balance', '51', '02', 0],
    ['wrong-otp', '13', '02', 0],
    ['suspicious', '07', '07', 15_000],
    ['cancelled', '24', '02', 0],
  ])(
    '%s is told as code %s and status %s to the server and the browser alike',
    async (choice, code, status, takenVnd) => {
      const merchant = await startMerchant({ rspCode: '00' });
      const bank = await startBank(merchant);
      const returned = await pay(paymentUrl(bank), choice);
      await merchant.waitForCalls(1);
      expect(merchant.calls[0]).toEqual(returned);
      expect(isSigned(returned)).toBe(true);
      expect(withoutHash(returned)).toMatchObject({
        vnp_Amount: '1500000',
        vnp_OrderInfo: 'Nop le phi ho so H15.50.05.13-261121-0001',
        vnp_PayDate: expect.stringMatching(/^\d{14}$/),
        vnp_ResponseCode: code,
        vnp_TmnCode: 'TESTTMN1',
        vnp_TransactionNo: choice === 'cancelled' ? '0' : expect.stringMatching(/^144\d{5}$/),
        vnp_TransactionStatus: status,
        vnp_TxnRef: 'TXN0001',
      });
      expect((await readTransactions(bank)).moneyTakenVnd).toBe(takenVnd);
    },
  );

  test('counts once, however often the button is pressed', async () => {
    const merchant = await startMerchant({ rspCode: '00' });
    const bank = await startBank(merchant);
    const url = paymentUrl(bank);
    const answers = await Promise.all([choose(url, 'success'), choose(url, 'cancelled'), choose(url, 'success')]);
    const codes = answers.map((answer) =>
      new URL(answer.headers.get('location')!).searchParams.get('vnp_ResponseCode'),
    );
    expect(new Set(codes).size).toBe(1);
    expect(merchant.calls).toHaveLength(1);
  });

  test('is too late once the deadline is over', async () => {
    let aheadMs = 0;
    const bank = await startBank(await startMerchant({ rspCode: '00' }), { now: () => Date.now() + aheadMs });
    const url = paymentUrl(bank);
    expect((await fetch(url)).status).toBe(200);
    aheadMs = 16 * 60_000;
    expect(await (await fetch(url)).text()).toContain('<dd><code>15</code></dd>');
    const returned = new URL((await choose(url, 'success')).headers.get('location')!).searchParams;
    expect(returned.get('vnp_ResponseCode')).toBe('11');
    expect((await readTransactions(bank)).moneyTakenVnd).toBe(0);
  });

  test('must be on the list', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const response = await choose(paymentUrl(bank), 'everything');
    expect(response.status).toBe(400);
    expect((await readTransactions(bank)).transactions).toMatchObject([{ ending: null, callback: 'none' }]);
  });

  test('keeps what the Return URL had in its query', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const returned = await pay(paymentUrl(bank, { vnp_ReturnUrl: 'https://lephi.test/return?lang=en' }), 'success');
    expect(returned.get('lang')).toBe('en');
    expect(returned.get('vnp_ResponseCode')).toBe('00');
  });
});

describe('the overview', () => {
  test('shows payments and their callbacks, and sends a browser back to it', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }, { rspCode: '02' }));
    expect(await (await fetch(bank.origin)).text()).toContain('Nobody has come to pay yet');
    await pay(paymentUrl(bank), 'success');
    const again = await fetch(`${bank.origin}/transactions/TXN0001/callback`, {
      method: 'POST',
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect([again.status, again.headers.get('location')]).toEqual([303, '/#TXN0001']);
    const page = await (await fetch(bank.origin)).text();
    expect(page).toContain('<strong>00</strong>');
    expect(page).toContain('(by hand): <strong>02</strong>');
  });

  test('has no callback for a payment that nobody knows', async () => {
    const bank = await startBank(await startMerchant({ rspCode: '00' }));
    const response = await fetch(`${bank.origin}/transactions/NOBODY/callback`, { method: 'POST' });
    expect(response.status).toBe(404);
  });
});
