import { describe, expect, test } from 'vitest';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { readXml } from '../../../lib/statements/xml.ts';

async function* pieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const read = async (xml: string, size = 64 * 1024) => {
  const problems = makeProblems();
  const heard: string[] = [];
  await readXml(
    pieces(xml, size),
    {
      open: (name, attributes, line) => heard.push(`<${name} ${Object.values(attributes).join()} ${line}`),
      text: (text) => heard.push(text),
      close: (name) => heard.push(`>${name}`),
    },
    problems,
  );
  return { heard, problems: problems.list() };
};

test('elements, attributes and texts are told in order, prefixes left out', async () => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n<n:a x="1"><b>&amp;lt; ệ</b>\n<!-- c --><c><![CDATA[<d>]]></c></n:a>';

  for (const size of [1, 7, 1000])
    expect(await read(xml, size)).toEqual({
      heard: ['\n', '<a 1 2', '<b  2', '&lt; ệ', '>b', '\n', '<c  3', '<d>', '>c', '>a'],
      problems: [],
    });
});

const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

describe('XML is read no further', () => {
  test.each([
    ['with a bomb of entities', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l9;</a>`, 'xml-declaration'],
    ['with an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'xml-declaration'],
    ['with a document type elsewhere', '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', 'xml-declaration'],
    ['with an entity that nobody declared', '<a>&x;</a>', 'malformed'],
    ['when elements do not nest', '<a><b></a></b>', 'malformed'],
    ['when there are two roots', '<a/><b/>', 'malformed'],
    ['when it is cut', '<a><b>x', 'truncated'],
    ['when there is nothing', '', 'truncated'],
    ['when it is no XML', 'Ngày,Số', 'malformed'],
    ['when it names another encoding', '<?xml version="1.0" encoding="windows-1258"?><a/>', 'not-in-encoding'],
    ['when it is a thousand deep', '<a>'.repeat(1000), 'malformed'],
    ['when a text is ten million characters long', `<a>${'x'.repeat(10_000_000)}</a>`, 'too-long'],
    ['when a name is', `<${'x'.repeat(10_000_000)}/>`, 'too-long'],
    ['when an attribute is', `<a b="${'x'.repeat(10_000_000)}"/>`, 'too-long'],
    ['when a comment is', `<a><!--${'x'.repeat(10_000_000)}--></a>`, 'too-long'],
    ['when a document type is', `<!DOCTYPE ${'x'.repeat(10_000_000)}><a/>`, 'too-long'],
  ])('%s', async (_, xml, code) => {
    expect((await read(xml)).problems).toMatchObject([{ code }]);
  });
});
