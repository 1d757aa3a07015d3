import { describe, expect, test } from 'vitest';
import { makeProblems } from '../../../lib/statements/problems.ts';
import { decodeText, type Encoding, hasControlCharacter } from '../../../lib/statements/text.ts';
import { inPieces } from './sample-statement.ts';
import { toWindows1258 } from './write-tables.ts';

const decode = async (bytes: Uint8Array, encoding: Encoding, pieceBytes?: number) => {
  const problems = makeProblems();
  let text = '';
  for await (const piece of decodeText(inPieces(bytes, pieceBytes), encoding, problems)) text += piece;
  return { text, problems: problems.list() };
};

const vietnamese = 'Ngày GD;Nộp lệ phí: NGUYỄN THỊ ÁNH, Đường số 7 ₫\r\nế ệ ỡ ử ằ Ẵ';

describe('a text', () => {
  const written: [string, Encoding, Buffer][] = [
    ['utf-8', 'utf-8', Buffer.from(vietnamese)],
    ['utf-8 with a mark', 'utf-8', Buffer.from(`\ufeff${vietnamese}`)],
    ['utf-16 without a mark', 'utf-16', Buffer.from(vietnamese, 'utf16le')],
    ['utf-16 with a mark', 'utf-16', Buffer.from(`\ufeff${vietnamese}`, 'utf16le')],
    ['utf-16 with the big end first', 'utf-16', Buffer.from(`\ufeff${vietnamese}`, 'utf16le').swap16()],
    ['windows-1258', 'windows-1258', toWindows1258(vietnamese)],
  ];

  test.each(written)('in %s is the same, in pieces of any size', async (_, encoding, bytes) => {
    for (const pieceBytes of [1, 2, 3, 5, 7, 1000])
      expect(await decode(bytes, encoding, pieceBytes)).toEqual({ text: vietnamese, problems: [] });
  });

  test('keeps decomposed letters of Unicode as they are', async () => {
    const decomposed = vietnamese.normalize('NFD');

    expect((await decode(Buffer.from(decomposed), 'utf-8')).text).toBe(decomposed);
  });

  test('may be empty, or shorter than a mark', async () => {
    for (const text of ['', 'a', 'ab']) expect((await decode(Buffer.from(text), 'utf-8')).text).toBe(text);
  });
});

describe('bytes that are not in the encoding', () => {
  test.each<[string, Encoding, Buffer, object]>([
    [
      'windows-1258 read as utf-8, with the line',
      'utf-8',
      Buffer.concat([Buffer.from('a\nb\n'), toWindows1258('Nộp')]),
      { code: 'not-in-encoding', line: 3, wanted: 'utf-8' },
    ],
    ['utf-8 cut within a letter', 'utf-8', Buffer.from('Nộ').subarray(0, 3), { code: 'not-in-encoding', line: 1 }],
    ['utf-16 cut within a character', 'utf-16', Buffer.from([0x61, 0, 0x62]), { code: 'not-in-encoding' }],
    ['half of a pair in utf-16', 'utf-16', Buffer.from([0x61, 0, 0x00, 0xd8, 0x62, 0]), { code: 'not-in-encoding' }],
    ['utf-16 read as utf-8', 'utf-8', Buffer.from('a\nb', 'utf16le'), { code: 'control-character', line: 1 }],
    [
      'utf-16 with a mark read as utf-8',
      'utf-8',
      Buffer.from('\ufeffa', 'utf16le'),
      { code: 'not-in-encoding', found: 'the mark of utf-16le', wanted: 'utf-8' },
    ],
    [
      'utf-8 with a mark read as utf-16',
      'utf-16',
      Buffer.from('\ufeffa'),
      { code: 'not-in-encoding', found: 'the mark of utf-8', wanted: 'utf-16' },
    ],
    ['utf-8 read as windows-1258', 'windows-1258', Buffer.from('Đường'), { code: 'control-character', line: 1 }],
    ['a NUL', 'utf-8', Buffer.from('a\nb\nc\0d'), { code: 'control-character', line: 3 }],
    ['an escape of a terminal', 'utf-8', Buffer.from('\u001b[2J'), { code: 'control-character', line: 1 }],
  ])('are a problem: %s', async (_, encoding, bytes, problem) => {
    expect((await decode(bytes, encoding)).problems).toMatchObject([problem]);
  });
});

test('tabs and line breaks are no control characters of a text', () => {
  expect(hasControlCharacter('a\tb\r\nc đ')).toBe(false);
  expect(hasControlCharacter('a\u0085b')).toBe(true);
  expect(hasControlCharacter('a\ud800b')).toBe(true);
  expect(hasControlCharacter('😀')).toBe(false);
});
