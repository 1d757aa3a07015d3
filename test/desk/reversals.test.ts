import { describe, expect, test } from 'vitest';
import { approveProposal } from '../../lib/use-cases/decide-proposal.ts';
import { binh, makeNotice } from '../samples.ts';
import {
  askApplication,
  atDesk,
  debit,
  movementOf,
  openAwaiting,
  openPaid,
  putAside,
  refund,
  storyOfMovement,
  tell,
  withTransfers,
} from '../lib/use-cases/desk-world.ts';
import { commitsIn, read } from '../lib/use-cases/sample-world.ts';

describe('a bank takes back', () => {
  test('money that officers had applied to an order: the order stays paid, and a person must look', async () => {
    const opened = await openAwaiting();
    const { world, order, attempt } = opened;
    const key = await putAside(opened, 200_000);
    const { id } = await askApplication(world, order.id, { [key]: 135_000 });
    await approveProposal(world, binh, id);
    world.requests.length = 0;
    await tell(world, makeNotice(attempt, { amountVnd: 200_000, movementKey: key, result: 'reversed' }));

    expect(commitsIn(world)).toEqual([2]);
    expect(await read(world, order)).toMatchObject({ status: 'paid' });
    expect(await movementOf(world, key)).toMatchObject({
      place: { type: 'reversed' },
      parts: [{ kind: 'applied', amountVnd: 135_000 }],
      desk: { class: 'reversed-in-part' },
    });
    expect((await storyOfMovement(world, key)).at(-1)).toBe('money.reversed');
    expect(world.counted).toContain('OrderReversed');
  });

  test('an item whose refund nobody had begun to pay: a debit that comes after all is unexplained', async () => {
    const paid = await openPaid();
    const world = withTransfers(paid.world);
    const key = await putAside({ ...paid, world }, 100_000);
    const { id } = await refund(world, { movementKey: key });
    await tell(world, makeNotice(paid.attempt, { amountVnd: 100_000, movementKey: key, result: 'reversed' }));
    expect(await movementOf(world, key)).not.toHaveProperty('parts');

    await debit(world, { text: id });
    expect(await atDesk(world, 'unexplained-debit')).toHaveLength(1);
  });

  test('an item of which nothing was used: it is over', async () => {
    const paid = await openPaid();
    const key = await putAside(paid, 100_000);
    await tell(paid.world, makeNotice(paid.attempt, { amountVnd: 100_000, movementKey: key, result: 'reversed' }));

    expect(await movementOf(paid.world, key)).not.toHaveProperty('desk');
    expect(paid.world.counted).not.toContain('OrderReversed');
  });
});
