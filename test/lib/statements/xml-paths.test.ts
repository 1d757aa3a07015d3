import { expect, test } from 'vitest';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { readXmlPaths } from '../../../lib/statements/xml-paths.ts';

const read = async (xml: string) => {
  const problems = makeProblems();
  const kept: unknown[] = [];
  const opened: string[] = [];
  await readXmlPaths(
    (async function* () {
      yield xml;
    })(),
    {
      keeps: (path) => ['a', 'a/b', 'a/b/c'].includes(path),
      attribute: 'Ccy',
      onOpen: (path) => opened.push(path),
      onClose: (path, { paths, line }) => kept.push([path, line, Object.fromEntries(paths)]),
    },
    problems,
  );
  return { kept, opened, problems: problems.list() };
};

test('an element is given out when it closes, with the texts that no kept element within it took', async () => {
  const xml = '<a>\n<x><y>1</y></x><b><z Ccy="VND">2</z><c><u>3</u><u>4</u></c> </b>\n<b/></a>';

  expect((await read(xml)).kept).toEqual([
    ['a/b/c', 2, { u: '3\n4' }],
    ['a/b', 2, { 'z@Ccy': 'VND', z: '2' }],
    ['a/b', 3, { '': '' }],
    ['a', 1, { 'x/y': '1' }],
  ]);
});

test('every element is told when it opens', async () => {
  expect((await read('<a><x><y/></x></a>')).opened).toEqual(['a', 'a/x', 'a/x/y']);
});

test('an element with texts without end is refused', async () => {
  const xml = `<a><b>${Array.from({ length: 3000 }, (_, index) => `<x${index}/>`).join('')}</b></a>`;

  expect((await read(xml)).problems).toEqual([{ code: 'too-long', line: 1 }]);
});
