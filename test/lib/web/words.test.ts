import { expect, test } from 'vitest';
import { words } from '../../../lib/web/words.ts';

type Sentence = (...values: readonly string[]) => string;

const isSentence = (value: unknown): value is Sentence => typeof value === 'function';

/** Every sentence with the path of its key; one that takes values is given marks in their place. */
const sentences = (of: object, path = ''): readonly (readonly [path: string, text: string])[] =>
  Object.entries(of).flatMap(([key, value]: [string, unknown]) => {
    const name = `${path}/${key}`;
    if (typeof value === 'string') return [[name, value]];
    if (isSentence(value)) return [[name, value('«1»', '«2»')]];
    return sentences(value as object, name);
  });

const vi = sentences(words.vi);
const en = new Map(sentences(words.en));

test('both languages say the same things', () => {
  expect([...en.keys()]).toEqual(vi.map(([key]) => key));
});

test('both languages put the same values into a sentence', () => {
  const valuesIn = (text: string | undefined): readonly string[] => [...new Set(text?.match(/«\d»/g))].sort();

  for (const [key, text] of vi) expect([key, valuesIn(en.get(key))]).toEqual([key, valuesIn(text)]);
});

test('Vietnamese is composed, so that equal words are equal bytes on every phone', () => {
  for (const [, text] of vi) expect(text).toBe(text.normalize('NFC'));
});

test('no sentence is left in the other language', () => {
  const isVietnamese = (text: string): boolean => /[\p{Mark}đĐ]/u.test(text.normalize('NFD'));

  expect(vi.filter(([, text]) => text.includes(' ') && !isVietnamese(text))).toEqual([]);
  expect([...en].filter(([key, text]) => key !== '/otherLanguage' && isVietnamese(text))).toEqual([]);
});

test('no page speaks of passwords but to warn', () => {
  expect(vi.filter(([, text]) => text.includes('mật khẩu')).map(([key]) => key)).toEqual(['/checkout/safety']);
});
