import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeRandomBytes, codeSchema, makeCode } from '../../../lib/domain/check-symbol.ts';

const anyBytes = fc.uint8Array({ minLength: codeRandomBytes, maxLength: codeRandomBytes });

describe('a code', () => {
  test('is read by the schema of its own prefix, and by no other', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const code = makeCode('DN', bytes);
        expect(codeSchema('DN', 'no').safeParse(code).success).toBe(true);
        expect(codeSchema('LP', 'no').safeParse(code).success).toBe(false);
      }),
    );
  });

  test('has the same symbols whatever its prefix', () => {
    fc.assert(fc.property(anyBytes, (bytes) => makeCode('DN', bytes).slice(2) === makeCode('LP', bytes).slice(2)));
  });

  test('that is none is told in the words given', () => {
    expect(codeSchema('DN', 'is no code').safeParse('DN4T8B2W6R35').error?.issues).toMatchObject([
      { message: 'is no code' },
    ]);
    expect(codeSchema('DN', 'is no code').safeParse('').error?.issues).toHaveLength(1);
  });
});
