import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lib/domain/canonical-json.ts';

test('keys stand in order of code unit, at every depth', () => {
  expect(canonicalJson({ b: 1, a: [{ d: 2, c: 'đ' }], B: null })).toBe('{"B":null,"a":[{"c":"đ","d":2}],"b":1}');
});

test('what is undefined is as if it were not there', () => {
  expect(canonicalJson({ b: undefined, a: 1 })).toBe(canonicalJson({ a: 1 }));
});

test('the order of a list is a part of what it says', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

test('equal content is equal text, whatever the order in which it came', () => {
  const reordered = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reordered);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, part]) => [key, reordered(part)]),
    );
  };

  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(reordered(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
