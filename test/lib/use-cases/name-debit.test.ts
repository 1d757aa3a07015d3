import { expect, test } from 'vitest';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { nameDebit, unnameDebit } from '../../../lib/use-cases/name-debit.ts';
import { makeSampleOrder, makeSampleProposalId } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { openWorld } from './sample-world.ts';

const of = { orderId: makeSampleOrder().order.id };
const refund = { id: makeSampleProposalId(), of };

test('a debit names one refund, until that gives it up', async () => {
  const { store } = await openWorld();
  await store.commit([await nameDebit(store, 'debit:FT1', refund)]);
  expect(await find(store, at.debitRefund('debit:FT1'))).toMatchObject({ refund });

  const other = { id: makeSampleProposalId(2), of };
  expect((await refusalOf(nameDebit(store, 'debit:FT1', other))).code).toBe('not-at-desk');
  await store.commit([await unnameDebit(store, 'debit:FT1')]);
  await store.commit([await nameDebit(store, 'debit:FT1', other)]);
  expect(await find(store, at.debitRefund('debit:FT1'))).toMatchObject({ version: 3, refund: other });
});
