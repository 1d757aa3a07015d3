import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../lib/domain/canonical-json.ts';
import { isText, makeScan, scanEntry, scanned } from '../../../lib/reconciliation/entry-scan.ts';
import { entryOf } from './sample-run.ts';

const scan = (text: string) => {
  const [bytes, found] = [Buffer.from(`before\n${text}\nafter`), makeScan()];
  const isScanned = scanEntry({ bytes, from: 7, to: bytes.length - 6 }, found);
  const valueOf = (value: number) =>
    found.from[value] === -1 ? undefined : bytes.toString('utf8', found.from[value], found.to[value]);
  const values = Object.fromEntries(Object.entries(scanned).map(([name, value]) => [name, valueOf(value)]));
  return { isScanned, values, is: (value: number, wanted: string) => isText({ bytes, value }, found, wanted) };
};

test('the values of an entry are found where canonical JSON has them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (reference, isWhole) => {
      const rest = isWhole ? { transactionId: 'FT"1"', shownOn: '2026-11-21', refundId: 'x' } : {};
      const entry = entryOf({ reference, ...rest });
      const { isScanned, values } = scan(canonicalJson(entry));

      expect(isScanned).toBe(true);
      for (const [name, value] of Object.entries(values)) {
        const written: unknown = Reflect.get(entry, name);
        const asText = typeof written === 'string' ? JSON.stringify(written).slice(1, -1) : JSON.stringify(written);
        expect(value).toBe(asText);
      }
    }),
  );
});

test.each([
  '',
  '{}x',
  '{"direction":"in","amountVnd":5}',
  '{"amountVnd": 5}',
  '{"amountVnd":"5"}',
  '{"amountVnd":5,"direction":in}',
  '{"amountVnd":5,"other":"x"}',
  '{"amountVnd":5,"key":"x',
  '{"amountVnd":5.5}',
])('%j needs a closer look', (text) => {
  expect(scan(text).isScanned).toBe(false);
});

test('a value is a text when it is all of it', () => {
  const { is } = scan(canonicalJson(entryOf()));

  expect([is(scanned.direction, 'in'), is(scanned.direction, 'i'), is(scanned.direction, 'out')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(is(scanned.refundId, '')).toBe(false);
});
