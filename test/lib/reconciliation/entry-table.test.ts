import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryVnd } from '../../../lib/reconciliation/entry-table.ts';
import { anyEntries, orders } from './anything.ts';
import { entryOf } from './sample-run.ts';
import { entriesOf } from './sample-tables.ts';

test('any entries come back in order of key, whole and by their parts', async () => {
  await fc.assert(
    fc.asyncProperty(anyEntries, async (entries) => {
      const table = await entriesOf(entries, orders);
      const inOrder = entries.toSorted((one, other) => (one.key < other.key ? -1 : 1));

      expect(table.count).toBe(entries.length);
      for (const [place, entry] of inOrder.entries()) {
        expect(table.at(place)).toEqual(JSON.parse(JSON.stringify(entry)));
        expect(table.find(entry.key)).toBe(place);
        expect([table.key(place), table.amountVnd(place), table.origin(place)]).toEqual([
          entry.key,
          entry.amountVnd,
          entry.origin,
        ]);
        expect([table.isOut(place), table.isReversed(place), table.isShown(place)]).toEqual([
          entry.direction === 'out',
          entry.state === 'reversed',
          entry.shownOn !== undefined,
        ]);
        expect(table.text(place, 'transactionId')).toBe(entry.transactionId);
      }
      expect(table.find('nothing')).toBeUndefined();
      expect(table.orders).toEqual(new Set(orders));
    }),
    { numRuns: 50 },
  );
});

test('an entry is worth its amount, below zero when it takes out, and nothing when it was reversed', async () => {
  const table = await entriesOf([
    entryOf({ key: 'a', amountVnd: 5 }),
    entryOf({ key: 'b', amountVnd: 5, direction: 'out' }),
    entryOf({ key: 'c', amountVnd: 5, state: 'reversed' }),
  ]);

  expect([0, 1, 2].map((entry) => entryVnd(table, entry))).toEqual([5, -5, 0]);
});
