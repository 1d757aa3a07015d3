import type { Problems } from './problems.ts';
import { readXml } from './xml.ts';

/** An element with the texts of its descendants by their path in it: `Refs/TxId`, and `Amt@Ccy` of an attribute. */
export type Kept = { readonly line: number; readonly paths: ReadonlyMap<string, string> };

type Keeping = {
  /** Elements that are kept until they close, by their path from the root; the innermost takes a text. */
  readonly keeps: (path: string) => boolean;
  /** The attribute that is kept too. */
  readonly attribute: string;
  readonly onOpen: (path: string, line: number) => void;
  readonly onClose: (path: string, kept: Kept) => void;
};

/** No element that is kept has more texts. */
const pathsMax = 2000;

type Open = { readonly depth: number; readonly line: number; readonly paths: Map<string, string> };

/** A text that stands there again goes on below the first, as remittance information does. */
function addText({ paths }: Open, path: string, text: string): void {
  const known = paths.get(path);
  paths.set(path, known === undefined ? text : `${known}\n${text}`);
}

/** Reads XML element by element: each kept element is given out when it closes, so that a long document is never held. */
export async function readXmlPaths(
  texts: AsyncIterable<string>,
  { keeps, attribute, onOpen, onClose }: Keeping,
  problems: Problems,
): Promise<void> {
  const stack: string[] = [];
  const opens: Open[] = [];
  let text = '';
  let isLeaf = false;
  const set = (suffix: string, value: string): void => {
    const open = opens.at(-1);
    if (open === undefined) return;
    addText(open, stack.slice(open.depth).join('/') + suffix, value);
    if (open.paths.size > pathsMax) problems.stop({ code: 'too-long', line: open.line });
  };
  await readXml(
    texts,
    {
      open: (name, attributes, line) => {
        stack.push(name);
        [text, isLeaf] = ['', true];
        const path = stack.join('/');
        onOpen(path, line);
        if (keeps(path)) opens.push({ depth: stack.length, line, paths: new Map() });
        const value = attributes[attribute];
        if (value !== undefined) set(`@${attribute}`, value);
      },
      text: (found) => {
        text += found;
      },
      close: () => {
        if (isLeaf) set('', text);
        const open = opens.at(-1);
        if (open?.depth === stack.length) {
          opens.pop();
          onClose(stack.join('/'), open);
        }
        stack.pop();
        [text, isLeaf] = ['', false];
      },
    },
    problems,
  );
}
