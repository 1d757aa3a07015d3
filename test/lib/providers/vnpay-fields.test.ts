import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountVndSchema } from '../../../lib/domain/money.ts';
import {
  amounts,
  toIpAddr,
  toPlainText,
  toVnpAmount,
  vnpAmountSchema,
  vnpayOptionsSchema,
  vnpTimeSchema,
} from '../../../lib/providers/vnpay-fields.ts';
import { account } from './vnpay-example.ts';

describe('the options of an account', () => {
  const whole = account.options;
  const why = (options: unknown) => vnpayOptionsSchema.safeParse(options).error?.issues.map(({ message }) => message);

  test('need a terminal and two addresses; what is sold is then just "other"', () => {
    expect(vnpayOptionsSchema.parse(whole)).toEqual({ ...whole, orderType: 'other' });
    expect(why({})).toHaveLength(3);
  });

  test('refuse a name that they do not know', () => {
    const { error } = vnpayOptionsSchema.safeParse({ ...whole, tmncode: 'TMNCODE1' });

    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['tmncode'] }]);
  });

  test.each([
    'https://pay.vnpay.vn/vpcpay.html',
    'http://127.0.0.1:4001/vnpay/pay',
    'http://localhost:4001/vnpay/pay',
    'http://[::1]:4001/vnpay/pay',
  ])('take the address %s', (paymentUrl) => {
    expect(why({ ...whole, paymentUrl })).toBeUndefined();
  });

  test.each([
    'http://pay.vnpay.vn/vpcpay.html',
    'http://127.0.0.1.evil.example/pay',
    'http://localhost.evil.example/pay',
    'http://localhost@evil.example/pay',
    'https://user:secret@pay.vnpay.vn/vpcpay.html',
    'https://pay.vnpay.vn/vpcpay.html?a=b',
    'https://pay.vnpay.vn/vpcpay.html#a',
    'javascript:alert(1)',
    '//pay.vnpay.vn/vpcpay.html',
    'pay.vnpay.vn',
    '',
  ])('refuse the address %s', (address) => {
    expect(why({ ...whole, paymentUrl: address })).toHaveLength(1);
    expect(why({ ...whole, apiUrl: address })).toHaveLength(1);
  });

  test.each([
    ['tmnCode', ''],
    ['tmnCode', 'TMN|CODE'],
    ['tmnCode', 'TMNCODE1TMNCODE1TMNCO'],
    ['bankCode', 'NC'],
    ['bankCode', 'VNPAY QR'],
    ['orderType', ''],
  ])('refuse as %s the text "%s"', (name, text) => {
    expect(why({ ...whole, [name]: text })).toHaveLength(1);
  });
});

describe('amounts', () => {
  test.each([
    [1, '100'],
    [135_000, '13500000'],
    [9_999_999_999, '999999999900'],
  ])('%i đ is written as %s, and read back', (amountVnd, written) => {
    expect(toVnpAmount(amountVndSchema.parse(amountVnd))).toBe(written);
    expect(vnpAmountSchema.parse(written)).toBe(amountVnd);
  });

  test('every amount that VNPAY carries comes back exactly, as a product of integers says', () => {
    fc.assert(
      fc.property(fc.integer({ min: amounts.minVnd, max: amounts.maxVnd }), (amountVnd) => {
        const written = toVnpAmount(amountVndSchema.parse(amountVnd));

        expect(BigInt(written)).toBe(BigInt(amountVnd) * 100n);
        expect(written.length).toBeLessThanOrEqual(12);
        expect(vnpAmountSchema.parse(written)).toBe(amountVnd);
      }),
    );
  });

  test('one đồng more than fits into 12 digits is not written', () => {
    expect(() => toVnpAmount(amountVndSchema.parse(10_000_000_000))).toThrow(RangeError);
  });

  test.each([
    '0',
    '00',
    '000',
    '150',
    '101',
    '-100',
    '+100',
    ' 100',
    '1e4',
    '100.00',
    '0100',
    '1000000000000',
    '',
    '１００',
    '0x100',
  ])('"%s" is no amount', (text) => {
    expect(vnpAmountSchema.safeParse(text).success).toBe(false);
  });
});

describe('times', () => {
  test('are read as of Viet Nam, on a 24-hour clock', () => {
    expect(vnpTimeSchema.parse('20261121003000')).toBe('2026-11-20T17:30:00.000Z');
    expect(vnpTimeSchema.parse('20261121123000')).toBe('2026-11-21T05:30:00.000Z');
    expect(vnpTimeSchema.parse('20261121235959')).toBe('2026-11-21T16:59:59.000Z');
  });

  test.each([
    '20260231000000',
    '20261121240000',
    '20261121126000',
    '20261321120000',
    '20260229120000',
    '00000101000000',
    '2026112112300',
    'now',
  ])('%s is no time', (text) => {
    expect(vnpTimeSchema.safeParse(text).success).toBe(false);
  });
});

describe('plain text', () => {
  test.each([
    ['Nộp lệ phí đăng ký đất đai', 'Nop le phi dang ky dat dai'],
    ['Đường Nguyễn Huệ, Thừa Thiên–Huế', 'Duong Nguyen Hue, Thua Thien Hue'],
    ['Phạt số 12/QĐ-XPHC (lần 2)!', 'Phat so 12 QD-XPHC lan 2'],
    ['H29.01-261121-0001: 135.000 đ', 'H29.01-261121-0001: 135.000 d'],
    ['  a\u00a0\n b  ', 'a b'],
    ['“&?#%+*~|”', ''],
    ['收费 ký', 'ky'],
  ])('"%s" is written "%s"', (text, plain) => {
    expect(toPlainText(text, 255)).toBe(plain);
    expect(toPlainText(text.normalize('NFD'), 255)).toBe(plain);
  });

  test('is cut to its length, without a space at its end', () => {
    expect(toPlainText('ấ'.repeat(300), 255)).toBe('a'.repeat(255));
    expect(toPlainText('le phi', 3)).toBe('le');
  });

  test('of any text has only letters, digits and " .,:-", with no space at either end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 255 }), (text, charactersMax) => {
        const plain = toPlainText(text, charactersMax);

        expect(plain).toMatch(/^[A-Za-z0-9 .,:-]*$/);
        expect(plain.trim()).toBe(plain);
        expect(plain.length).toBeLessThanOrEqual(charactersMax);
      }),
    );
  });
});

describe('IP addresses', () => {
  test('are sent as they are when they have 7 to 45 characters', () => {
    expect(toIpAddr('1.1.1.1')).toBe('1.1.1.1');
    expect(toIpAddr('2001:db8::1')).toBe('2001:db8::1');
  });

  test.each(['::', '::1', '1::', 'fe80::', 'a::b', '1::2:3', 'a:b::c', '::a:b'])(
    '%s is too short and is written longer, the same address',
    (ip) => {
      const written = toIpAddr(ip);

      expect(written.length).toBeGreaterThanOrEqual(7);
      expect(isIPv6(written)).toBe(true);
      expect(new URL(`http://[${written}]`).host).toBe(new URL(`http://[${ip}]`).host);
    },
  );
});
