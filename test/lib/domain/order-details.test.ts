import { describe, expect, test } from 'vitest';
import {
  dossierKey,
  isSameAccount,
  metadataSchema,
  plainText,
  returnUrlSchema,
} from '../../../lib/domain/order-details.ts';
import { beneficiaryAccount, dossierCode } from '../../samples.ts';

describe('plain text', () => {
  const name = plainText(10);

  test('is composed and trimmed', () => {
    expect(name.parse(' Ế '.normalize('NFD'))).toBe('Ế'.normalize('NFC'));
  });

  test.each(['', ' ', '\t', 'a\u0000b', 'a\nb', '\u007f', 'a\ud800', '12345678901'])('is not %j', (text) => {
    expect(name.safeParse(text).success).toBe(false);
  });

  test('can be of any script', () => {
    expect(name.parse('阮氏映雪 𠀀')).toBe('阮氏映雪 𠀀');
  });
});

describe('metadata', () => {
  test('can be 2 kB as JSON and no more, counted in bytes', () => {
    const fits = { a: 'x'.repeat(1024), b: 'x'.repeat(1024 - '{"a":"","b":""}'.length) };

    expect(metadataSchema.safeParse(fits).success).toBe(true);
    expect(metadataSchema.safeParse({ ...fits, b: `${fits.b}x` }).success).toBe(false);
    expect(metadataSchema.safeParse({ a: 'ế'.repeat(1000) }).success).toBe(false);
  });

  test('comes back as it came', () => {
    const metadata = { ' ': '', khóa: 'giá trị\r\n\u0000', toString: '1', ['constructor']: '2' };

    expect(metadataSchema.parse(metadata)).toEqual(metadata);
  });
});

describe('a return address', () => {
  test('is written in ASCII, so that it can stand in any header or page', () => {
    expect(returnUrlSchema.parse('https://dichvucong.example.vn/hồ sơ?a=\u0001')).toMatch(/^[!-~]+$/);
  });

  test.each(['ftp://a.vn', 'javascript:alert(1)', '//a.vn/x', '/x', 'https://', `https://a.vn/${'x'.repeat(500)}`])(
    'is not %s',
    (address) => {
      expect(returnUrlSchema.safeParse(address).success).toBe(false);
    },
  );
});

test('an order is about a dossier or a decision, which never look alike', () => {
  expect(dossierKey({ dossierCode })).toBe(dossierCode);
  expect(dossierKey({ decisionNumber: dossierCode })).toBe(`decision#${dossierCode}`);
});

test('an account is the same when both bank and number are', () => {
  expect(isSameAccount(beneficiaryAccount, { ...beneficiaryAccount })).toBe(true);
  expect(isSameAccount(beneficiaryAccount, { ...beneficiaryAccount, bankCode: '970418' })).toBe(false);
  expect(isSameAccount(beneficiaryAccount, { ...beneficiaryAccount, accountNumber: '11004123456' })).toBe(false);
});
