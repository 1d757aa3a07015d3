import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  InpOrderAlreadyConfirmed,
  IpnFailChecksum,
  IpnInvalidAmount,
  IpnOrderNotFound,
  IpnSuccess,
  IpnUnknownError,
  VNPay,
  VnpLocale,
} from 'vnpay';
import { buildPaymentUrlSearchParams, calculateSecureHash } from 'vnpay/utils';
import { HashAlgorithm, ProductCode } from 'vnpay/enums';
import { noticeSchema } from '../../../lib/domain/notice.ts';
import type { Reading, RedirectPayment } from '../../../lib/providers/provider.ts';
import { vnpay } from '../../../lib/providers/vnpay.ts';
import { account, get, makeAttempt, open, paidFields, payOf, secret, signQuery, tmnCode } from './vnpay-example.ts';

const library = new VNPay({ tmnCode, secureSecret: secret, vnpayHost: 'https://sandbox.vnpayment.vn' });
const previous = { id: 'key-1', secret: 'last_year_secret' };
const withTwoKeys = open({}, { current: { id: 'key-2', secret }, previous });

const payment: RedirectPayment = {
  attempt: makeAttempt(),
  description: 'Nộp lệ phí hồ sơ H29.01-261121-0001',
  locale: 'vi',
  returnUrl: 'https://lephi.example/pay/LP0123456789abcdef/return',
};

const parametersOf = (url: string): Record<string, string> => Object.fromEntries(new URL(url).searchParams);

/** Parameters as the library's types want them. */
const asReturn = ({
  vnp_OrderInfo = '',
  vnp_TxnRef = '',
  vnp_Amount = '',
  vnp_ResponseCode = '',
  ...rest
}: Record<string, string>) => ({
  ...rest,
  vnp_OrderInfo,
  vnp_TxnRef,
  vnp_Amount,
  vnp_ResponseCode,
});

