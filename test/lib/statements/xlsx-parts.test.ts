import { expect, test } from 'vitest';
import { makeProblems } from '../../../lib/statements/problems.ts';
import {
  makeRichText,
  readDateStyles,
  readPart,
  readRelations,
  readSharedStrings,
  readWorkbook,
  unescapeText,
} from '../../../lib/statements/xlsx-parts.ts';
import { makeInflation, openZip } from '../../../lib/statements/zip.ts';
import { workbook } from './write-workbook.ts';

const open = (given: Parameters<typeof workbook>[0]) => {
  const bytes = workbook(given);
  return { zip: openZip(bytes)!, inflation: makeInflation(bytes.length), problems: makeProblems() };
};

test('strings are read with all of their runs, without readings, and once unescaped', async () => {
  const strings =
    '<si><t>a &amp;lt; b</t></si><si><r><rPr><b/></rPr><t>Nguyễn </t></r><r><t xml:space="preserve"> An</t></r></si>' +
    '<si><t>x</t><rPh sb="0" eb="1"><t>y</t></rPh></si><si/><si><t>_x000D_ và _x005F_x0041_</t></si>';

  expect(await readSharedStrings(open({ rows: '', strings }))).toEqual([
    'a &lt; b',
    'Nguyễn  An',
    'x',
    '',
    '\r và _x0041_',
  ]);
});

test('a string is unescaped once', () => {
  expect(unescapeText('a_x000A_b _x00_ _xZZZZ_')).toBe('a\nb _x00_ _xZZZZ_');
  const rich = makeRichText();
  rich.start();
  rich.open('t');
  rich.text('Phí');
  rich.close('t');
  rich.text(' ngoài');
  expect(rich.get()).toBe('Phí');
});

test('a style shows a date by its number or by its code', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy"/><numFmt numFmtId="165" formatCode="#,##0 &quot;dong&quot;"/>' +
    '<numFmt numFmtId="166" formatCode="[Red][$-42A]#,##0"/><numFmt numFmtId="167" formatCode="[h]:mm"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    `<cellXfs>${[0, 14, 22, 164, 165, 166, 167, 49].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`;

  expect(await readDateStyles(open({ rows: '', styles }))).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
    true,
    false,
  ]);
});

test('the workbook says where its days begin and where its sheets lie', async () => {
  const parts = open({ rows: '', date1904: true });

  expect(await readWorkbook(parts)).toEqual({
    is1904: true,
    sheets: [
      { name: 'Sao kê', relation: 'rId7' },
      { name: 'Khác', relation: 'rId8' },
    ],
  });
  expect(Object.fromEntries(await readRelations(parts))).toEqual({
    rId7: 'xl/worksheets/sheet1.xml',
    rId8: 'xl/worksheets/sheet2.xml',
  });
});

test('a problem in a part names the part and no line of it', async () => {
  const parts = open({ rows: '<row>' });
  await readPart(parts, 'xl/worksheets/sheet1.xml', {
    open: () => undefined,
    text: () => undefined,
    close: () => undefined,
  });

  expect(parts.problems.list()).toEqual([{ code: 'malformed', field: 'xl/worksheets/sheet1.xml' }]);
});
