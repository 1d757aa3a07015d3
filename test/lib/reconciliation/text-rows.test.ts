import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashOf } from '../../../lib/reconciliation/json-text.ts';
import { copyNext, hashNext, makeTextRows, skipsNothing } from '../../../lib/reconciliation/text-rows.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'Nộp lệ phí', '"ngoặc"', 'a\\b', 'a\u0000b', '\u0001', '\ud800', 'đ\n\t', 'FT26327000000001'),
);
const rows = fc.array(fc.tuple(fc.option(text, { nil: undefined }), fc.option(text, { nil: undefined })), {
  maxLength: 30,
});

const keep = (some: readonly (readonly (string | undefined)[])[]) => {
  const kept = makeTextRows(2);
  for (const fields of some) {
    kept.begin();
    for (const field of fields) kept.put(field);
  }
  return kept;
};

describe('texts of rows', () => {
  test('are kept exactly, whatever they are', () => {
    fc.assert(
      fc.property(rows, (some) => {
        const kept = keep(some);
        for (const [row, fields] of some.entries())
          for (const [field, wanted] of fields.entries()) {
            expect(kept.text(row, field)).toBe(wanted);
            expect(skipsNothing(kept.seek(row, field))).toBe(wanted === undefined);
            expect(hashNext(kept.seek(row, field))).toBe(wanted === undefined ? undefined : hashOf(wanted));
          }
      }),
    );
  });

  test('are the same as a text, and have its hash, when they are that text and only then', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const kept = keep([[one, other]]);

        expect(kept.is(0, 0, one)).toBe(true);
        expect(kept.is(0, 1, one)).toBe(one === other);
        expect(kept.is(0, 1, `${other}x`)).toBe(false);
        expect(kept.hash(0, 0)).toBe(hashOf(one));
      }),
    );
    expect(keep([[undefined, '']]).hash(0, 0)).toBeUndefined();
    expect(keep([[undefined, '']]).is(0, 0, '')).toBe(false);
  });

  test('stand in order of code unit', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(
          keep([
            [one, ''],
            [other, ''],
          ]).isBefore(0, 1, 0),
        ).toBe(one < other);
      }),
    );
  });

  test('are copied as JSON writes them, and can be kept as such', () => {
    fc.assert(
      fc.property(text, (one) => {
        const bytes = Buffer.alloc(4096);
        const cursor = keep([[one, undefined]]).seek(0, 0);
        const end = copyNext(cursor, bytes, 5)!;
        const again = makeTextRows(1);
        again.begin();
        again.putBytes(bytes, 5, end);

        expect(`"${bytes.toString('utf8', 5, end)}"`).toBe(JSON.stringify(one));
        expect(skipsNothing(cursor)).toBe(true);
        expect(copyNext(keep([[`${one}x`, '']]).seek(0, 0), Buffer.alloc(8), 8)).toBeUndefined();
        expect(again.text(0, 0)).toBe(one);
      }),
    );
  });

  test('of many rows are found in whichever piece they are', () => {
    const kept = makeTextRows(1);
    for (let row = 0; row < 200_000; row += 1) {
      kept.begin();
      kept.put(`transfer number ${row}`);
    }

    expect([0, 99_999, 199_999].map((row) => kept.text(row, 0))).toEqual([
      'transfer number 0',
      'transfer number 99999',
      'transfer number 199999',
    ]);
    expect(() => kept.text(200_000, 0)).toThrow('there is no row 200000');
  });

  test('that are longer than a piece come back too', () => {
    const kept = makeTextRows(2);
    const long = [
      'a',
      'ệ'.repeat(800_000),
      'b',
      ...Array.from({ length: 40 }, (_, index) => `${index}`.repeat(20_000)),
    ];
    for (const one of long) {
      kept.begin();
      kept.put(one);
      kept.put('x');
    }

    expect(long.map((one, row) => kept.text(row, 0) === one && kept.text(row, 1) === 'x')).not.toContain(false);
  });
});