describe('the payment page', () => {
  test('gets every parameter that VNPAY requires, and nothing else', () => {
    const { vnp_SecureHash: signature, ...parameters } = parametersOf(payOf(open()).url(payment));

    expect(signature).toMatch(/^[0-9a-f]{128}$/);
    expect(parameters).toMatchInlineSnapshot(`
      {
        "vnp_Amount": "13500000",
        "vnp_Command": "pay",
        "vnp_CreateDate": "20261121093000",
        "vnp_CurrCode": "VND",
        "vnp_ExpireDate": "20261121094500",
        "vnp_IpAddr": "203.0.113.10",
        "vnp_Locale": "vn",
        "vnp_OrderInfo": "Nop le phi ho so H29.01-261121-0001",
        "vnp_OrderType": "other",
        "vnp_ReturnUrl": "https://lephi.example/pay/LP0123456789abcdef/return",
        "vnp_TmnCode": "TMNCODE1",
        "vnp_TxnRef": "TXN0001",
        "vnp_Version": "2.1.0",
      }
    `);
  });

  test('is the one that the independent library asks for, to the last character', () => {
    expect(payOf(open()).url(payment)).toBe(
      library.buildPaymentUrl({
        vnp_Amount: 135_000,
        vnp_CreateDate: 20261121093000,
        vnp_ExpireDate: 20261121094500,
        vnp_IpAddr: '203.0.113.10',
        vnp_Locale: VnpLocale.VN,
        vnp_OrderInfo: 'Nop le phi ho so H29.01-261121-0001',
        vnp_OrderType: ProductCode.Other,
        vnp_ReturnUrl: payment.returnUrl,
        vnp_TxnRef: 'TXN0001',
      }),
    );
  });

  test('is one that the independent library verifies, whatever is paid', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 1, max: 9_999_999_999 }),
        (description, amountVnd) => {
          const parameters = parametersOf(
            payOf(open()).url({ ...payment, description, attempt: makeAttempt({ amountVnd }) }),
          );
          const query = asReturn(parameters);

          expect(library.verifyReturnUrl(query)).toMatchObject({ isVerified: true, vnp_Amount: amountVnd });
          expect(parameters.vnp_OrderInfo).toMatch(/^[A-Za-z0-9 .,:-]{1,255}$/);
        },
      ),
    );
  });

  test('is signed with the current key, never the previous one', () => {
    expect(payOf(withTwoKeys).url(payment)).toBe(payOf(open()).url(payment));
  });

  test('may be held to one bank, another kind of goods, and English', () => {
    const url = payOf(open({ bankCode: 'VNPAYQR', orderType: '250006' })).url({ ...payment, locale: 'en' });

    expect(parametersOf(url)).toMatchObject({ vnp_BankCode: 'VNPAYQR', vnp_OrderType: '250006', vnp_Locale: 'en' });
  });

  test('names the payment by its reference when nothing of its description can be written', () => {
    expect(parametersOf(payOf(open()).url({ ...payment, description: '收费' })).vnp_OrderInfo).toBe('TXN0001');
  });

  test.each([
    ['2026-11-20T17:30:00Z', '20261121003000', '20261121004500'],
    ['2026-11-21T05:30:00Z', '20261121123000', '20261121124500'],
    ['2026-11-21T16:59:00Z', '20261121235900', '20261122001400'],
    ['2026-12-31T17:00:00Z', '20270101000000', '20270101001500'],
  ])('says of %s that it is %s in Viet Nam, whatever the machine’s time zone', (startedAt, created, expires) => {
    const expiresAt = new Date(Date.parse(startedAt) + 15 * 60_000).toISOString();
    const url = payOf(open()).url({ ...payment, attempt: makeAttempt({ startedAt, expiresAt }) });

    expect(parametersOf(url)).toMatchObject({ vnp_CreateDate: created, vnp_ExpireDate: expires });
  });

  test('carries 1 to 9,999,999,999 đ, and is never asked for more', () => {
    expect(vnpay.amounts(account)).toEqual({ minVnd: 1, maxVnd: 9_999_999_999 });
    const amountFor = (amountVnd: number) =>
      parametersOf(payOf(open()).url({ ...payment, attempt: makeAttempt({ amountVnd }) })).vnp_Amount;

    expect(amountFor(1)).toBe('100');
    expect(amountFor(9_999_999_999)).toBe('999999999900');
    expect(() => amountFor(10_000_000_000)).toThrow(RangeError);
  });

  test('is reached from the checkout page by its origin', () => {
    expect(vnpay.origins(account)).toEqual(['https://sandbox.vnpayment.vn']);
  });
});

