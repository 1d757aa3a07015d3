import { describe, expect, test } from 'vitest';
import { type Field, readFields } from '../../../lib/statements/mt940-fields.ts';
import { makeProblems } from '../../../lib/statements/problems.ts';

const read = async (text: string, size = 64 * 1024) => {
  const problems = makeProblems();
  const fields: Field[] = [];
  await readFields(
    (async function* () {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
    })(),
    problems,
    (field) => fields.push(field),
  );
  return { fields, problems: problems.list() };
};

test('fields go over lines; envelopes and empty lines are left out', async () => {
  const text =
    '{1:F01X}{2:I940X}{4:\r\n:20:A\r\n\r\n:86:một\r\n-hai\r\n{ba}\r\n:NS:x\r\n-}{5:{MAC:1}}\r\n{1:F}{4::20:B\n-\n:25:0011';

  for (const size of [1, 3, 1000])
    expect(await read(text, size)).toEqual({
      fields: [
        { tag: '20', lines: ['A'], line: 2 },
        { tag: '86', lines: ['một', '-hai', '{ba}'], line: 4 },
        { tag: 'NS', lines: ['x'], line: 7 },
        { tag: '20', lines: ['B'], line: 9 },
        { tag: '25', lines: ['0011'], line: 11 },
      ],
      problems: [],
    });
});

describe('a text is read no further', () => {
  test.each([
    ['when it is no message', 'Ngày,Số', { code: 'malformed', line: 1 }],
    ['when a field has no end', `:86:\n${'x\n'.repeat(200)}`, { code: 'malformed', line: 101 }],
    [
      'when a line is ten million characters long',
      `:20:A\n:86:${'x'.repeat(10_000_000)}`,
      { code: 'too-long', line: 2 },
    ],
  ])('%s', async (_, text, problem) => {
    expect((await read(text)).problems).toEqual([problem]);
  });
});
