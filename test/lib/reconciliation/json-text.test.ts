import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escaped, hashOf, hashOfBytes, isPlain, unescaped } from '../../../lib/reconciliation/json-text.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', 'Lệ phí "5"', 'a\\b', '\ud800', '\u0000'));

test('a text is written as JSON writes it, and read back', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(`"${escaped(one)}"`).toBe(JSON.stringify(one));
      expect(unescaped(escaped(one))).toBe(one);
    }),
  );
});

test('a text has the hash of its bytes, up to the byte that ends them', () => {
  fc.assert(
    fc.property(text, (one) => {
      const bytes = Buffer.from(`xx${escaped(one)}\0yy`);

      expect(hashOfBytes(bytes, 2, 0)).toBe(hashOf(one));
    }),
  );
});

test('a character is plain when JSON writes it as one byte that is it', () => {
  for (let code = 0; code < 0x200; code += 1) {
    const character = String.fromCharCode(code);
    const isSame = JSON.stringify(character) === `"${character}"` && code < 0x80;

    expect(isPlain(code)).toBe(isSame && code !== 0x7f);
  }
});
