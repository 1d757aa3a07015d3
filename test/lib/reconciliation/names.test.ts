import { expect, test } from 'vitest';
import {
  gather,
  keyAsName,
  makeMention,
  namesOfEntry,
  namesOfKind,
  namesOfLine,
  namesOfUndone,
  places,
  plainNamesOfLine,
} from '../../../lib/reconciliation/names.ts';
import { makeTextRows } from '../../../lib/reconciliation/text-rows.ts';
import { orders, refunds } from './anything.ts';
import { matchingOf } from './sample-tables.ts';

test('lines and entries are known by number, reference and code', async () => {
  const matching = await matchingOf(
    [
      { transactionId: 'A', reference: 'R', text: `nop ${orders[0]!}` },
      { direction: 'out', text: `hoan phi ${refunds[0]!}` },
    ],
    [
      { transactionId: 'A', reference: 'R', orderId: orders[0] },
      { direction: 'out', refundId: refunds[0] },
    ],
  );
  const both = ['id A', 'reference R', `code ${orders[0]!}`];

  expect([namesOfLine(matching, 0), namesOfEntry(matching, 0)]).toEqual([both, both]);
  expect([namesOfLine(matching, 1), namesOfEntry(matching, 1)]).toEqual([
    [`code ${refunds[0]!}`],
    [`code ${refunds[0]!}`],
  ]);
  expect(plainNamesOfLine(matching, 0)).toEqual(both.slice(0, 2));
});

test('what a reversal undoes is known by codes of the other direction, and by the key that it undoes', async () => {
  const matching = await matchingOf(
    [
      { direction: 'out', text: `hoan ${orders[0]!}`, key: 'k', undoes: true },
      { direction: 'out', key: 'k' },
    ],
    [],
  );

  expect(namesOfUndone(matching, 0)).toEqual(['key k', `code ${orders[0]!}`]);
  expect(namesOfUndone(matching, 1)).toEqual([]);
  expect([keyAsName('k'), keyAsName(undefined)]).toEqual([['key k'], []]);
});

test('places are gathered by each of their names', () => {
  const names = [['a', 'b'], ['b'], []];

  expect([
    ...gather(
      places(3, (place) => place !== 1),
      (place) => names[place]!,
    ),
  ]).toEqual([
    ['a', [0]],
    ['b', [0]],
  ]);
});

test('a row mentions a name that is one of its first texts', () => {
  const rows = makeTextRows(2);
  for (const fields of [
    ['x', 'A'],
    ['B C', undefined],
    ['id A', 'C'],
    ['Lệ "5"', 'x'],
  ]) {
    rows.begin();
    for (const field of fields) rows.put(field);
  }
  const mentions = makeMention(['id A', 'reference B C', 'reference Lệ "5"']);

  expect([0, 1, 2, 3].map((row) => mentions(rows, row, 2))).toEqual([true, true, false, true]);
  expect([0, 1, 2, 3].map((row) => mentions(rows, row, 1))).toEqual([false, true, false, true]);
});

test('names of one kind are told without it', () => {
  expect(namesOfKind('id', ['id A', 'id B id', 'idle', 'code id A'])).toEqual(['A', 'B id']);
});
