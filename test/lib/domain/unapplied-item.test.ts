import { expect, test } from 'vitest';
import { afterDecision, type Movement } from '../../../lib/domain/movement.ts';
import type { OrderStatus } from '../../../lib/domain/order.ts';
import { listWaysOut, type WayOut } from '../../../lib/domain/unapplied-item.ts';
import { makeEvidence } from '../../samples.ts';
import { begin, notice } from './ledger.ts';

const item = (amountVnd: number, place: Movement['place'] = { type: 'unapplied', reason: 'wrong-amount' }): Movement =>
  afterDecision(undefined, { notice: notice({ amountVnd }), word: 'wrong-amount', place, evidence: makeEvidence() });

const vndOf = (way: WayOut): number => {
  switch (way.type) {
    case 'join':
      return way.missingVnd;
    case 'split':
      return way.overVnd;
    default:
      return way.amountVnd;
  }
};

test.each<[string, Movement, OrderStatus | undefined, string[]]>([
  ['exactly an order’s total', item(135_000), 'awaiting', ['apply 135000', 'refund 135000']],
  ['of one that has expired', item(135_000), 'expired', ['apply 135000', 'refund 135000']],
  ['less than it', item(100_000), 'awaiting', ['join 35000', 'refund 100000']],
  ['more than it', item(200_000), 'awaiting', ['split 65000', 'refund 200000']],
  ['of an order that is paid', item(135_000), 'paid', ['refund 135000']],
  ['of no order', item(135_000), undefined, ['refund 135000']],
  ['that is not unapplied', item(135_000, { type: 'reversed' }), 'awaiting', []],
])('money %s', (_name, movement, status, expected) => {
  const order = status && { ...begin.order, status };

  expect(listWaysOut(movement, order).map((way) => `${way.type} ${vndOf(way)}`)).toEqual(expected);
});
