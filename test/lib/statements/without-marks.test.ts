import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../lib/statements/table-layout.ts';
import { withoutMarks } from '../../../lib/statements/without-marks.ts';

test.each([
  ['Kết chuyển  nộp NSNN ', 'ket chuyen nop nsnn'],
  ['\tĐƯỜNG số 7\u00a0', 'duong so 7'],
  ['kê\u0301t', 'ket'],
  ['', ''],
  [' ', ''],
  ['ЖИЛИ 中文', 'жили 中文'],
  ['İstanbul ŉ ß', 'istanbul ŉ ß'],
])('%j without marks is %j', (text, plain) => {
  expect(withoutMarks(text)).toBe(plain);
});

test('a text without marks is the same whether its letters are looked up or taken apart', () => {
  const letters = fc.constantFrom(...Array.from('aAàÀệỆđĐơưỹ  \t\n\u00a0\u0301\u0323\u0345ßæΣKŉ1-ἀ中'));
  const texts = fc.oneof(fc.string({ unit: letters }), fc.string({ unit: 'binary' }));

  fc.assert(
    fc.property(texts, (text) => {
      const wanted = fold(text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd'));

      expect(withoutMarks(text)).toBe(wanted);
    }),
  );
});
