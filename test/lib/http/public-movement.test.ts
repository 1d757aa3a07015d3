import { expect, test } from 'vitest';
import { at } from '../../../lib/store/key-table.ts';
import { find } from '../../../lib/store/read.ts';
import { publicMovementSchema, toPublicMovement } from '../../../lib/http/public-movement.ts';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { getMovementAtDesk } from '../../../lib/use-cases/read-desk.ts';
import { binh } from '../../samples.ts';
import { askApplication, debit, openAwaiting, openPaid, putAside, refund } from '../use-cases/desk-world.ts';

test('the parts of an unapplied item are shown with the proposals that made them', async () => {
  const opened = await openAwaiting();
  const { world, order } = opened;
  const key = await putAside(opened, 200_000);
  const applied = await askApplication(world, order.id, { [key]: 135_000 });
  await approveProposal(world, binh, applied.id);
  const back = await refund(world, { movementKey: key }, 65_000);
  const shown = toPublicMovement(await getMovementAtDesk(world.store, key));

  expect(publicMovementSchema.safeParse(shown).success).toBe(true);
  expect(shown).toMatchObject({
    leftVnd: 0,
    waysOut: [],
    order: { id: order.id, status: 'paid' },
    parts: [
      { kind: 'applied', amountVnd: 135_000, orderId: order.id, proposalId: applied.id },
      { kind: 'refund', amountVnd: 65_000, proposalId: back.id, refund: { id: back.id } },
    ],
  });
});

test('money that went out is shown as such', async () => {
  const { world } = await openPaid();
  await debit(world, { reference: 'FT9' });
  const shown = toPublicMovement(await getMovementAtDesk(world.store, 'debit:FT9:35000'));

  expect(shown).toMatchObject({
    class: 'unexplained-debit',
    direction: 'out',
    place: { type: 'money-out' },
    leftVnd: 0,
  });
  expect(shown.evidence).toHaveLength(1);
  expect(await find(world.store, at.movement(shown.movementKey))).toBeDefined();
});
