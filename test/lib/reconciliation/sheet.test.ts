import { expect, test } from 'vitest';
import { makeSheet } from '../../../lib/reconciliation/sheet.ts';
import { makeTextRows } from '../../../lib/reconciliation/text-rows.ts';

test('what is put on a sheet comes back in pieces', () => {
  const rows = makeTextRows(3);
  for (const one of ['a "b"', 'Lệ phí', 'ệ'.repeat(500_000)]) {
    rows.begin();
    rows.put(undefined);
    rows.put(one);
    rows.put('');
  }
  const sheet = makeSheet();
  const pieces: Uint8Array[] = [];
  for (let index = 0; index < 30_000; index += 1) {
    const cursor = rows.seek(index === 100 ? 2 : index % 2, 0);
    sheet.put('[');
    sheet.number(index);
    sheet.next(',"', cursor);
    sheet.next(',"', cursor);
    sheet.next(',"', cursor);
    sheet.put(index % 3 === 0 ? ',"phí"]' : ']');
    sheet.put('\n');
    const piece = sheet.takeFull();
    if (piece) pieces.push(piece);
  }
  pieces.push(sheet.takeRest());
  const lines = Buffer.concat(pieces).toString().trimEnd().split('\n');

  expect(lines.map((line): unknown => JSON.parse(line))).toEqual(
    Array.from({ length: 30_000 }, (_, index) => [
      index,
      index === 100 ? 'ệ'.repeat(500_000) : ['a "b"', 'Lệ phí'][index % 2],
      '',
      ...(index % 3 === 0 ? ['phí'] : []),
    ]),
  );
  expect(pieces.length).toBeGreaterThan(2);
  expect(sheet.takeRest().length).toBe(0);
});

test('whole numbers are written as JSON writes them', () => {
  const numbers = [0, 1, 9, 10, 99, 100, 999_999_999, 1_000_000_000, Number.MAX_SAFE_INTEGER, -1, -135_000];
  const sheet = makeSheet();
  for (const one of numbers) {
    sheet.number(one);
    sheet.put(' ');
  }

  expect(Buffer.from(sheet.takeRest()).toString()).toBe(`${numbers.join(' ')} `);
});
