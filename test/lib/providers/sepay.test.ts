import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { QRPay } from 'vietnam-qr-pay';
import { noticeSchema, noticeWordSchema } from '../../../lib/domain/notice.ts';
import type { OpenAccount } from '../../../lib/providers/provider.ts';
import { sepay } from '../../../lib/providers/sepay.ts';
import {
  callBack,
  keys,
  makeAttempt,
  open,
  orderId,
  post,
  sepayAccount,
  signatureOf,
  timestamp,
  transaction,
} from './sepay-example.ts';

const payOf = ({ pay }: OpenAccount) => (pay.kind === 'transfer' ? pay : expect.unreachable());

describe('what a payer is to transfer', () => {
  const payment = { attempt: makeAttempt(), orderId };

  test('is told as a VietQR code and as text', () => {
    expect(payOf(open({ accountName: 'UBND QUAN 1' })).instruct(payment)).toEqual({
      qrPayload: expect.stringMatching(/^000201010212.*6304[0-9A-F]{4}$/),
      bankCode: '970436',
      accountNumber: '0123499999',
      accountName: 'UBND QUAN 1',
      amountVnd: 135_000,
      content: orderId,
    });
  });

  test('is read from the code by the independent package as it stands in the text', () => {
    for (const opened of [open(), open({ subAccount: 'VQRQ0001' })]) {
      const { qrPayload, bankCode, accountNumber, amountVnd, content } = payOf(opened).instruct(payment);

      expect(new QRPay(qrPayload)).toMatchObject({
        isValid: true,
        consumer: { bankBin: bankCode, bankNumber: accountNumber },
        amount: String(amountVnd),
        additionalData: { billNumber: content, purpose: content },
      });
    }
  });

  test('goes to the virtual account where there is one, and is known by the account behind it', () => {
    const opened = open({ subAccount: 'VQRQ0001' });
    const reading = opened.callback.read(callBack({ subAccount: 'VQRQ0001', content: orderId }));

    expect(payOf(opened).instruct(payment).accountNumber).toBe('VQRQ0001');
    expect(reading).toMatchObject({
      notice: { accountId: sepayAccount.id, reference: orderId, reached: sepayAccount.beneficiaryAccount },
    });
  });

  test('is as much as the account’s options say at the most', () => {
    const { options } = sepayAccount;

    expect(sepay.amounts(sepayAccount)).toEqual({ minVnd: 1, maxVnd: 9_999_999_999_999 });
    expect(sepay.amounts({ ...sepayAccount, options: { ...options, amountMaxVnd: 499_999_999 } })).toMatchObject({
      maxVnd: 499_999_999,
    });
  });

  test('sends no browser anywhere', () => {
    expect(sepay.origins(sepayAccount)).toEqual([]);
    expect(sepay.failureReason('anything')).toBe('other');
  });
});

describe('a callback', () => {
  const body = JSON.stringify(transaction);

  test('that is signed is a notice, with what shows that it is genuine', () => {
    const reading = open().callback.read(callBack());

    expect(reading).toMatchObject({
      type: 'notice',
      keyId: 'key-2',
      raw: body,
      signedHeaders: { 'x-sepay-timestamp': timestamp, 'x-sepay-signature': signatureOf(body) },
      signedAt: '2026-11-21T07:02:37.000Z',
    });
    expect(reading.type === 'notice' && noticeSchema.safeParse(reading.notice).success).toBe(true);
  });

  test('may be signed with the key before', () => {
    const previous = { id: 'key-1', secret: 'the one before' };
    const headers = { 'x-sepay-signature': signatureOf(body, timestamp, previous.secret) };

    expect(open({}, { ...keys, previous }).callback.read(post(body, headers))).toMatchObject({ keyId: 'key-1' });
    expect(open().callback.read(post(body, headers))).toEqual({ type: 'bad-signature' });
  });

  test('is verified on the bytes as they came, before anything is read', () => {
    const spaced = JSON.stringify(transaction, null, 2);

    expect(open().callback.read(post(spaced))).toMatchObject({ type: 'notice', raw: spaced });
    expect(open().callback.read({ ...post(spaced), body })).toEqual({ type: 'bad-signature' });
  });

  test('that is signed and cannot be read is unreadable, with its bytes', () => {
    const twice = body.replace('{', '{"transferAmount":1,');

    expect(open().callback.read(post(twice))).toMatchObject({ type: 'unreadable', keyId: 'key-2', raw: twice });
    expect(open().callback.read(post('[]'))).toMatchObject({ type: 'unreadable', why: expect.any(String) });
  });

  test('never throws, whoever sends it', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(anyText, fc.constantFrom('GET', 'POST'), anyText, (text, method, value) => {
        const headers = { 'x-sepay-timestamp': value, 'x-sepay-signature': value };

        expect(open().callback.read({ method, rawQueryString: '', headers, body: text })).toEqual({
          type: 'bad-signature',
        });
      }),
    );
    fc.assert(fc.property(fc.json(), (text) => open().callback.read(post(text)).type !== 'bad-signature'));
  });
});

describe('what SePay hears', () => {
  test.each([...noticeWordSchema.options, 'try-again', 'bad-signature'] as const)('after %s', (word) => {
    const expected = { 'try-again': 503, 'bad-signature': 401 }[word as string] ?? 200;
    const { status, contentType, body } = sepay.acknowledge(word);

    expect({ status, contentType, body }).toEqual({
      status: expected,
      contentType: 'application/json',
      body: JSON.stringify({ success: expected === 200 }),
    });
  });
});

test('an account cannot ask after an attempt nor give money back, and lists movements when it has a token', () => {
  expect(Object.keys(open()).sort()).toEqual(['callback', 'debitKey', 'movements', 'pay']);
  expect(Object.keys(open({}, { current: keys.current })).sort()).toEqual(['callback', 'debitKey', 'pay']);
});
