import { expect, test } from 'vitest';
import { afterClaim, type Dossier, listSuccessorIds } from '../../../lib/domain/dossier.ts';
import { makeOrderId, type OrderId } from '../../../lib/domain/order-id.ts';

const idOf = (number: number): OrderId => makeOrderId(new Uint8Array(9).fill(number));

const [first, second, third] = [idOf(1), idOf(2), idOf(3)];

/** The dossier after these orders asked for these fees, one after the other. */
const after = (...claims: readonly [OrderId, readonly string[]][]): Dossier =>
  claims.reduce<Dossier | undefined>((dossier, [id, fees]) => afterClaim(dossier, id, fees), undefined)!;

test('a dossier names the order that asked last for each fee', () => {
  expect(after([first, ['A', 'B']])).toEqual({ version: 1, orderByFeeCode: { A: first, B: first } });
  expect(after([first, ['A', 'B']], [second, ['B']])).toMatchObject({
    version: 2,
    orderByFeeCode: { A: first, B: second },
  });
});

test('the successors of an order are all that asked for its fee after it', () => {
  const dossier = after([first, ['A', 'B']], [second, ['A']], [third, ['A']]);

  expect(listSuccessorIds(dossier, 'A', first)).toEqual([second, third]);
  expect(listSuccessorIds(dossier, 'A', second)).toEqual([third]);
  expect(listSuccessorIds(dossier, 'A', third)).toEqual([]);
  expect(listSuccessorIds(dossier, 'B', first)).toEqual([]);
  expect(listSuccessorIds(dossier, 'C', first)).toEqual([]);
});

test('at most ten that asked before the last one are kept, and an order that is not among them has all as successors', () => {
  const ids = Array.from({ length: 13 }, (_, number) => idOf(number));
  const dossier = after(...ids.map((id): [OrderId, string[]] => [id, ['A']]));

  expect(listSuccessorIds(dossier, 'A', ids[0]!)).toEqual(ids.slice(2));
});
