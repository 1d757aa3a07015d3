import { expect, test } from 'vitest';
import { joinByKey, joinByTransactionId } from '../../../lib/reconciliation/by-key.ts';
import { findStrangers } from '../../../lib/reconciliation/strangers.ts';
import { matchingOf } from './sample-tables.ts';

const find = async (...of: Parameters<typeof matchingOf>) => {
  const matching = await matchingOf(...of);
  joinByKey(matching, 'key');
  joinByTransactionId(matching, 'id');
  return findStrangers(matching).map(({ line, nth, isRepeat }) => [line, nth, isRepeat]);
};

const numbered = { transactionId: 'A' };

test('of lines of one number, all but the one that is joined are repeats', async () => {
  expect(await find([numbered, { ...numbered, amountVnd: 5 }], [numbered])).toEqual([[1, 1, true]]);
});

test('of lines of one number that none of ours has, all but the first are repeats', async () => {
  expect(await find([numbered, numbered, { ...numbered, text: 'a' }], [])).toEqual([
    [2, 1, false],
    [0, 1, true],
    [1, 2, true],
  ]);
});

test('lines that say the same are counted on from those that are joined', async () => {
  expect(await find([numbered, numbered, numbered], [numbered])).toEqual([
    [1, 2, true],
    [2, 3, true],
  ]);
});

test('a certain key tells apart what a number does not, and names the same what numbers do not', async () => {
  expect(
    await find(
      [
        { ...numbered, key: 'x' },
        { ...numbered, text: 'b', key: 'y' },
        { transactionId: 'B', key: 'x' },
      ],
      [],
    ),
  ).toEqual([
    [1, 1, false],
    [0, 1, false],
    [2, 1, true],
  ]);
});

test('a line of a movement that another statement showed is a repeat', async () => {
  const shown = { shownOn: '2026-11-19' };

  expect(await find([{ key: 'entry:0' }, numbered], [shown, { ...shown, ...numbered }])).toEqual([
    [1, 1, true],
    [0, 1, true],
  ]);
});

test('lines without number, of two directions, or that moved nothing, are no repeats', async () => {
  const lines = [{}, {}, numbered, { ...numbered, direction: 'out' }, { ...numbered, status: 'failed' }] as const;

  expect((await find(lines, [])).map(([, , isRepeat]) => isRepeat)).toEqual(lines.map(() => false));
});
