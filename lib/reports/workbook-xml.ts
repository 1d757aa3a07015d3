import { escapeXml } from './sheet-xml.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;

/** Where the workbook is: what is in it by this is found. */
export const packageXml = `${declaration}<Relationships xmlns="${packageRelations}">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`;

const font = (size: number, bold: boolean): string =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="Times New Roman"/><family val="1"/></font>`;

const side = (name: string): string => `<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`;
const box = `<border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border>`;

const cellStyle = (looks: { font?: number; fill?: number; border?: number; format?: number }, alignment = ''): string =>
  `<xf numFmtId="${looks.format ?? 0}" fontId="${looks.font ?? 0}" fillId="${looks.fill ?? 0}" borderId="${looks.border ?? 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"${alignment === '' ? '/>' : ` applyAlignment="1">${alignment}</xf>`}`;

/** 3 is `#,##0` and 49 is text, of the formats that every spreadsheet has. */
const formats = { whole: 3, text: 49, day: 164, instant: 165 };

const cellStyles = [
  cellStyle({}),
  cellStyle({ font: 2 }),
  cellStyle({}),
  cellStyle({ font: 1, fill: 2, border: 1 }, '<alignment horizontal="center" vertical="center" wrapText="1"/>'),
  cellStyle({ border: 1, format: formats.text }),
  cellStyle({ border: 1, format: formats.whole }),
  cellStyle({ border: 1, format: formats.day }, '<alignment horizontal="center"/>'),
  cellStyle({ border: 1, format: formats.instant }, '<alignment horizontal="center"/>'),
  cellStyle({ font: 1, border: 1, format: formats.text }),
  cellStyle({ font: 1, border: 1, format: formats.whole }),
];

/** How cells look: see `style` of sheet-xml.ts. Times New Roman is the type of official papers (Nghị định 30/2020/NĐ-CP, phụ lục I). */
export const stylesXml = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="${formats.day}" formatCode="dd/mm/yyyy"/><numFmt numFmtId="${formats.instant}" formatCode="dd/mm/yyyy\\ hh:mm:ss"/></numFmts><fonts count="3">${font(11, false)}${font(11, true)}${font(14, true)}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF7"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>${box}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cellStyles.length}">${cellStyles.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** What a sheet begins with, up to its rows: column widths, and the rows down to the headings stay in sight. */
export const sheetBegin = (widths: readonly number[], headingRow: number): string =>
  `${declaration}<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0" showGridLines="0"><pane ySplit="${headingRow}" topLeftCell="A${headingRow + 1}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A${headingRow + 1}" sqref="A${headingRow + 1}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`;

/** What a sheet ends with: it is printed on A4, lying, as wide as one page; codes of digits are no mistyped numbers. */
export const sheetEnd = (lastColumn: string, lastRow: number): string =>
  `</sheetData><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><ignoredErrors><ignoredError sqref="A1:${lastColumn}${lastRow}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;

/** The list of sheets. On paper the headings stand on every page. */
export const workbookXml = (names: readonly string[], headingRow: number): string => {
  const sheets = names.map(
    (name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 2}"/>`,
  );
  const titles = names.map(
    (name, index) =>
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">'${escapeXml(name)}'!$${headingRow}:$${headingRow}</definedName>`,
  );
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join('')}</sheets><definedNames>${titles.join('')}</definedNames></workbook>`;
};

/** Where the file of a sheet is inside the package; the first is 1. */
export const sheetPath = (number: number): string => `xl/worksheets/sheet${number}.xml`;

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);

/** Where the workbook finds its sheets and styles. */
export const workbookRelationsXml = (sheets: number): string =>
  `${declaration}<Relationships xmlns="${packageRelations}">${relation('rId1', 'styles', 'styles.xml')}${upTo(sheets)
    .map((number) => relation(`rId${number + 1}`, 'worksheet', sheetPath(number).replace('xl/', '')))
    .join('')}</Relationships>`;

/** What kind of file each part is. */
export const contentTypesXml = (sheets: number): string =>
  `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${sheetType}.styles+xml"/>${upTo(
    sheets,
  )
    .map((number) => `<Override PartName="/${sheetPath(number)}" ContentType="${sheetType}.worksheet+xml"/>`)
    .join('')}</Types>`;
