import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  attemptReference,
  makeOrderId,
  type OrderId,
  orderIdOfReference,
  orderIdRandomBytes,
  orderIdSchema,
  readPaymentCode,
  toPaymentCode,
} from '../../../lib/domain/order-id.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const anyOrderId = fc
  .uint8Array({ minLength: orderIdRandomBytes, maxLength: orderIdRandomBytes })
  .map((bytes) => makeOrderId(bytes));

const isWhole = (text: string): boolean => orderIdSchema.safeParse(text).success;

const replaceAt = (text: string, index: number, by: string): string =>
  text.slice(0, index) + by + text.slice(index + by.length);

describe('an order id', () => {
  test('is LP, nine symbols and a check symbol', () => {
    fc.assert(fc.property(anyOrderId, (id) => /^LP[0-9A-HJKMNP-TV-Z]{10}$/.test(id)));
  });

  test('is the same for the same random bytes for ever', () => {
    expect(makeOrderId(new Uint8Array([7, 19, 3, 20, 9, 23, 2, 29, 28]))).toBe('LP7K3M9Q2XWW');
    expect(makeOrderId(new Uint8Array(9))).toBe('LP0000000000');
  });

  test('uses five bits of each byte', () => {
    const ids = Array.from({ length: 256 }, (_, byte) => makeOrderId(new Uint8Array(9).fill(byte)));

    expect(new Set(ids).size).toBe(32);
  });

  test('is not whole after any one symbol is mistaken for another', () => {
    const property = fc.property(anyOrderId, (id) => {
      for (let index = 2; index < id.length; index += 1)
        for (const symbol of alphabet)
          if (symbol !== id[index]) expect(isWhole(replaceAt(id, index, symbol))).toBe(false);
    });
    fc.assert(property, { numRuns: 20 });
  });

  test('is not whole after any two different neighbours change places', () => {
    const property = fc.property(anyOrderId, (id) => {
      for (let index = 0; index + 1 < id.length; index += 1) {
        const [one = '', other = ''] = id.slice(index, index + 2);
        if (one !== other) expect(isWhole(replaceAt(id, index, other + one))).toBe(false);
      }
    });
    fc.assert(property);
  });

  test('is not whole after any two different symbols change places, however far apart', () => {
    const property = fc.property(anyOrderId, fc.nat(9), fc.nat(9), (id, first, second) => {
      const [one = '', other = ''] = [id[2 + first], id[2 + second]];
      fc.pre(one !== other);
      const changed = replaceAt(replaceAt(id, 2 + first, other), 2 + second, one);
      expect(isWhole(changed)).toBe(false);
    });
    fc.assert(property);
  });

  test.each([
    '',
    'LP',
    'LP000000000',
    'LP00000000000',
    'lp0000000000',
    'PL0000000000',
    ' LP0000000000',
    'LPO000000000',
  ])('is not %j', (text) => {
    expect(isWhole(text)).toBe(false);
  });
});

describe('a payment code', () => {
  const id = makeOrderId(new Uint8Array([7, 1, 3, 0, 9, 1, 0, 29, 28]));

  test('is the id in groups of four', () => {
    expect(toPaymentCode(id)).toMatch(/^LP71-3091-0XW.$/);
  });

  test('is read as it is written', () => {
    fc.assert(fc.property(anyOrderId, (any) => readPaymentCode(toPaymentCode(any)) === any));
  });

  test.each([
    ['small letters', (code: string) => code.toLowerCase()],
    ['no hyphens', (code: string) => code.replaceAll('-', '')],
    ['spaces around and between', (code: string) => ` ${code.replaceAll('-', ' ')}\t`],
    ['the letter O for zero', (code: string) => code.replaceAll('0', 'O')],
    ['a small o for zero', (code: string) => code.replaceAll('0', 'o')],
    ['the letter I for one', (code: string) => code.replaceAll('1', 'I')],
    ['a small l for one', (code: string) => code.replaceAll('1', 'l')],
    ['a hyphen after each symbol', (code: string) => [...code].join('-')],
  ])('is read when typed with %s', (_, typed) => {
    expect(readPaymentCode(typed(toPaymentCode(id)))).toBe(id);
  });

  test('is nobody’s when a symbol is wrong, missing or too many', () => {
    const code = toPaymentCode(id);

    expect(readPaymentCode(code.replace('3', '4'))).toBeUndefined();
    expect(readPaymentCode(code.slice(0, -1))).toBeUndefined();
    expect(readPaymentCode(`${code}0`)).toBeUndefined();
    expect(readPaymentCode('')).toBeUndefined();
  });

  test('is never read as an id that is not whole, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const read = readPaymentCode(typed);
        return read === undefined || isWhole(read);
      }),
    );
  });
});

describe('an attempt’s reference', () => {
  test('names its order', () => {
    fc.assert(
      fc.property(anyOrderId, fc.integer({ min: 1, max: 99 }), (id, attempt) => {
        return orderIdOfReference(attemptReference(id, attempt)) === id;
      }),
    );
  });

  test('or that of a transfer, which has no attempt', () => {
    expect(orderIdOfReference('LP0000000000')).toBe('LP0000000000');
  });

  test.each(['', 'A1', 'LP0000000000A', 'LP0000000000B1', 'LP0000000001A1', 'xLP0000000000A1'])(
    'is not %j',
    (reference) => {
      expect(orderIdOfReference(reference)).toBeUndefined();
    },
  );

  test('fits into what VNPAY takes: letters and digits alone', () => {
    const id: OrderId = makeOrderId(new Uint8Array(9));

    expect(attemptReference(id, 10)).toMatch(/^[A-Z0-9]{1,100}$/);
  });
});
