import { describe, expect, test } from 'vitest';
import { acceptMovement } from '../../../lib/use-cases/accept-movement.ts';
import { mai, makeNotice } from '../../samples.ts';
import { refusalOf } from './configuring.ts';
import { atDesk, debit, movementOf, openPaid, putAside, storyOfMovement, tell } from './desk-world.ts';

const reason = 'Phí quản lý tài khoản của ngân hàng';

describe('accepting', () => {
  test('takes an unexplained debit from the desk, and its journal tells why', async () => {
    const { world } = await openPaid();
    await debit(world, {});
    const movementKey = 'debit:FT1:35000';

    expect(await acceptMovement(world, { by: mai, movementKey, reason })).toMatchObject({ accepted: true });
    expect(await atDesk(world, 'unexplained-debit')).toEqual([]);
    expect(await storyOfMovement(world, movementKey)).toEqual(['movement.accepted']);
    expect(await movementOf(world, movementKey)).toMatchObject({ place: { type: 'money-out' } });
    expect((await refusalOf(acceptMovement(world, { by: mai, movementKey, reason }))).code).toBe('not-at-desk');
  });

  test('takes a contradicted movement from the desk, until it is contradicted anew', async () => {
    const { world, attempt } = await openPaid();
    const { movementKey } = makeNotice(attempt);
    await tell(world, makeNotice(attempt, { result: 'failed' }));
    expect(await atDesk(world, 'contradicted')).toEqual([`MOVEMENT#${movementKey}`]);

    await acceptMovement(world, { by: mai, movementKey, reason });
    expect(await atDesk(world, 'contradicted')).toEqual([]);
    await tell(world, makeNotice(attempt, { amountVnd: 1 }));
    expect(await atDesk(world, 'contradicted')).toHaveLength(1);
  });

  test('is no way out for money that is to be used, nor of what is not there', async () => {
    const paid = await openPaid();
    const movementKey = await putAside(paid, 100_000);

    expect((await refusalOf(acceptMovement(paid.world, { by: mai, movementKey, reason }))).code).toBe('not-at-desk');
    expect((await refusalOf(acceptMovement(paid.world, { by: mai, movementKey: 'none', reason }))).code).toBe(
      'not-found',
    );
  });
});
