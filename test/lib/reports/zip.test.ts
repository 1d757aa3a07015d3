import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { makeZip } from '../../../lib/reports/zip.ts';

const pack = (): Buffer => {
  const zip = makeZip();
  const push = zip.begin('a/one.xml');
  push('Đối ', false);
  push('soát', true);
  zip.begin('two.xml')('x'.repeat(100_000), true);
  zip.end();
  return Buffer.concat(zip.take());
};

test('files come out as they went in', () => {
  const files = unzipSync(pack());

  expect(Object.keys(files)).toEqual(['a/one.xml', 'two.xml']);
  expect(Buffer.from(files['a/one.xml'] ?? []).toString()).toBe('Đối soát');
  expect(files['two.xml']).toHaveLength(100_000);
});

test('each is of noon of 1 January 1980 on every clock', () => {
  const packed = pack();

  // Local header: time and date at offset 10, two bytes each (APPNOTE.TXT 4.3.7).
  expect([packed.readUInt16LE(10), packed.readUInt16LE(12)]).toEqual([12 << 11, (1 << 5) | 1]);
});

test('what is taken is handed over once', () => {
  const zip = makeZip();
  zip.begin('one')('1', true);

  expect(zip.take().length).toBeGreaterThan(0);
  expect(zip.take()).toEqual([]);
});
