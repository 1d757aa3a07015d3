import { expect, test } from 'vitest';
import { wordsEn } from '../../../lib/web/words-en.ts';
import { wordsVi } from '../../../lib/web/words-vi.ts';
import { isVietnamese, sentencesOf } from './sentences.ts';

const vi = sentencesOf(wordsVi);
const en = new Map(sentencesOf(wordsEn));

test('both languages say the same things', () => {
  expect([...en.keys()]).toEqual(vi.map(([key]) => key));
});

test('both languages put the same values into a sentence', () => {
  const valuesIn = (text: string | undefined): readonly string[] => [...new Set(text?.match(/«\d»/g))].sort();

  for (const [key, text] of vi) expect([key, valuesIn(en.get(key))]).toEqual([key, valuesIn(text)]);
});

test('nothing is left in Vietnamese but the name of that language', () => {
  expect([...en].filter(([, text]) => isVietnamese(text)).map(([key]) => key)).toEqual(['/otherLanguage']);
});
