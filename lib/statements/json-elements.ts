import { rowCharactersMax } from './csv.ts';
import type { Problems } from './problems.ts';

type Handlers = {
  /** The property of the outermost object whose array is read element by element. */
  readonly property: string;
  readonly problems: Problems;
  /** The text of one element, which begins and ends with a brace, its number from 1, and what stands before the array. */
  readonly onElement: (text: string, number: number, before: string) => void;
};

/** A string, perhaps one that goes on in the next piece of text; or what begins and ends objects and arrays. */
const tokenForm = /"[^"\\]*(?:\\.[^"\\]*)*(?<end>"|\\?$)|[{}[\]]/gs;

const isCut = (token: RegExpExecArray): boolean => token.groups?.end !== undefined && token.groups.end !== '"';

const depthOf = (token: string): number => ('{['.includes(token) ? 1 : '}]'.includes(token) ? -1 : 0);

/** Where the array of a property of the outermost object begins, behind its bracket. */
function findArray(text: string, property: string): number | undefined {
  let depth = 0;
  let previous = '';
  for (const token of text.matchAll(tokenForm)) {
    if (isCut(token)) return undefined;
    if (depth === 1 && token[0] === '[' && previous === JSON.stringify(property)) return token.index + 1;
    depth += depthOf(token[0]);
    previous = token[0];
  }
  return undefined;
}

/** Behind the brace that ends the object which begins at an index. */
function findEnd(text: string, from: number): number | undefined {
  const tokens = new RegExp(tokenForm);
  tokens.lastIndex = from;
  let depth = 0;
  for (let token = tokens.exec(text); token !== null && !isCut(token); token = tokens.exec(text)) {
    depth += depthOf(token[0]);
    if (depth === 0) return tokens.lastIndex;
  }
  return undefined;
}

/** What may stand behind a bracket, an element and a comma. */
const followers = { '[': '{]', '{': ',]', ',': '{' } as const;

function makeCutter({ property, problems, onElement }: Handlers) {
  let stage: 'before' | 'within' | 'after' = 'before';
  let around = '';
  let rest = '';
  let elements = 0;
  let previous: keyof typeof followers = '[';

  /** Takes the next of an element, a comma and the end of the array; false when the text ends first. */
  const takeNext = (from: number): number | undefined => {
    const at = from + rest.slice(from).search(/\S|$/);
    const next = rest.charAt(at);
    if (next === '') return undefined;
    if (!followers[previous].includes(next)) {
      problems.stop({ code: 'malformed', ...(elements > 0 && { line: elements }) });
      return undefined;
    }
    if (next === '{') return takeElement(at);
    if (next === ',') previous = ',';
    else [stage, around] = ['after', `${around}]`];
    return at + 1;
  };
  const takeElement = (at: number): number | undefined => {
    const end = findEnd(rest, at);
    if (end === undefined) return undefined;
    previous = '{';
    elements += 1;
    onElement(rest.slice(at, end), elements, around);
    return end;
  };
  const takeWithin = (): void => {
    let from = 0;
    while (stage === 'within' && !problems.isStopped()) {
      const next = takeNext(from);
      if (next === undefined) break;
      from = next;
    }
    rest = rest.slice(from);
  };

  return {
    take: (text: string): void => {
      rest += text;
      const array = stage === 'before' ? findArray(rest, property) : undefined;
      if (array !== undefined) {
        [stage, around, rest] = ['within', rest.slice(0, array), rest.slice(array)];
      }
      if (stage === 'within') takeWithin();
      if (stage === 'after') [around, rest] = [around + rest, ''];
      if (around.length + rest.length > rowCharactersMax)
        problems.stop({ code: 'too-long', ...(elements > 0 && { line: elements + 1 }) });
    },
    end: (): string => around + rest,
  };
}

/**
 * Cuts a JSON document with one long array into the objects of that array and the short document around it, in which the
 * array is empty; gives back the latter. Each is left to `JSON.parse`, which knows the grammar: this only looks for where
 * strings and objects end.
 */
export async function readJsonElements(texts: AsyncIterable<string>, handlers: Handlers): Promise<string> {
  const cutter = makeCutter(handlers);
  for await (const text of texts) {
    cutter.take(text);
    if (handlers.problems.isStopped()) break;
  }
  return cutter.end();
}
