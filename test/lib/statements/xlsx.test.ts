import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../lib/statements/cell.ts';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { readXlsx, toDateText } from '../../../lib/statements/xlsx.ts';
import { inPieces, problemsOf, profileNamed } from './sample-statement.ts';
import { toXlsx } from './write-tables.ts';
import { workbook } from './write-workbook.ts';

const read = async (bytes: Uint8Array, sheet?: string) => {
  const problems = makeProblems();
  const rows: (readonly [number, readonly Cell[]])[] = [];
  await readXlsx(inPieces(bytes, 1000), { sheet, problems, onRow: (cells, row) => rows.push([row, cells]) });
  return { rows, problems: problems.list() };
};

const cellsOf = async (rows: string, more: Partial<Parameters<typeof workbook>[0]> = {}) =>
  (await read(workbook({ rows: `<row r="1">${rows}</row>`, ...more }))).rows[0]?.[1];

const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="3"/></cellXfs>';

describe('a cell of a sheet', () => {
  test.each<[string, string, Cell]>([
    ['a shared string', '<c t="s"><v>1</v></c>', '0011004123456'],
    ['a string of its own', '<c t="inlineStr"><is><r><t>Nguyễn </t></r><r><t>An</t></r></is></c>', 'Nguyễn An'],
    ['a string that is escaped twice', '<c t="inlineStr"><is><t>a &amp;lt; b</t></is></c>', 'a &lt; b'],
    ['a string that looks like a formula', '<c t="inlineStr"><is><t>=cmd|calc!A1</t></is></c>', '=cmd|calc!A1'],
    ['a number', '<c><v>135000</v></c>', { type: 'number', text: '135000' }],
    ['a number as it is written', '<c s="2"><v>9007199254740993</v></c>', { type: 'number', text: '9007199254740993' }],
    ['a date', '<c s="1"><v>46350</v></c>', { type: 'date', text: '2026-11-24T00:00:00' }],
    ['a date with a time', '<c s="1"><v>46350.395833333336</v></c>', { type: 'date', text: '2026-11-24T09:30:00' }],
    ['a date in letters', '<c t="d"><v>2026-11-24T09:30:00</v></c>', { type: 'date', text: '2026-11-24T09:30:00' }],
    ['a formula', '<c><f>SUM(A1:A2)</f><v>135000</v></c>', { type: 'formula', text: '' }],
    ['a formula that gives a string', '<c t="str"><f>A1</f><v>x</v></c>', { type: 'formula', text: '' }],
    ['a formula that others share', '<c><f t="shared" si="0"/><v>1</v></c>', { type: 'formula', text: '' }],
    ['an error', '<c t="e"><v>#REF!</v></c>', '#REF!'],
    ['nothing', '<c s="1"/>', ''],
    ['a string that is not there', '<c t="s"><v>99</v></c>', ''],
  ])('is %s', async (_, cell, wanted) => {
    expect(await cellsOf(cell, { styles, strings: '<si><t>x</t></si><si><t>0011004123456</t></si>' })).toEqual([
      wanted,
    ]);
  });

  test('stands where it says, or else behind the one before', async () => {
    const cells = '<c r="B1"><v>1</v></c><c><v>2</v></c><c r="AB1"><v>3</v></c>';
    const found = await cellsOf(cells);

    expect(found).toHaveLength(28);
    expect(found!.flatMap((cell, index) => (cell === '' ? [] : [index]))).toEqual([1, 2, 27]);
  });
});

test('days are counted from 1900 with the leap day that Excel invented, or from 1904', () => {
  expect(
    [
      ['1', false],
      ['59', false],
      ['61', false],
      ['46350', false],
      ['0', true],
      ['44888', true],
      ['46350.99999421296', false],
    ].map(([serial, is1904]) => toDateText(String(serial), is1904 === true)),
  ).toEqual([
    '1900-01-01T00:00:00',
    '1900-02-28T00:00:00',
    '1900-03-01T00:00:00',
    '2026-11-24T00:00:00',
    '1904-01-01T00:00:00',
    '2026-11-24T00:00:00',
    '2026-11-24T23:59:59',
  ]);
  expect(['-1', '1e9', 'x'].map((serial) => toDateText(serial, false))).toEqual([undefined, undefined, undefined]);
});

test('a workbook that counts days from 1904 gives the same day', async () => {
  expect(await cellsOf('<c s="1"><v>44888</v></c>', { styles, date1904: true })).toEqual([
    { type: 'date', text: '2026-11-24T00:00:00' },
  ]);
});

