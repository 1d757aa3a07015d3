import { describe, expect, test } from 'vitest';
import { joinByTransactionId } from '../../../lib/reconciliation/by-key.ts';
import { joinByReference } from '../../../lib/reconciliation/by-reference.ts';
import { findRefused, isMissing } from '../../../lib/reconciliation/refused.ts';
import { findStrangers } from '../../../lib/reconciliation/strangers.ts';
import { matchingOf } from './sample-tables.ts';

const find = async (...of: Parameters<typeof matchingOf>) => {
  const matching = await matchingOf(...of);
  joinByTransactionId(matching, 'id');
  joinByReference(matching, { id: 'reference', by: 'reference', workingDaysMax: 2 });
  const { ofLines, ofEntries } = findRefused(matching, findStrangers(matching));
  const say = (some: typeof ofLines) =>
    Object.fromEntries(
      [...some].map(([place, all]) => [place, all.map(({ candidate, why }) => `${candidate} ${why}`)]),
    );
  return { lines: say(ofLines), entries: say(ofEntries) };
};

describe('a line and an entry that do not belong together say why', () => {
  test.each([
    ['other amounts of one reference', { amountVnd: 5 }, {}, 'amount-differs'],
    ['too many days between them', { bookedOn: '2026-12-20' }, {}, 'too-far-in-days'],
    ['other directions', { direction: 'out' }, {}, 'other-direction'],
    ['a line that failed', { status: 'failed' }, {}, 'not-counted'],
  ] as const)('%s', async (_name, line, entry, why) => {
    const { entries } = await find([{ reference: 'R', ...line }], [{ reference: 'R', ...entry }]);

    expect(entries).toEqual({ 0: [`R ${why}`] });
  });

  test('an entry that another line has', async () => {
    const { lines } = await find(
      [{ transactionId: 'A' }, { transactionId: 'A', amountVnd: 5 }],
      [{ transactionId: 'A' }],
    );

    expect(lines).toEqual({ 1: ['entry:0 used-by-another'] });
  });

  test('nothing but the amount is the same: the nearest few', async () => {
    const entries = Array.from({ length: 9 }, (_, index) => ({ paidAt: `2026-11-${20 - index}T03:00:00Z` }));
    const { lines, entries: ofEntries } = await find([{ bookedOn: '2026-11-13' }], entries);

    expect(lines[0]).toEqual([7, 6, 8, 5, 4].map((index) => `entry:${index} other-reference`));
    expect(ofEntries[7]).toEqual([expect.stringMatching(/^line#[0-9a-f]{32}#1 other-reference$/)]);
  });
});

test('of many candidates five are told, equal amounts first, then the nearest, then in order of key', async () => {
  const entries = [1, 2, 100_000, 3, 4, 5, 6].map((amountVnd, index) => ({
    reference: 'R',
    amountVnd,
    paidAt: `2026-11-${index % 2 ? 10 : 18}T03:00:00Z`,
  }));
  const { lines } = await find([{ reference: 'R', bookedOn: '2026-11-30' }], entries);

  expect(lines[0]).toEqual([
    'entry:2 too-far-in-days',
    'entry:0 amount-differs',
    'entry:4 amount-differs',
    'entry:6 amount-differs',
    'entry:1 amount-differs',
  ]);
});

test('a name that more than a hundred share names none', async () => {
  const entries = Array.from({ length: 101 }, () => ({ reference: 'NONREF', amountVnd: 7 }));

  expect((await find([{ reference: 'NONREF' }], entries)).lines).toEqual({ 0: [] });
});

test('an entry is missing when no line shows it, here or elsewhere, and its money stayed', async () => {
  const matching = await matchingOf(
    [{ transactionId: 'A' }],
    [{}, { transactionId: 'A' }, { shownOn: '2026-11-19' }, { state: 'reversed' }],
  );
  joinByTransactionId(matching, 'id');

  expect([0, 1, 2, 3].map((entry) => isMissing(matching, entry))).toEqual([true, false, false, false]);
});
