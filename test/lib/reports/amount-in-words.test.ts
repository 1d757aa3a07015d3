import { expect, test } from 'vitest';
import { amountInWords } from '../../../lib/reports/amount-in-words.ts';

test.each([
  [0, 'Không đồng'],
  [4, 'Bốn đồng'],
  [10, 'Mười đồng'],
  [11, 'Mười một đồng'],
  [14, 'Mười bốn đồng'],
  [15, 'Mười lăm đồng'],
  [20, 'Hai mươi đồng'],
  [21, 'Hai mươi mốt đồng'],
  [24, 'Hai mươi tư đồng'],
  [25, 'Hai mươi lăm đồng'],
  [55, 'Năm mươi lăm đồng'],
  [101, 'Một trăm lẻ một đồng'],
  [105, 'Một trăm lẻ năm đồng'],
  [115, 'Một trăm mười lăm đồng'],
  [1_000, 'Một nghìn đồng'],
  [1_005, 'Một nghìn không trăm lẻ năm đồng'],
  [1_010, 'Một nghìn không trăm mười đồng'],
  [10_000, 'Mười nghìn đồng'],
  [135_000, 'Một trăm ba mươi lăm nghìn đồng'],
  [1_000_001, 'Một triệu không trăm lẻ một đồng'],
  [1_001_000, 'Một triệu không trăm lẻ một nghìn đồng'],
  [1_351_000, 'Một triệu ba trăm năm mươi mốt nghìn đồng'],
  [10 ** 9, 'Một tỉ đồng'],
  [10 ** 12, 'Một nghìn tỉ đồng'],
  [10 ** 12 + 5, 'Một nghìn tỉ không trăm lẻ năm đồng'],
  [-21_000, 'Âm hai mươi mốt nghìn đồng'],
  [
    Number.MAX_SAFE_INTEGER,
    'Chín triệu không trăm lẻ bảy nghìn một trăm chín mươi chín tỉ hai trăm năm mươi tư triệu bảy trăm bốn mươi nghìn ' +
      'chín trăm chín mươi mốt đồng',
  ],
])('%d is written out as a clerk would', (amountVnd, words) => {
  expect(amountInWords(amountVnd)).toBe(words);
});

test.each([0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('%d is no amount', (amountVnd) => {
  expect(() => amountInWords(amountVnd)).toThrow(RangeError);
});
