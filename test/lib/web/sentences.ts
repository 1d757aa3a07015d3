type Sentence = (...values: readonly string[]) => string;

const isSentence = (value: unknown): value is Sentence => typeof value === 'function';

/** Every sentence of a dictionary with the path of its key; one that takes values is given «1» and «2» in their place. */
export const sentencesOf = (dictionary: object, path = ''): readonly (readonly [path: string, text: string])[] =>
  Object.entries(dictionary).flatMap(([key, value]: [string, unknown]) => {
    const name = `${path}/${key}`;
    if (typeof value === 'string') return [[name, value]];
    if (isSentence(value)) return [[name, value('«1»', '«2»')]];
    return sentencesOf(value as object, name);
  });

/** Whether a text has a letter that only Vietnamese, of the two languages, has. */
export const isVietnamese = (text: string): boolean => /[\p{Mark}đĐ]/u.test(text.normalize('NFD'));