describe('a callback', () => {
  const read = (raw: string): Reading => open().callback.read(get(raw));

  test('that tells of a payment becomes a notice in our words', () => {
    const raw = signQuery(paidFields);
    const reading = read(raw);

    expect(reading).toMatchObject({ type: 'notice', keyId: 'key-2', raw });
    expect(reading.type === 'notice' && noticeSchema.parse(reading.notice)).toMatchInlineSnapshot(`
    {
      "accountId": "ubnd-quan-1-vnpay",
      "amountVnd": 135000,
      "direction": "in",
      "movementKey": "vnpay:TMNCODE1:TXN0001",
      "paidAt": "2026-11-21T02:34:12.000Z",
      "payerBankCode": "NCB",
      "provider": "vnpay",
      "reasonCode": undefined,
      "reference": "TXN0001",
      "result": "paid",
      "transactionId": "14422574",
    }
  `);
  });

  test('signed by the independent library verifies', () => {
    const data = { ...paidFields, vnp_OrderInfo: "Lệ phí (2 bản) + 'sao' *~!" };
    const query = buildPaymentUrlSearchParams(data).toString();
    const signature = calculateSecureHash({
      secureSecret: secret,
      data: query,
      hashAlgorithm: HashAlgorithm.SHA512,
      bufferEncode: 'utf-8',
    });

    expect(read(`${query}&vnp_SecureHash=${signature}`)).toMatchObject({ type: 'notice' });
  });

  test('that our test signer signs is genuine to the independent library', () => {
    const query = asReturn(Object.fromEntries(new URLSearchParams(signQuery(paidFields))));

    expect(library.verifyIpnCall(query)).toMatchObject({ isVerified: true, isSuccess: true, vnp_Amount: 135_000 });
  });

  test('is signed with the current or the previous key, and says which', () => {
    const keyOf = (signingSecret: string) => withTwoKeys.callback.read(get(signQuery(paidFields, signingSecret)));

    expect(keyOf(secret)).toMatchObject({ type: 'notice', keyId: 'key-2' });
    expect(keyOf(previous.secret)).toMatchObject({ type: 'notice', keyId: 'key-1' });
    expect(keyOf('somebody_else')).toEqual({ type: 'bad-signature' });
  });

  test.each(['POST', 'HEAD', 'PUT', 'get', ''])('by %s has a bad signature, because VNPAY signs a GET', (method) => {
    const raw = signQuery(paidFields);

    expect(open().callback.read({ method, rawQueryString: raw, headers: {}, body: raw })).toEqual({
      type: 'bad-signature',
    });
    expect(open().callback.read({ method, rawQueryString: '', headers: {}, body: raw })).toEqual({
      type: 'bad-signature',
    });
  });

  test('that repeats a parameter or is over 16 kB has a bad signature', () => {
    expect(read(`${signQuery(paidFields)}&vnp_TxnRef=TXN0002`)).toEqual({ type: 'bad-signature' });
    expect(read(signQuery({ ...paidFields, vnp_Note: 'x'.repeat(16 * 1024) }))).toEqual({ type: 'bad-signature' });
  });

  test('never throws on a request that nobody signed', () => {
    const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 80 });
    const anyText = anyUnits.map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.webQueryParameters()),
        fc.constantFrom('GET', 'POST'),
        anyText,
        (raw, method, body) => {
          expect(open().callback.read({ method, rawQueryString: raw, headers: {}, body })).toEqual({
            type: 'bad-signature',
          });
        },
      ),
    );
  });

  test('has the movement key that its attempt’s reference gives', () => {
    const reading = read(signQuery(paidFields));

    expect(reading.type === 'notice' && reading.notice.movementKey).toBe(open().movementKey?.('TXN0001'));
  });
});

describe('the return page', () => {
  const readReturn = (raw: string) => payOf(open()).readReturn(raw);

  test('learns what to show from what VNPAY signed', () => {
    expect(readReturn(signQuery(paidFields))).toEqual({ type: 'genuine', result: 'paid', reference: 'TXN0001' });
    expect(
      readReturn(`lang=vi&${signQuery({ ...paidFields, vnp_ResponseCode: '24', vnp_TransactionStatus: '02' })}`),
    ).toEqual({
      type: 'genuine',
      result: 'failed',
      reference: 'TXN0001',
      reasonCode: '24',
    });
  });

  test.each([
    ['unsigned', ''],
    ['signed by somebody else', signQuery(paidFields, 'somebody_else')],
    ['of another terminal', signQuery({ ...paidFields, vnp_TmnCode: 'OTHERTMN' })],
    ['not readable', signQuery({ ...paidFields, vnp_Amount: '1' })],
  ])('shows nothing of what is %s', (_, raw) => {
    expect(readReturn(raw)).toEqual({ type: 'bad-signature' });
  });
});

describe('what VNPAY hears', () => {
  test.each([
    ['accepted', IpnSuccess],
    ['order-not-found', IpnOrderNotFound],
    ['already-confirmed', InpOrderAlreadyConfirmed],
    ['wrong-amount', IpnInvalidAmount],
    ['bad-signature', { ...IpnFailChecksum, Message: 'Invalid signature' }],
    ['try-again', IpnUnknownError],
  ] as const)('%s is $RspCode in HTTP 200 and JSON', (word, answer) => {
    const { status, contentType, body } = vnpay.acknowledge(word);

    expect({ status, contentType }).toEqual({ status: 200, contentType: 'application/json' });
    expect(JSON.parse(body)).toEqual(answer);
  });
});
