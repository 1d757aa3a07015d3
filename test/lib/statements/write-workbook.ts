import { crc32, deflateRawSync } from 'node:zlib';

type Part = { readonly name: string; readonly bytes: Uint8Array; readonly isStored?: boolean };

const numbers = (...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer =>
  Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );

/** A ZIP archive of these parts, in this order, with nothing that a test does not want. */
export function zipOf(parts: readonly Part[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, isStored = false } of parts) {
    const packed = isStored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const method = isStored ? 0 : 8;
    const sizes = [
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, Buffer.byteLength(name)],
    ] as const;
    const local = Buffer.concat([
      numbers([4, 0x04034b50], [2, 20], [2, 0], [2, method], [4, 0], ...sizes, [2, 0]),
      Buffer.from(name),
      packed,
    ]);
    const entry = numbers([4, 0x02014b50], [2, 20], [2, 20], [2, 0], [2, method], [4, 0], ...sizes);
    directory.push(entry, numbers([2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), Buffer.from(name));
    locals.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const count = parts.length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, listed.length], [4, at], [2, 0]);
  return Buffer.concat([...locals, listed, end]);
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

type Workbook = {
  /** What stands within `sheetData`. */
  readonly rows: string;
  readonly strings?: string;
  readonly styles?: string;
  readonly date1904?: boolean;
  /** Texts that take the place of a whole part. */
  readonly parts?: Readonly<Record<string, string>>;
  readonly more?: readonly Part[];
};

/** A workbook of one sheet, as XML by hand: what no library would write. */
export function workbook({
  rows,
  strings = '',
  styles = '',
  date1904 = false,
  parts = {},
  more = [],
}: Workbook): Buffer {
  const texts: Record<string, string> = {
    'xl/workbook.xml':
      `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${date1904 ? ' date1904="1"' : ''}/>` +
      '<sheets><sheet name="Sao kê" sheetId="3" r:id="rId7"/><sheet name="Khác" sheetId="4" r:id="rId8"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/>' +
      '<Relationship Id="rId8" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData><row r="1"><c t="str"><v>trang hai</v></c></row></sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${strings}</sst>`,
    // Behind the sheets, where some programs write it.
    'xl/styles.xml': `<styleSheet xmlns="${main}">${styles}</styleSheet>`,
    ...parts,
  };
  const written = Object.entries(texts).map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  return zipOf([...written, ...more]);
}
