import { SaxesParser } from 'saxes';
import type { Problems } from './problems.ts';

/** What a reader of XML is told, names without their namespace prefixes. */
export type XmlHandlers = {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>, line: number) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
};

/** A statement is some ten elements deep. */
const depthMax = 64;
/** One text, name or comment of XML; the parser holds it whole until it ends. */
const silentCharactersMax = 256 * 1024;

const readableEncoding = /^(utf-?8|utf-?16|us-ascii)$/i;

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML from pieces of text. The parser expands nothing but the five entities of XML itself; a document type, which
 * could declare others or name files, is refused, and so is whatever would make it hold much in memory.
 */
export async function readXml(
  texts: AsyncIterable<string>,
  { open, text, close }: XmlHandlers,
  problems: Problems,
): Promise<void> {
  const parser = new SaxesParser();
  let depth = 0;
  let silent = 0;
  let isEnding = false;
  const heard = (act: () => void): void => {
    silent = 0;
    if (!problems.isStopped()) act();
  };
  parser.on('error', () => {
    problems.stop({ code: isEnding ? 'truncated' : 'malformed', line: parser.line });
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !readableEncoding.test(encoding))
      problems.stop({ code: 'not-in-encoding', line: parser.line, found: encoding, wanted: 'utf-8' });
  });
  parser.on('doctype', () => {
    problems.stop({ code: 'xml-declaration', line: parser.line });
  });
  parser.on('opentag', ({ name, attributes }) => {
    heard(() => {
      depth += 1;
      if (depth > depthMax) problems.stop({ code: 'malformed', line: parser.line });
      else open(localName(name), attributes, parser.line);
    });
  });
  parser.on('text', (found) => {
    heard(() => {
      text(found);
    });
  });
  parser.on('cdata', (found) => {
    heard(() => {
      text(found);
    });
  });
  parser.on('closetag', ({ name }) => {
    heard(() => {
      depth -= 1;
      close(localName(name));
    });
  });
  parser.on('comment', () => {
    silent = 0;
  });
  for await (const piece of texts) {
    silent += piece.length;
    parser.write(piece);
    if (silent > silentCharactersMax) problems.stop({ code: 'too-long', line: parser.line });
    if (problems.isStopped()) return;
  }
  isEnding = true;
  if (!problems.isStopped()) parser.close();
}
