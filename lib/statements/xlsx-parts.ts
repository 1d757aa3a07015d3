import type { Problems } from './problems.ts';
import { decodeText } from './text.ts';
import { readXml, type XmlHandlers } from './xml.ts';
import { type Inflation, readZipEntry, type Zip } from './zip.ts';

/** A workbook in memory, packed, with what it may unpack to. */
export type Package = { readonly zip: Zip; readonly inflation: Inflation; readonly problems: Problems };

/** Reads one part of a workbook. Lines of the XML inside mean nothing to a reader of the sheet, so problems name the part. */
export async function readPart(
  { zip, inflation, problems }: Package,
  name: string,
  handlers: XmlHandlers,
): Promise<void> {
  const inside: Problems = {
    ...problems,
    stop: ({ code, found, wanted }) => {
      problems.stop({
        code,
        field: name,
        ...(found !== undefined && { found }),
        ...(wanted !== undefined && { wanted }),
      });
    },
  };
  const bytes = readZipEntry(zip, name, { inflation, problems });
  await readXml(decodeText(bytes, 'utf-8', inside), handlers, inside);
}

/** A string of a workbook as Excel escapes what XML cannot hold: `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** The text of a string that is being read. */
type RichText = {
  readonly start: () => void;
  readonly open: (element: string) => void;
  readonly text: (text: string) => void;
  readonly close: (element: string) => void;
  readonly get: () => string;
};

/** Collects the text of a string: of its runs, not of the readings that are told beside them. */
export function makeRichText(): RichText {
  let text = '';
  let isText = false;
  let isReading = false;
  return {
    start: (): void => {
      text = '';
    },
    open: (name: string): void => {
      if (name === 'rPh') isReading = true;
      isText = name === 't' && !isReading;
    },
    text: (found: string): void => {
      if (isText) text += found;
    },
    close: (name: string): void => {
      if (name === 'rPh') isReading = false;
      if (name === 't') isText = false;
    },
    get: (): string => unescapeText(text),
  };
}

/** All strings of one workbook together; they are held in memory. */
const stringCharactersMax = 64 * 1024 * 1024;

/** Reads the table of strings that cells refer to by number. */
export async function readSharedStrings(parts: Package): Promise<readonly string[]> {
  const name = 'xl/sharedStrings.xml';
  if (!parts.zip.entries.has(name)) return [];
  const strings: string[] = [];
  let characters = 0;
  const rich = makeRichText();
  await readPart(parts, name, {
    open: (element) => {
      if (element === 'si') rich.start();
      rich.open(element);
    },
    text: rich.text,
    close: (element) => {
      rich.close(element);
      if (element !== 'si') return;
      characters += rich.get().length;
      if (characters > stringCharactersMax) parts.problems.stop({ code: 'too-large', field: name });
      strings.push(rich.get());
    },
  });
  return strings;
}

/** Formats of dates and times that have a number and no code, by ECMA-376 part 1, 18.8.30. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** Whether a format code shows a date or a time: a letter of one outside of quotes, escapes and conditions. */
const isDateCode = (code: string): boolean => /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, ''));

/** Reads which styles show a number as a date: the index of a cell's style is the index here. */
export async function readDateStyles(parts: Package): Promise<readonly boolean[]> {
  const name = 'xl/styles.xml';
  if (!parts.zip.entries.has(name)) return [];
  const dateFormats = new Map<string, boolean>();
  const styles: boolean[] = [];
  let isInCells = false;
  await readPart(parts, name, {
    open: (element, { numFmtId = '0', formatCode = '' }) => {
      if (element === 'numFmt') dateFormats.set(numFmtId, isDateCode(formatCode));
      if (element === 'cellXfs') isInCells = true;
      if (element === 'xf' && isInCells) styles.push(dateFormats.get(numFmtId) ?? isBuiltInDate(Number(numFmtId)));
    },
    text: () => undefined,
    close: (element) => {
      if (element === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}

/** What the workbook says of itself and its sheets. */
type Workbook = {
  /** Days are counted from 1904 on, not from 1900. */
  readonly is1904: boolean;
  readonly sheets: readonly { readonly name: string; readonly relation: string }[];
};

/** Reads the list of sheets. */
export async function readWorkbook(parts: Package): Promise<Workbook> {
  const sheets: { name: string; relation: string }[] = [];
  let is1904 = false;
  await readPart(parts, 'xl/workbook.xml', {
    open: (element, attributes) => {
      if (element === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (element === 'sheet') sheets.push({ name: attributes.name ?? '', relation: relationOf(attributes) });
    },
    text: () => undefined,
    close: () => undefined,
  });
  return { is1904, sheets };
}

/** The attribute `id` of the namespace of relations, whatever its prefix is; not `sheetId`. */
const relationOf = (attributes: Readonly<Record<string, string>>): string =>
  Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

/** Reads where the part of each sheet lies, by its relation. */
export async function readRelations(parts: Package): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  await readPart(parts, 'xl/_rels/workbook.xml.rels', {
    open: (element, { Id = '', Target = '' }) => {
      if (element === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
    text: () => undefined,
    close: () => undefined,
  });
  return targets;
}
