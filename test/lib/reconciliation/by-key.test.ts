import { expect, test } from 'vitest';
import { joinByKey, joinByTransactionId } from '../../../lib/reconciliation/by-key.ts';
import { joined, matchingOf } from './sample-tables.ts';

test('a line and the entry of its key are joined, with other amounts too', async () => {
  const matching = await matchingOf([{ key: 'entry:1', amountVnd: 7 }, { key: 'entry:9' }, {}], [{}, {}]);
  joinByKey(matching, 'key');

  expect(joined(matching)).toEqual(['entry:1', undefined, undefined]);
  expect([matching.ruleOf(1), matching.ruleOf(0)]).toEqual(['key', undefined]);
});

test('a line and the entry of the same number are joined, but never in two directions', async () => {
  const matching = await matchingOf(
    [{ transactionId: 'A' }, { transactionId: 'A', direction: 'out' }, { transactionId: 'B', direction: 'out' }],
    [{ transactionId: 'A' }, { transactionId: 'B' }, {}],
  );
  joinByTransactionId(matching, 'id');

  expect(joined(matching)).toEqual(['entry:0', undefined, undefined]);
});

test('what failed, and what another statement showed, is joined with nothing', async () => {
  const matching = await matchingOf(
    [{ key: 'entry:0', status: 'failed' }, { key: 'entry:1' }],
    [{}, { shownOn: '2026-11-19' }],
  );
  joinByKey(matching, 'key');

  expect(joined(matching)).toEqual([undefined, undefined]);
});

test.each([
  ['treasury', 'entry:0'],
  ['bank', undefined],
] as const)('a list of the %s may name a payment by our number of it: %s', async (side, found) => {
  const matching = await matchingOf(
    [{ transactionId: 'LPDENR3BD2F2A1' }, { transactionId: 'N2', amountVnd: 7 }],
    [{ reference: 'LPDENR3BD2F2A1', transactionId: 'N1' }, { transactionId: 'N2' }],
    { terms: { side } },
  );
  joinByTransactionId(matching, 'id');

  expect(joined(matching)).toEqual([found, 'entry:1']);
});
