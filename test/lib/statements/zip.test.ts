import { describe, expect, test } from 'vitest';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { makeInflation, openZip, readZipEntry } from '../../../lib/statements/zip.ts';
import { zipOf } from './write-workbook.ts';

const unpack = async (bytes: Buffer, name: string, inflation = makeInflation(bytes.length)) => {
  const problems = makeProblems();
  const zip = openZip(bytes);
  const pieces: Buffer[] = [];
  if (zip !== undefined) for await (const piece of readZipEntry(zip, name, { inflation, problems })) pieces.push(piece);
  return { text: zip && Buffer.concat(pieces).toString(), problems: problems.list().map(({ code }) => code) };
};

const long = 'Nộp lệ phí '.repeat(50_000);
const archive = zipOf([
  { name: 'a.txt', bytes: Buffer.from('một') },
  { name: 'thư mục/b.txt', bytes: Buffer.from(long) },
  { name: 'c.txt', bytes: Buffer.from('ba'), isStored: true },
]);

test('each entry of an archive is unpacked, packed or stored', async () => {
  expect(await unpack(archive, 'a.txt')).toEqual({ text: 'một', problems: [] });
  expect(await unpack(archive, 'thư mục/b.txt')).toEqual({ text: long, problems: [] });
  expect(await unpack(archive, 'c.txt')).toEqual({ text: 'ba', problems: [] });
  expect(await unpack(Buffer.concat([archive, Buffer.from('')]), 'd.txt')).toEqual({
    text: '',
    problems: ['malformed'],
  });
});

/** The same archive with its sizes and offsets in 64 bits, as programs that stream write it. */
function inLongForm(bytes: Buffer): Buffer {
  const at = bytes.readUInt32LE(bytes.length - 6);
  const entry = bytes.subarray(at, bytes.length - 22);
  const nameBytes = entry.readUInt16LE(28);
  const long = Buffer.alloc(28);
  long.writeUInt16LE(1, 0);
  long.writeUInt16LE(24, 2);
  for (const [index, field] of [24, 20, 42].entries()) {
    long.writeBigUInt64LE(BigInt(entry.readUInt32LE(field)), 4 + index * 8);
    entry.writeUInt32LE(0xffffffff, field);
  }
  entry.writeUInt16LE(28, 30);
  const directory = Buffer.concat([entry.subarray(0, 46 + nameBytes), long]);
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(1n, 32);
  end64.writeBigUInt64LE(BigInt(at), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + directory.length), 8);
  const end = Buffer.from(bytes.subarray(bytes.length - 22));
  end.fill(0xff, 8, 20);
  return Buffer.concat([bytes.subarray(0, at), directory, end64, locator, end]);
}

test('an archive of 64 bits is read too', async () => {
  const bytes = inLongForm(zipOf([{ name: 'a.txt', bytes: Buffer.from(long) }]));

  expect(await unpack(bytes, 'a.txt')).toEqual({ text: long, problems: [] });
});

describe('an archive that is broken', () => {
  test('is none when its end is missing, wherever it was cut', () => {
    for (let size = 0; size < archive.length; size += 1) expect(openZip(archive.subarray(0, size))).toBeUndefined();
  });

  test('is none when its directory lies somewhere else', () => {
    for (const at of [0, 1, archive.length, 0xffffffff]) {
      const bytes = Buffer.from(archive);
      bytes.writeUInt32LE(at, bytes.length - 6);

      expect(openZip(bytes)).toBeUndefined();
    }
  });

  test('never fails in another way than with a problem, whichever byte is wrong', async () => {
    const small = zipOf([{ name: 'a.txt', bytes: Buffer.from('Nộp lệ phí') }]);
    for (let at = 0; at < small.length; at += 1) {
      const bytes = Buffer.from(small);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at);
      const { text, problems } = await unpack(bytes, 'a.txt');

      if (text !== 'Nộp lệ phí') expect([undefined, 'malformed']).toContain(problems[0]);
    }
  });

  test('is found out by its checksum', async () => {
    const bytes = zipOf([{ name: 'a.txt', bytes: Buffer.from('135000'), isStored: true }]);
    bytes.write('9', bytes.indexOf('135000'));

    expect(await unpack(bytes, 'a.txt')).toMatchObject({ problems: ['malformed'] });
  });
});

describe('a bomb', () => {
  const zeros = Buffer.alloc(20 * 1024 ** 2);

  test('is stopped long before it is unpacked', async () => {
    const bytes = zipOf([{ name: 'a', bytes: zeros }]);
    const { text, problems } = await unpack(bytes, 'a');

    expect(problems).toEqual(['inflates-too-far']);
    expect(text!.length).toBeLessThan(bytes.length * 200 + 2 * 64 * 1024);
  });

  test('is stopped in parts as in one', async () => {
    const bytes = zipOf([
      { name: 'a', bytes: zeros.subarray(0, 3 * 1024 ** 2) },
      { name: 'b', bytes: zeros.subarray(0, 3 * 1024 ** 2) },
    ]);
    const inflation = makeInflation(bytes.length / 2);

    expect((await unpack(bytes, 'a', inflation)).problems).toEqual(['inflates-too-far']);
    expect((await unpack(bytes, 'b', inflation)).problems).toEqual(['inflates-too-far']);
  });

  test('that says it is small is stopped all the same', async () => {
    const bytes = zipOf([{ name: 'a', bytes: zeros }]);
    bytes.writeUInt32LE(5, bytes.readUInt32LE(bytes.length - 6) + 24);

    expect((await unpack(bytes, 'a')).problems).toEqual(['inflates-too-far']);
  });
});
