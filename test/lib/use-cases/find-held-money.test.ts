import { describe, expect, test } from 'vitest';
import { approveProposal } from '../../../lib/use-cases/decide-proposal.ts';
import { isMoneyHeld } from '../../../lib/use-cases/find-held-money.ts';
import { binh, makeNotice } from '../../samples.ts';
import {
  askApplication,
  debit,
  openAwaiting,
  type PaidWorld,
  putAside,
  refund,
  tell,
  withTransfers,
} from './desk-world.ts';
import { read } from './sample-world.ts';

const isHeld = async ({ world, order }: PaidWorld): Promise<boolean> =>
  isMoneyHeld(world.store, await read(world, order));

describe('money that came for an order in vain', () => {
  test('is held from when it came until it has gone back, all of it', async () => {
    const opened = await openAwaiting();
    const world = withTransfers(opened.world);
    expect(await isHeld(opened)).toBe(false);
    const movementKey = await putAside(opened, 100_000);
    expect(await isHeld(opened)).toBe(true);

    for (const [amountVnd, held] of [
      [60_000, true],
      [40_000, false],
    ] as const) {
      const { id } = await refund(world, { movementKey }, amountVnd);
      await debit(world, { text: id, reference: `FT${amountVnd}`, amountVnd });
      expect(await isHeld(opened)).toBe(held);
    }
  });

  test('is held no more when it paid the order, joined with other money', async () => {
    const opened = await openAwaiting();
    const { world, order } = opened;
    const [one, other] = [await putAside(opened, 100_000), await putAside(opened, 35_000)];
    const { id } = await askApplication(world, order.id, { [one]: 100_000, [other]: 35_000 });
    expect(await isHeld(opened)).toBe(true);

    await approveProposal(world, binh, id);
    expect(await read(world, order)).toMatchObject({ status: 'paid', unapplied: 2 });
    expect(await isHeld(opened)).toBe(false);
  });

  test('is held no more when its bank took it back', async () => {
    const opened = await openAwaiting();
    const movementKey = await putAside(opened, 100_000);
    await tell(opened.world, makeNotice(opened.attempt, { movementKey, amountVnd: 100_000, result: 'reversed' }));

    expect(await isHeld(opened)).toBe(false);
  });
});
