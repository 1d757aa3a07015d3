import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { style } from '../../../lib/reports/sheet-xml.ts';
import {
  contentTypesXml,
  packageXml,
  sheetBegin,
  sheetEnd,
  sheetPath,
  stylesXml,
  workbookRelationsXml,
  workbookXml,
} from '../../../lib/reports/workbook-xml.ts';

const elementsOf = (xml: string): string[] => {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => names.push(name));
  parser.write(xml).close();
  return names;
};

test('each part is well-formed XML', () => {
  const parts = [
    packageXml,
    stylesXml,
    sheetBegin([7, 20], 4) + sheetEnd('B', 4),
    workbookXml(['Tổng quan', "O'Brien & <x>"], 4),
    workbookRelationsXml(2),
    contentTypesXml(2),
  ];

  for (const part of parts) expect(elementsOf(part).length).toBeGreaterThan(1);
});

test('every style that cells name is there', () => {
  const styles = /<cellXfs count="(\d+)">(.*?)<\/cellXfs>/.exec(stylesXml);

  expect(Number(styles?.[1])).toBe(Math.max(...Object.values(style)) + 1);
  expect(styles?.[2]?.match(/<xf /g)).toHaveLength(Number(styles?.[1]));
});

test('each sheet is in the workbook, its relations and its content types', () => {
  expect(sheetPath(2)).toBe('xl/worksheets/sheet2.xml');
  expect(workbookXml(['a', 'b'], 4).match(/<sheet /g)).toHaveLength(2);
  expect(workbookRelationsXml(2)).toContain('Id="rId3"');
  expect(workbookRelationsXml(2)).toContain('Target="worksheets/sheet2.xml"');
  expect(contentTypesXml(2)).toContain('PartName="/xl/worksheets/sheet2.xml"');
});
