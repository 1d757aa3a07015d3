import { expect, test } from 'vitest';
import { daysApart, isFreeEntry, isFreeLine } from '../../../lib/reconciliation/matching.ts';
import { matchingOf } from './sample-tables.ts';

test('a line and an entry are joined once, by a rule of the terms', async () => {
  const matching = await matchingOf([{}, {}], [{}, {}]);
  matching.join(1, 0, 'id');

  expect([matching.entryOf(1), matching.lineOf(0), matching.ruleOf(0)]).toEqual([0, 1, 'id']);
  expect([matching.entryOf(0), matching.lineOf(1), matching.ruleOf(1)]).toEqual([undefined, undefined, undefined]);
  expect(() => {
    matching.join(1, 1, 'id');
  }).toThrow('used already');
  expect(() => {
    matching.join(0, 0, 'id');
  }).toThrow('used already');
});

test('free is what moved and is not joined, in no batch and on no other statement', async () => {
  const matching = await matchingOf([{}, { status: 'failed' }, {}, {}], [{}, { shownOn: '2026-11-19' }, {}, {}]);
  const batch = { line: 2, rule: 'batch', fees: new Map([[2, 0]]), differenceVnd: 0 };
  matching.batches.push(batch);
  matching.batchOf.set(2, batch);
  matching.join(3, 3, 'id');

  expect([0, 1, 2, 3].map((line) => isFreeLine(matching, line))).toEqual([true, false, false, false]);
  expect([0, 1, 2, 3].map((entry) => isFreeEntry(matching, entry))).toEqual([true, false, false, false]);
});

test('days are counted over months, whichever comes first', async () => {
  const matching = await matchingOf(
    [{ bookedOn: '2026-12-02' }, { bookedOn: '2026-11-20' }],
    [{ paidAt: '2026-11-29T17:00:00Z' }, {}],
  );

  expect([daysApart(matching, 0, 0), daysApart(matching, 1, 0), daysApart(matching, 1, 1)]).toEqual([2, 10, 0]);
});
