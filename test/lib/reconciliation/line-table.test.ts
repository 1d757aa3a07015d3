import { expect, test } from 'vitest';
import { entryOf } from './sample-run.ts';
import { entriesOf, linesOf } from './sample-tables.ts';

test('a line comes back as it was read', async () => {
  const said = {
    direction: 'out',
    amountVnd: 9_007_199_254_740_991,
    bookedOn: '2026-11-21',
    status: 'reversed',
    kind: 'not-ours',
    treasuryStatus: 'not-sent',
    transactionId: '00\\12',
    text: 'Lệ phí "5"\tvà 7',
    at: '2026-11-20T03:00:00.000Z',
  } as const;
  const lines = linesOf([{}, said], await entriesOf([]));

  expect(lines.count).toBe(2);
  expect({
    direction: lines.isOut(1) ? 'out' : 'in',
    amountVnd: lines.amountVnd(1),
    bookedOn: lines.bookedOn(1),
    status: lines.status(1),
    kind: lines.kind(1),
    treasuryStatus: lines.treasuryStatus(1),
    transactionId: lines.text(1, 'transactionId'),
    text: lines.text(1, 'text'),
    at: lines.text(1, 'at'),
  }).toEqual(said);
  expect([lines.text(1, 'reference'), lines.kind(0), lines.treasuryStatus(0), lines.bookedOn(0)]).toEqual([
    undefined,
    undefined,
    undefined,
    '2026-11-20',
  ]);
  expect(() => lines.bookedOn(2 ** 20)).not.toThrow(TypeError);
});

test('a line tells its key, whether or not an entry has it', async () => {
  const lines = linesOf(
    [{ key: 'b' }, { key: 'z', undoes: true }, {}],
    await entriesOf([entryOf({ key: 'a' }), entryOf({ key: 'b' })]),
  );

  expect([0, 1, 2].map((line) => [lines.key(line), lines.entryOfKey(line), lines.undoesKey(line)])).toEqual([
    ['b', 1, false],
    ['z', undefined, true],
    [undefined, undefined, false],
  ]);
});

test('more lines than the first columns hold come back', async () => {
  const lines = linesOf(
    Array.from({ length: 5000 }, (_, index) => ({ amountVnd: index + 1, transactionId: `T${index}` })),
    await entriesOf([]),
  );

  expect([
    lines.count,
    lines.amountVnd(4999),
    lines.text(4999, 'transactionId'),
    lines.text(0, 'transactionId'),
  ]).toEqual([5000, 5000, 'T4999', 'T0']);
});
