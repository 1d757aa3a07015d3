import { describe, expect, test } from 'vitest';
import { joinByTransactionId } from '../../../lib/reconciliation/by-key.ts';
import { joinReversals } from '../../../lib/reconciliation/reversals.ts';
import { orders } from './anything.ts';
import { joined, matchingOf } from './sample-tables.ts';

const join = async (...of: Parameters<typeof matchingOf>) => {
  const matching = await matchingOf(...of);
  joinByTransactionId(matching, 'id');
  joinReversals(matching);
  return { entries: joined(matching), undone: [...matching.undone], rule: matching.ruleOf(0) };
};

const back = { direction: 'out', status: 'reversed' } as const;

describe('a reversal finds what it undoes', () => {
  test('on the same statement, by number, reference or code', async () => {
    const names = [{ transactionId: 'A' }, { reference: 'R' }, { text: `nop ${orders[0]!}` }];
    for (const name of names)
      expect((await join([{ ...name, ...back }, name], [])).undone).toEqual([
        [0, 1],
        [1, 0],
      ]);
  });

  test('that we know first, then that of the same day', async () => {
    const lines = [
      { reference: 'R', bookedOn: '2026-11-21', ...back },
      { reference: 'R', bookedOn: '2026-11-21' },
      { reference: 'R', bookedOn: '2026-11-20', transactionId: 'A' },
    ];

    expect((await join(lines, [{ transactionId: 'A' }])).undone[0]).toEqual([0, 2]);
    expect((await join(lines, [])).undone[0]).toEqual([0, 1]);
  });

  test('on our side, when it is of another day', async () => {
    expect(await join([{ transactionId: 'A', ...back }], [{ transactionId: 'A', shownOn: '2026-11-19' }])).toEqual({
      entries: ['entry:0'],
      undone: [],
      rule: 'reversal',
    });
  });

  test('that we count as reversed too, before one that we do not', async () => {
    const entries = [{ reference: 'R' }, { reference: 'R', state: 'reversed' }];

    expect((await join([{ reference: 'R', ...back }], entries)).entries).toEqual(['entry:1']);
  });

  test('by the key that its plug-in reads', async () => {
    expect((await join([{ key: 'entry:0', undoes: true, status: 'reversed' }], [{}])).entries).toEqual(['entry:0']);
  });
});

describe('a reversal undoes nothing', () => {
  test.each([
    ['of another amount', { transactionId: 'A', amountVnd: 5 }],
    ['of the same direction, when it takes money out', { transactionId: 'A', direction: 'out' }],
    ['that has another name', { transactionId: 'B' }],
    ['that failed', { transactionId: 'A', status: 'failed' }],
  ] as const)('%s', async (_name, line) => {
    expect((await join([{ transactionId: 'A', ...back }, line], [])).undone).toEqual([]);
  });

  test('that another has undone', async () => {
    const line = { transactionId: 'A', ...back };

    expect((await join([line, line, { transactionId: 'A' }], [])).undone).toHaveLength(2);
  });
});