test('the first sheet is read, or the one that is named', async () => {
  const bytes = workbook({ rows: '<row r="5"><c t="str"><v>một</v></c></row><row><c t="str"><v>hai</v></c></row>' });

  expect((await read(bytes)).rows).toEqual([
    [5, ['một']],
    [6, ['hai']],
  ]);
  expect((await read(bytes, 'Khác')).rows).toEqual([[1, ['trang hai']]]);
  expect((await read(bytes, 'Không có')).problems).toEqual([{ code: 'missing', field: 'sheet', wanted: 'Không có' }]);
});

test('what another program wrote is read: texts with leading zeros stay texts', async () => {
  const bytes = await toXlsx([['0011', 'Nguyễn Thị Ánh ', 135_000, new Date('2026-11-24T00:00:00Z')]]);

  expect((await read(bytes)).rows[0]?.[1].slice(0, 3)).toEqual([
    '0011',
    'Nguyễn Thị Ánh ',
    { type: 'number', text: '135000' },
  ]);
});

describe('a workbook is refused', () => {
  const rows = '<row r="1"><c><v>1</v></c></row>';

  test.each<[string, Uint8Array, object]>([
    ['when it is no archive', Buffer.from('PK not really'), { code: 'malformed' }],
    ['when it is empty', Buffer.alloc(0), { code: 'malformed' }],
    ['when it is cut', workbook({ rows }).subarray(0, -30), { code: 'malformed' }],
    ['when a part is missing', workbook({ rows, parts: { 'xl/_rels/workbook.xml.rels': '' } }), { code: 'truncated' }],
    ['when its XML is broken', workbook({ rows: '<row><c></row>' }), { code: 'malformed' }],
    [
      'when its XML declares entities',
      workbook({ rows: '', parts: { 'xl/sharedStrings.xml': '<!DOCTYPE s [<!ENTITY a "b">]><sst/>' } }),
      { code: 'xml-declaration', field: 'xl/sharedStrings.xml' },
    ],
    [
      'when a row has no end',
      workbook({ rows: `<row r="7"><c t="str"><v>${'<a/>x'.repeat(70_000)}</v></c></row>` }),
      { code: 'too-long', line: 7 },
    ],
    [
      'when a row has columns without end',
      workbook({ rows: '<row r="7"><c r="ZZZ7"><v>1</v></c></row>' }),
      { code: 'wrong-cells', line: 7 },
    ],
  ])('%s', async (_, bytes, problem) => {
    expect((await read(bytes)).problems).toMatchObject([problem]);
  });

  test('when a sheet or its strings are a bomb', async () => {
    const sheet = workbook({ rows: '<row r="1"></row>'.repeat(1_000_000) });
    const strings = workbook({ rows, strings: '<si><t>x</t></si>'.repeat(1_000_000) });

    expect((await read(sheet)).problems).toEqual([{ code: 'inflates-too-far', field: 'xl/worksheets/sheet1.xml' }]);
    expect((await read(strings)).problems).toEqual([{ code: 'inflates-too-far', field: 'xl/sharedStrings.xml' }]);
  });

  test('when a line or a total of it is a formula', async () => {
    const profile = profileNamed('bank-xlsx');
    if (profile.format !== 'xlsx') throw new Error('This is a profile of XLSX.');
    const texts = (...cells: string[]) => cells.map((cell) => `<c t="str"><v>${cell}</v></c>`).join('');
    const head = `<row>${texts('Ngày GD', 'Số CT', 'Số tham chiếu', 'Ghi nợ', 'Ghi có', 'Nội dung')}</row>`;
    const line = (amount: string) => `<row>${texts('24/11/2026', 'FT1', 'LP1', '')}${amount}${texts('x')}</row>`;
    const facts = { sumInVnd: { label: ['Cộng'], under: ['Ghi có'] } };
    const written = (amount: string, sum: string) =>
      workbook({ rows: `${head}${line(amount)}<row>${texts('Cộng', '', '', '')}${sum}</row>` });
    const [value, formula] = ['<c><v>5</v></c>', '<c><f>2+3</f><v>5</v></c>'];

    expect(await problemsOf(written(value, value), { ...profile, facts })).toEqual([]);
    expect(await problemsOf(written(formula, value), { ...profile, facts })).toEqual(['formula 2 amount']);
    expect(await problemsOf(written(value, formula), { ...profile, facts })).toEqual(['formula 3 sumInVnd']);
  });
});
