import { describe, expect, test } from 'vitest';
import { columnName, escapeXml, rowCell, rowXml, style, textCell, totalCell } from '../../../lib/reports/sheet-xml.ts';
import { makeTable } from './sample-table.ts';

const [number, text, amount, day, instant] = makeTable([]).columns;

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %d is %s', (index, name) => {
  expect(columnName(index)).toBe(name);
});

describe('a text in XML', () => {
  test.each([
    ['a & b < c > "d"', 'a &amp; b &lt; c &gt; &quot;d&quot;'],
    ['Đối soát 😀', 'Đối soát 😀'],
    ['a\u0000b\u001fc\ufffe', 'a\ufffdb\ufffdc\ufffd'],
    ['half \ud800 a pair', 'half \ufffd a pair'],
    ['_x000D_', '_x005F_x000D_'],
    ['a\r\nb', 'a&#13;\nb'],
    ['x'.repeat(40_000), 'x'.repeat(32_767)],
  ])('%j', (raw, escaped) => {
    expect(escapeXml(raw)).toBe(escaped);
  });
});

describe('a cell', () => {
  test('of text keeps its zeros and is no formula', () => {
    expect(rowCell(text!, 'B5', '=1')).toBe(
      `<c r="B5" s="${style.text}" t="inlineStr"><is><t xml:space="preserve">=1</t></is></c>`,
    );
    expect(textCell('A1', '007', style.title)).toContain('>007<');
  });

  test('of an amount is a number', () => {
    expect(rowCell(amount!, 'C5', -135_000)).toBe(`<c r="C5" s="${style.number}"><v>-135000</v></c>`);
    expect(rowCell(number!, 'A5', 1)).toBe(`<c r="A5" s="${style.number}"><v>1</v></c>`);
  });

  test('of an amount of more than fifteen digits is text, because a spreadsheet would round it', () => {
    expect(rowCell(amount!, 'C5', 999_999_999_999_999)).toContain('<v>999999999999999</v>');
    expect(rowCell(amount!, 'C5', 9_007_199_254_740_991)).toContain('t="inlineStr"');
    expect(rowCell(amount!, 'C5', 9_007_199_254_740_991)).toContain('>9007199254740991<');
  });

  test.each([
    ['1970-01-01', 25_569],
    ['2026-11-23', 46_349],
    ['2028-02-29', 46_812],
  ])('of the day %s is day %d of spreadsheets', (on, serial) => {
    expect(rowCell(day!, 'D5', on)).toBe(`<c r="D5" s="${style.day}"><v>${serial}</v></c>`);
  });

  test('of an instant is on the Viet Nam clock', () => {
    expect(rowCell(instant!, 'E5', '2026-11-22T17:00:00.000Z')).toContain('<v>46349</v>');
    expect(rowCell(instant!, 'E5', '2026-11-23T05:00:00.000Z')).toContain('<v>46349.5</v>');
  });

  test('of nothing is empty', () => {
    expect(rowCell(day!, 'D5', undefined)).toBe(`<c r="D5" s="${style.day}"/>`);
    expect(totalCell('D5', undefined)).toBe(`<c r="D5" s="${style.total}"/>`);
  });

  test('of a total is bold', () => {
    expect(totalCell('C9', 7)).toBe(`<c r="C9" s="${style.totalNumber}"><v>7</v></c>`);
    expect(totalCell('B9', 'Tổng cộng')).toContain(`s="${style.total}"`);
  });
});

test('a row says its number, and its height where it has one of its own', () => {
  expect(rowXml(7, '<c/>')).toBe('<row r="7"><c/></row>');
  expect(rowXml(7, '<c/>', 32)).toBe('<row r="7" ht="32" customHeight="1"><c/></row>');
});
