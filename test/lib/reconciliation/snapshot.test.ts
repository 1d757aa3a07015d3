import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSnapshot, writeSnapshot } from '../../../lib/reconciliation/snapshot.ts';
import { inPieces } from '../statements/sample-statement.ts';
import { anyEntries, orders } from './anything.ts';
import { entryOf } from './sample-run.ts';

const write = (...of: Parameters<typeof writeSnapshot>): Buffer => Buffer.concat([...writeSnapshot(...of)]);
const read = (bytes: Uint8Array | string, pieceBytes = 100) => readSnapshot(inPieces(Buffer.from(bytes), pieceBytes));

const two = write({ entries: [entryOf({ key: 'b' }), entryOf({ key: 'a', reference: 'Lệ phí "5"' })], orders: [] });

test('any snapshot comes back in order of key, however its bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(anyEntries, fc.integer({ min: 1, max: 300 }), async (entries, pieceBytes) => {
      const inOrder = entries.toSorted((one, other) => (one.key < other.key ? -1 : 1));

      expect(await read(write({ entries, orders }), pieceBytes)).toEqual(
        JSON.parse(JSON.stringify({ entries: inOrder, orders: orders.toSorted() })),
      );
    }),
    { numRuns: 50 },
  );
});

test('equal snapshots are equal bytes, and orders stand in it once', () => {
  const [one, other] = [entryOf({ key: 'a' }), entryOf({ key: 'b' })];

  expect(write({ entries: [one, other], orders: [...orders, ...orders] })).toEqual(
    write({ entries: [other, one], orders: orders.toReversed() }),
  );
});

test('more entries than one piece of bytes holds come back', async () => {
  const entries = Array.from({ length: 2001 }, (_, index) => entryOf({ key: `k${index}` }));

  expect((await read(write({ entries, orders: [] }), 64 * 1024)).entries).toHaveLength(2001);
});

test('two entries of one key are no snapshot', () => {
  expect(() => write({ entries: [entryOf(), entryOf()], orders: [] })).toThrow('the same key');
});

describe('a snapshot that is not as it was written is refused', () => {
  const lines = two.toString().split('\n');
  const without = (index: number): string => lines.toSpliced(index, 1).join('\n');

  test.each([
    ['empty', '', 'it ends too early'],
    ['something else', 'TxnRef,Amount\n', 'its head cannot be read'],
    ['another format', two.toString().replace('snapshot/1', 'snapshot/2'), 'its head cannot be read'],
    ['without its end', `${lines.slice(0, -2).join('\n')}\n`, 'it ends too early'],
    ['cut within its end', two.toString().slice(0, -3), 'its last line is cut'],
    ['without an entry', without(1), 'entry 2 cannot be read'],
    ['with something behind it', `${two.toString()}{}\n`, 'something stands behind its end'],
    [
      'with entries in another order',
      [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n'),
      'entry 2 is not in order',
    ],
    ['with another amount', two.toString().replace('100000', '100001'), 'its checksum differs'],
    ['with a fraction', two.toString().replace('100000', '1000.5'), 'entry 1 cannot be read'],
    ['with another word', two.toString().replace('"paid"', '"lost"'), 'entry 1 cannot be read'],
    [
      'claiming a billion entries',
      two.toString().replace('"entries":2', '"entries":1000000000'),
      'its head cannot be read',
    ],
  ])('%s', async (_name, text, why) => {
    await expect(read(text)).rejects.toThrow(`The snapshot is not as it was written: ${why}`);
  });

  test('wherever it is cut', async () => {
    for (let length = 0; length < two.length; length += 1)
      await expect(read(two.subarray(0, length)), `${length} bytes`).rejects.toThrow('not as it was written');
  });
});
