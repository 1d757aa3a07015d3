import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonObject, splitJson } from '../../../lib/providers/json-text.ts';

describe('the parts of a JSON text', () => {
  test('are their own bytes, with their names, repeated ones too', () => {
    expect(splitJson(' { "a" : 1.50 , "b":{"a":[1, 2]}, "a\\u0062" : "x,\\"y:}" ,"a":2}\n')).toEqual([
      { name: 'a', text: '1.50' },
      { name: 'b', text: '{"a":[1, 2]}' },
      { name: 'ab', text: '"x,\\"y:}"' },
      { name: 'a', text: '2' },
    ]);
    expect(splitJson('[ {"id": 1}, [] ,"a, b",null]').map(({ text }) => text)).toEqual([
      '{"id": 1}',
      '[]',
      '"a, b"',
      'null',
    ]);
    expect([splitJson('{}'), splitJson(' [ ] ')]).toEqual([[], []]);
  });

  test('say together what the whole says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2), (value, space) => {
        const json = JSON.stringify(value, null, space);
        const parts = splitJson(json).map(({ name = '', text }): [string, unknown] => [name, JSON.parse(text)]);

        expect(Object.fromEntries(parts)).toEqual({ ...JSON.parse(json) });
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (value) => {
        expect(splitJson(JSON.stringify(value)).map(({ text }): unknown => JSON.parse(text))).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });
});

describe('an object in JSON', () => {
  test('says what it says, and how it was written', () => {
    expect(readJsonObject('{"amount":135000.0,"text":"a"}')).toEqual({
      values: { amount: 135_000, text: 'a' },
      texts: { amount: '135000.0', text: '"a"' },
    });
    expect(readJsonObject('{}')).toEqual({ values: {}, texts: {} });
  });

  test.each(['', 'x', '[]', '"{}"', 'null', '1', '{"a":1', '{"a":1}{"b":2}', '{"a":1,"a":1}', '{"a":1,"\\u0061":2}'])(
    'is not %s',
    (text) => {
      expect(readJsonObject(text)).toBeUndefined();
    },
  );

  test('may name itself like a part of every object', () => {
    expect(readJsonObject('{"__proto__":1,"constructor":2}')?.texts.constructor).toBe('2');
  });

  test('that is nested deep is read without a fault', () => {
    const deep = `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`;

    expect(readJsonObject(deep)?.texts.a).toHaveLength(10_000);
  });
});
