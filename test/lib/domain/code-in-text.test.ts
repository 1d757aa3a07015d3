import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCodeInText, makeCodeFilter } from '../../../lib/domain/code-in-text.ts';
import { makeOrderId, orderIdSchema, toPaymentCode } from '../../../lib/domain/order-id.ts';

const orderCode = { letters: 'LP', schema: orderIdSchema };
const find = (text: string) => findCodeInText(text, orderCode);

const idOf = (...bytes: number[]) => makeOrderId(Uint8Array.from({ length: 9 }, (_, index) => bytes[index] ?? 0));
/** LP 0123456 78 and what checks them, and another. */
const id = idOf(0, 1, 2, 3, 4, 5, 6, 7, 8);
const other = idOf(8, 7, 6, 5, 4, 3, 2, 1, 0);

const anyId = fc.uint8Array({ minLength: 9, maxLength: 9 }).map(makeOrderId);

/** What banks put before and after the text that a payer wrote. No word of these ends in LP or begins one. */
const before = fc.constantFrom(
  '',
  'MBVCB.3278907687.',
  'IBFT ',
  'CT DEN:632418503310 ',
  'QR - ',
  'MBCT:',
  'ND ',
  'VQRQ0012',
);
const after = fc.constantFrom(
  '',
  '.CT tu 0071000888888 NGUYEN THI ANH TUYET toi 0011004123456',
  '-CHUYEN TIEN-OQCH0000123',
  ' FT26325123456789',
  'GD 632418',
  '/Trace 104857',
);

/** How a payer or an app may write a code. */
const written = anyId.chain((one) =>
  fc
    .tuple(
      fc.constantFrom(
        (text: string) => text,
        (text: string) => text.toLowerCase(),
      ),
      fc.array(fc.constantFrom('', '', '', '', ' ', '-', '.', '  '), { minLength: 11, maxLength: 11 }),
      fc.constantFrom('0', 'O', 'o'),
      fc.constantFrom('1', 'I', 'l'),
    )
    .map(([inCase, gaps, nought, unit]) => {
      const symbols = [...one.slice(2)].map((symbol) => (symbol === '0' ? nought : symbol === '1' ? unit : symbol));
      const typed = ['L', 'P', ...symbols].map((symbol, index) => symbol + (gaps[index] ?? '')).join('');
      return { id: one, typed: inCase(typed) };
    }),
);

describe('the code in a transfer’s text', () => {
  test.each([
    ['as it is', id],
    ['in small letters', id.toLowerCase()],
    ['as it is printed', toPaymentCode(id)],
    ['with a bank’s prefix and suffix', `MBVCB.3278907687.${id}.CT tu 0071000888888 toi 0011004123456`],
    ['glued to other text', `VQRQ0012${id}CHUYENTIEN`],
    ['with spaces inside', `nop le phi ${[...id].join(' ')} cam on`],
    ['with O for 0, I and L for 1', id.replaceAll('0', 'O').replace('1', 'l')],
    ['after words with diacritics', `Nộp lệ phí đổi giấy phép ${id} hồ sơ`],
    ['with marks over it', [...id].map((symbol) => `${symbol}\u0301`).join('')],
    ['in wide letters', [...id].map((symbol) => String.fromCodePoint((symbol.codePointAt(0) ?? 0) + 0xfee0)).join('')],
    ['twice, once glued', `${id} x${id}x`],
  ])('is found %s', (_, text) => {
    expect(find(text)).toBe(id);
  });

  test.each([
    ['no code', 'chuyen tien an trua'],
    ['nothing', ''],
    ['half a code', id.slice(0, -1)],
    ['a code whose check symbol is wrong', `${id.slice(0, -1)}${id.endsWith('0') ? '2' : '0'}`],
    ['a code with a sign of another kind in it', `${id.slice(0, 6)}/${id.slice(6)}`],
    ['two codes', `${id} ${other}`],
    ['two codes that are both glued', `a${id}, b${other}`],
  ])('is not found in %s', (_, text) => {
    expect(find(text)).toBeUndefined();
  });

  test('is the one that stands alone, when there are several', () => {
    expect(find(`tra cho ${id} cua NAP${other}`)).toBe(id);
    expect(find(`NAP${other}:${id}`)).toBe(id);
  });

  test('is found whoever wrote it, in whatever a bank puts around it', () => {
    fc.assert(
      fc.property(before, written, after, (head, { id: one, typed }, tail) => {
        const separator = /[0-9a-z]$/i.test(typed) && /^[0-9a-z]/i.test(tail) ? ' ' : '';

        expect(find(head + typed + separator + tail)).toBe(one);
      }),
    );
  });

  test('with one symbol mistyped is never another order’s', () => {
    const typed = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'));
    const toSymbol = (one: string) => one.replace('O', '0').replace(/[IL]/, '1');
    fc.assert(
      fc.property(before, anyId, fc.nat(9), typed, (head, one, index, symbol) => {
        fc.pre(toSymbol(symbol) !== one[index + 2]);

        expect(find(`${head}${one.slice(0, index + 2)}${symbol}${one.slice(index + 3)}, cam on`)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('is looked for in any text without a fault, and soon', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const found = find(text);

        expect(found === undefined || orderIdSchema.safeParse(found).success).toBe(true);
      }),
    );
    expect(find('L P'.repeat(5000) + 'LP'.repeat(5000) + ' '.repeat(5000))).toBeUndefined();
  });

  test('has the letters of its kind', () => {
    const refund = { ...orderCode, letters: 'DN' };

    expect(findCodeInText(id, refund)).toBeUndefined();
  });
});

describe('the filter of texts', () => {
  test('lets every text through in which one of its codes is found', () => {
    const around = fc.oneof(
      before,
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom('Nộp lệ phí ', 'Ľ', '１'),
    );

    fc.assert(
      fc.property(written, around, around, (code, front, back) => {
        const text = `${front}${code.typed}${back}`;
        const found = find(text);

        expect(found === undefined || makeCodeFilter([found])(text)).toBe(true);
      }),
    );
    expect(makeCodeFilter([id, other])(`Nộp lệ phí ${toPaymentCode(id)}`)).toBe(true);
  });

  test('stops texts with other codes and without any', () => {
    expect(makeCodeFilter([other])(`Nộp lệ phí ${id}`)).toBe(false);
    expect(makeCodeFilter([other])('Nộp lệ phí hồ sơ H15.50.05.13-261121-0975')).toBe(false);
    expect(makeCodeFilter([])(id)).toBe(false);
  });
});
