/** A part of an object or a list in JSON: its own text as it came, and in an object its name. */
type Part = { readonly name?: string; readonly text: string };

/** Whole strings, the signs of structure, and everything else between these and white space. */
const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/g;

type Mark = { readonly sign: string; readonly index: number };

/** Where the outermost object or list begins and ends, and the commas and colons between its parts. */
const marksOf = (json: string): readonly Mark[] => {
  let depth = 0;
  return [...json.matchAll(token)].flatMap(({ 0: sign, index }) => {
    if ('}]'.includes(sign)) depth -= 1;
    const isMark = '{}[],:'.includes(sign) && depth === (',:'.includes(sign) ? 1 : 0);
    if ('{['.includes(sign)) depth += 1;
    return isMark ? [{ sign, index }] : [];
  });
};

/**
 * The parts of an object or a list in JSON, in the order in which they were written, repeated names too. So the bytes of
 * a part can be kept, and the digits of a number be seen, which `JSON.parse` rounds.
 *
 * @param json what `JSON.parse` reads as an object or a list
 */
export const splitJson = (json: string): readonly Part[] => {
  const marks = marksOf(json);
  const between = (one: number): string => json.slice((marks[one]?.index ?? 0) + 1, marks[one + 1]?.index).trim();
  return marks.slice(0, -1).flatMap(({ sign }, index) => {
    const text = between(index);
    if (text === '' || marks[index + 1]?.sign === ':') return [];
    return [sign === ':' ? { name: String(JSON.parse(between(index - 1))), text } : { text }];
  });
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What an object in JSON says, and the text of each of its values. */
type JsonObject = {
  readonly values: Readonly<Record<string, unknown>>;
  readonly texts: Readonly<Record<string, string>>;
};

/** Reads an object in JSON. Nothing when it is none, or when it says a name twice: readers differ on which one counts. */
export const readJsonObject = (json: string): JsonObject | undefined => {
  const parsed = parseJson(json);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  const parts = splitJson(json);
  const texts = new Map(parts.map(({ name = '', text }) => [name, text]));
  const values: Readonly<Record<string, unknown>> = { ...parsed };
  return texts.size === parts.length ? { values, texts: Object.fromEntries(texts) } : undefined;
};
