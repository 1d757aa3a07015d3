import { describe, expect, test } from 'vitest';
import { instantSchema } from '../../../lib/domain/time.ts';
import {
  sepayAmounts,
  sepayBeneficiarySchema,
  sepayIdSchema,
  sepayOptionsSchema,
  sepayTimeSchema,
  toSepayTime,
} from '../../../lib/providers/sepay-fields.ts';

const options = { accountNumber: '0123499999', listUrl: 'https://my.sepay.vn/userapi/transactions/list' };

describe('an account’s options', () => {
  test('are an account number and the address of the list, and perhaps more', () => {
    const more = { subAccount: 'VQRQ0001', accountName: 'KHO BAC NHA NUOC KV I', amountMaxVnd: '499999999' };

    expect(sepayOptionsSchema.parse(options)).toEqual(options);
    expect(sepayOptionsSchema.parse({ ...options, ...more })).toEqual({
      ...options,
      ...more,
      amountMaxVnd: 499_999_999,
    });
    expect(sepayOptionsSchema.parse({ ...options, amountMaxVnd: 499_999_999 }).amountMaxVnd).toBe(499_999_999);
  });

  test.each([
    { accountNumber: undefined },
    { accountNumber: '0011 0041' },
    { accountNumber: '0'.repeat(20) },
    { listUrl: undefined },
    { listUrl: 'http://my.sepay.vn/list' },
    { listUrl: 'https://my.sepay.vn/list?limit=1' },
    { accountName: 'Kho bạc' },
    { amountMaxVnd: '5e8' },
    { amountMaxVnd: 0 },
    { amountMaxVnd: 1.5 },
    { amountMax: 1 },
    { apiToken: 'secret' },
  ])('are not these: %j', (changes) => {
    expect(sepayOptionsSchema.safeParse({ ...options, ...changes }).success).toBe(false);
  });

  test('say how much it carries: what a QR code has room for, or less', () => {
    const amounts = (amountMaxVnd?: number) => sepayAmounts(sepayOptionsSchema.parse({ ...options, amountMaxVnd }));

    expect(amounts()).toEqual({ minVnd: 1, maxVnd: 9_999_999_999_999 });
    expect(amounts(499_999_999)).toEqual({ minVnd: 1, maxVnd: 499_999_999 });
    expect(amounts(99_999_999_999_999)).toEqual({ minVnd: 1, maxVnd: 9_999_999_999_999 });
  });
});

test('a beneficiary account is at a bank that NAPAS knows by a BIN', () => {
  expect(sepayBeneficiarySchema.safeParse({ bankCode: '970436', accountNumber: '0123499999' }).success).toBe(true);
  expect(
    sepayBeneficiarySchema.safeParse({ bankCode: 'VCB', accountNumber: '0123499999' }).error?.issues,
  ).toMatchObject([{ path: ['bankCode'] }]);
});

test.each([
  [92704, 92704],
  ['92704', 92704],
  [0, 0],
])('SePay’s number %j is %j', (written, id) => {
  expect(sepayIdSchema.parse(written)).toBe(id);
});

test.each([-1, 1.5, '1.5', '-1', '', ' 1', '1e3', null, 2 ** 53, '9'.repeat(16)])(
  '%j is none of SePay’s numbers',
  (id) => {
    expect(sepayIdSchema.safeParse(id).success).toBe(false);
  },
);

test('a time of SePay is Viet Nam’s, whatever the machine’s time zone', () => {
  expect(sepayTimeSchema.parse('2026-11-21 14:02:37')).toBe('2026-11-21T07:02:37.000Z');
  expect(sepayTimeSchema.parse('2026-11-21 00:00:00')).toBe('2026-11-20T17:00:00.000Z');
  expect(toSepayTime(instantSchema.parse('2026-11-20T17:00:00Z'))).toBe('2026-11-21 00:00:00');
});

test.each([
  '2026-11-21',
  '2026-11-21T14:02:37Z',
  '2026-02-30 14:02:37',
  '2026-11-21 24:00:00',
  '21/11/2026 14:02:37',
  5,
])('%j is no time of SePay', (text) => {
  expect(sepayTimeSchema.safeParse(text).success).toBe(false);
});
