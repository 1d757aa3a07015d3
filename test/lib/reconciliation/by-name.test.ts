import { expect, test } from 'vitest';
import { joinByKey, joinByTransactionId } from '../../../lib/reconciliation/by-key.ts';
import { joined, matchingOf, type SampleRead } from './sample-tables.ts';

const inBothOrders = async (lines: readonly SampleRead[], entries: Parameters<typeof matchingOf>[1]) => {
  const results = await Promise.all(
    [lines, lines.toReversed()].map(async (some) => {
      const matching = await matchingOf(some, entries);
      joinByTransactionId(matching, 'id');
      const found = joined(matching);
      return some === lines ? found : found.toReversed();
    }),
  );
  expect(results[1]).toEqual(results[0]);
  return results[0];
};

test('of several lines of one movement the one of the equal amount is joined, wherever it stands', async () => {
  const lines = [90, 100, 80].map((amountVnd) => ({ transactionId: 'A', amountVnd }));

  expect(await inBothOrders(lines, [{ transactionId: 'A', amountVnd: 100 }])).toEqual([
    undefined,
    'entry:0',
    undefined,
  ]);
});

test('of several of other amounts the one of the nearest day is joined, then the first by what it says', async () => {
  const lines = [
    { transactionId: 'A', amountVnd: 90, bookedOn: '2026-11-25' },
    { transactionId: 'A', amountVnd: 90, bookedOn: '2026-11-21', text: 'b' },
    { transactionId: 'A', amountVnd: 90, bookedOn: '2026-11-21', text: 'a' },
  ];

  expect(await inBothOrders(lines, [{ transactionId: 'A', amountVnd: 100 }])).toEqual([
    undefined,
    undefined,
    'entry:0',
  ]);
});

test('of several entries each has the line of its amount, and the rest what is left', async () => {
  const lines = [1, 2, 3].map((amountVnd) => ({ transactionId: 'A', amountVnd }));
  const entries = [4, 3, 2].map((amountVnd) => ({ transactionId: 'A', amountVnd }));

  expect(await inBothOrders(lines, entries)).toEqual(['entry:0', 'entry:2', 'entry:1']);
});

test('a thousand equal lines and a thousand equal entries are joined one by one', async () => {
  const matching = await matchingOf(
    Array.from({ length: 1000 }, () => ({ transactionId: 'A' })),
    Array.from({ length: 999 }, () => ({ transactionId: 'A' })),
  );
  joinByTransactionId(matching, 'id');

  expect(new Set(joined(matching)).size).toBe(1000);
});

test('a reversal is joined only when it takes money out and is a movement of its own', async () => {
  const matching = await matchingOf(
    [
      { key: 'entry:0', status: 'reversed', undoes: true },
      { key: 'entry:1', status: 'reversed', direction: 'out' },
    ],
    [{}, { direction: 'out' }],
  );
  joinByKey(matching, 'key');

  expect(joined(matching)).toEqual([undefined, 'entry:1']);
});
