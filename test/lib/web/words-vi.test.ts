import { expect, test } from 'vitest';
import { wordsVi } from '../../../lib/web/words-vi.ts';
import { isVietnamese, sentencesOf } from './sentences.ts';

const sentences = sentencesOf(wordsVi);

test('Vietnamese is composed, so that equal words are equal bytes on every phone', () => {
  for (const [, text] of sentences) expect(text).toBe(text.normalize('NFC'));
});

test('no sentence is left in English', () => {
  expect(sentences.filter(([, text]) => text.includes(' ') && !isVietnamese(text))).toEqual([]);
});

test('no page speaks of passwords but to warn', () => {
  expect(sentences.filter(([, text]) => text.includes('mật khẩu')).map(([key]) => key)).toEqual(['/checkout/safety']);
});
