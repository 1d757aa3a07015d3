import { describe, expect, test } from 'vitest';
import { judgeEntry, judgeLine, type Verdict } from '../../../lib/reconciliation/classify.ts';
import { beginTally } from '../../../lib/reconciliation/summary.ts';
import { matchingOf } from './sample-tables.ts';

const largest = Number.MAX_SAFE_INTEGER;

const tally = async (
  lines: Parameters<typeof matchingOf>[0],
  entries: Parameters<typeof matchingOf>[1],
  { header = {}, more = [] }: { header?: object; more?: readonly Verdict[] } = {},
) => {
  const matching = await matchingOf(lines, entries);
  const sums = beginTally();
  for (const place of entries.keys()) sums.add(judgeEntry(matching, place));
  for (const place of lines.keys()) sums.add(judgeLine(matching, place, false));
  for (const verdict of more) sums.add(verdict);
  return sums.end(matching, header);
};

describe('a run is balanced', () => {
  test('when classes add up to lines and entries, and to the balances where there are some', async () => {
    const header = { openingVnd: -5, closingVnd: 95 };
    const summary = await tally([{ amountVnd: 100 }], [{ amountVnd: 7 }, { origin: 'looked-up', state: 'reversed' }], {
      header,
    });

    expect(summary).toMatchObject({
      ...header,
      balanced: true,
      lines: 1,
      linesVnd: 100,
      open: 2,
      entries: { 'of-day': { count: 1, vnd: 7 }, 'looked-up': { count: 1, vnd: 0 } },
    });
    expect(summary.classes['unknown-reference']).toEqual({ count: 1, statementVnd: 100, lephiVnd: 0 });
    expect(Object.keys(summary.classes)).toHaveLength(13);
  });

  test('not when a class says more than the lines, or the entries, or the balance', async () => {
    const extra = { class: 'matched', open: false, statementVnd: 0, lephiVnd: 0 } as const;

    expect((await tally([], [], { more: [{ ...extra, statementVnd: 1 }] })).balanced).toBe(false);
    expect((await tally([], [], { more: [{ ...extra, lephiVnd: 1 }] })).balanced).toBe(false);
    expect((await tally([{ amountVnd: 5 }], [], { header: { openingVnd: 0, closingVnd: 4 } })).balanced).toBe(false);
    expect((await tally([], [], { header: { openingVnd: 3 } })).balanced).toBe(true);
  });
});

describe('sums are exact', () => {
  test('up to the largest number that can be written', async () => {
    const summary = await tally([{ amountVnd: largest - 1 }, { amountVnd: 1 }], [{ amountVnd: largest }]);

    expect([summary.linesVnd, summary.entries['of-day'].vnd, summary.balanced]).toEqual([largest, largest, true]);
  });

  test('also when they are larger on the way', async () => {
    const lines = [largest, largest, 1].map((amountVnd, index) => ({ amountVnd, key: `k${index}` }));
    const out = [largest, largest].map((amountVnd) => ({ amountVnd, direction: 'out' as const }));

    expect((await tally([...lines, ...out], [])).linesVnd).toBe(1);
  });

  test('or refused, never rounded', async () => {
    await expect(tally([{ amountVnd: largest }, { amountVnd: 1 }], [])).rejects.toThrow('counted exactly');
  });
});
