import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv, rowCharactersMax } from '../../../lib/statements/csv.ts';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { toCsvText } from './write-tables.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const read = async (text: string, { size = 64 * 1024, delimiter = ',' } = {}) => {
  const problems = makeProblems();
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  await readCsv(pieces(text, size), {
    delimiter,
    problems,
    onRow: (cells, line) => {
      rows.push(cells);
      lines.push(line);
    },
  });
  return { rows, lines, problems: problems.list() };
};

describe('the rows of a CSV', () => {
  test('are read with quotes, delimiters and line breaks in cells, and the line they begin on', async () => {
    expect(await read('a,b\r\n\r\n"1,""x""","y\nz"\r"3",\n4,=1+1')).toEqual({
      rows: [
        ['a', 'b'],
        ['1,"x"', 'y\nz'],
        ['3', ''],
        ['4', '=1+1'],
      ],
      lines: [1, 3, 5, 6],
      problems: [],
    });
  });

  test('are the same whatever is in the cells and wherever the pieces end', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ệ', '"', ';', ',', ' ', '\n', '='), maxLength: 6 });
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(row), fc.integer({ min: 1, max: 9 }), async (rows, size) => {
        for (const lineBreak of ['\n', '\r\n']) {
          const text = toCsvText(rows, { delimiter: ';', lineBreak });

          expect(await read(text, { size, delimiter: ';' })).toMatchObject({ rows, problems: [] });
        }
      }),
    );
  });
});

describe('a CSV is read no further', () => {
  test.each([
    ['a quote is never closed', 'a,b\n1,"x\n2,y\n', 2],
    ['a quote closes within a cell', 'a,b\n1,"x"y\n2,z\n', 2],
    ['a quote that is not closed meets the next one', 'a,b\n1,"x\n2,"y",z\n', 2],
  ])('when %s', async (_, text, line) => {
    for (const size of [1, 3, 1000])
      expect((await read(text, { size })).problems).toEqual([{ code: 'malformed', line, field: 'quotes' }]);
  });

  test('when a row is ten million characters long, quoted or not', async () => {
    const long = 'x'.repeat(10_000_000);

    expect((await read(`a,b\n1,${long}`)).problems).toEqual([{ code: 'too-long', line: 2 }]);
    expect((await read(`a,b\n1,"${long}"\n`)).problems).toEqual([{ code: 'too-long', line: 2 }]);
    expect((await read(`a,b\n1,"x"y${long}"\n`)).problems).toEqual([{ code: 'malformed', line: 2, field: 'quotes' }]);
    expect((await read(`1,${'x'.repeat(rowCharactersMax - 2)}\n`)).problems).toEqual([]);
  });
});
