import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonElements } from '../../../lib/statements/json-elements.ts';
import { makeProblems } from '../../../lib/statements/problems.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const cut = async (text: string, size = 64 * 1024) => {
  const problems = makeProblems();
  const elements: string[] = [];
  const around = await readJsonElements(pieces(text, size), {
    property: 'list',
    problems,
    onElement: (element) => elements.push(element),
  });
  return { around, elements, problems: problems.list() };
};

test('a document is cut into the objects of its array and what is around it', async () => {
  const text = '{ "a": {"list": [1]}, "list" : [ {"b":"]}"} ,{"c":[{}]}\n], "d": "\\"list\\":[" }';

  for (const size of [1, 2, 3, 1000])
    expect(await cut(text, size)).toEqual({
      around: '{ "a": {"list": [1]}, "list" : [], "d": "\\"list\\":[" }',
      elements: ['{"b":"]}"}', '{"c":[{}]}'],
      problems: [],
    });
});

test('any objects and any surroundings come back, wherever the pieces end', async () => {
  const text = fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', 'ệ', ' '), maxLength: 8 });
  const element = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text)), { noNullPrototype: true });
  await fc.assert(
    fc.asyncProperty(fc.array(element), text, fc.integer({ min: 1, max: 9 }), async (list, other, size) => {
      for (const space of [0, 1]) {
        const { around, elements, problems } = await cut(
          JSON.stringify({ a: other, list, b: [other] }, null, space),
          size,
        );

        expect(problems).toEqual([]);
        expect(elements.map((one) => JSON.parse(one))).toEqual(list);
        expect(JSON.parse(around)).toEqual({ a: other, list: [], b: [other] });
      }
    }),
  );
});

describe('what is no array of objects', () => {
  test.each([
    ['an element that is no object', '{"list":[{},1]}'],
    ['a string among objects', '{"list":["{}"]}'],
    ['two commas', '{"list":[{},,{}]}'],
    ['a comma at the end', '{"list":[{},]}'],
    ['no comma', '{"list":[{}{}]}'],
    ['a brace at the end', '{"list":[{}}]}'],
  ])('is malformed: %s', async (_, text) => {
    for (const size of [1, 1000]) expect((await cut(text, size)).problems).toMatchObject([{ code: 'malformed' }]);
  });

  test.each([
    ['an element', `{"list":[{"a":"${'x'.repeat(10_000_000)}"}]}`],
    ['what is before the array', `{"a":"${'x'.repeat(10_000_000)}","list":[]}`],
    ['what is behind it', `{"list":[],"a":"${'x'.repeat(10_000_000)}"}`],
  ])('is read no further when ten million characters long: %s', async (_, text) => {
    expect((await cut(text)).problems).toMatchObject([{ code: 'too-long' }]);
  });

  test('is left to the parser of what is around: no array, two, or half of one', async () => {
    expect((await cut('{"other":[{}]}')).around).toBe('{"other":[{}]}');
    expect((await cut('{"list":[{}],"list":[{}]}')).around).toBe('{"list":[],"list":[{}]}');
    expect(await cut('{"list":[{},{"a"')).toMatchObject({ elements: ['{}'], problems: [] });
    expect(() => JSON.parse('{"list":[,{"a"')).toThrow(SyntaxError);
  });
});
