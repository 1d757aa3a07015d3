import { expect, test } from 'vitest';
import { addMs, minuteMs } from '../../../lib/domain/time.ts';
import { settleMovement } from '../../../lib/use-cases/settle-movement.ts';
import { sweepDueWork } from '../../../lib/use-cases/sweep-due-work.ts';
import { start } from '../../samples.ts';
import { movementOf, openPaid, putAside, refund, storyOfMovement } from './desk-world.ts';
import { queryAnswer, refundAnswer } from './sample-vnpay.ts';

/** A wrong amount at VNPAY, all of which is to go back. */
const openItem = async () => {
  const whole = { vnp_TransactionType: '02' };
  const paid = await openPaid((attempt) => ({ body }) => ({
    type: 'answered',
    status: 200,
    body:
      JSON.parse(body).vnp_Command === 'refund'
        ? refundAnswer(attempt, 100_000, whole)
        : queryAnswer(attempt, { ...whole, vnp_Amount: '10000000' }),
  }));
  const movementKey = await putAside(paid, 100_000);
  await refund(paid.world, { movementKey }, 100_000);
  return { ...paid, movementKey };
};

test('a refund of an unapplied item is sent, asked after and done by the sweep', async () => {
  const { world, movementKey } = await openItem();

  expect(await sweepDueWork(world)).toMatchObject({ failures: [] });
  expect(JSON.parse(world.calls.at(-1)?.body ?? '')).toMatchObject({
    vnp_Command: 'refund',
    vnp_TransactionType: '02',
  });
  expect(await movementOf(world, movementKey)).toMatchObject({
    parts: [{ status: 'sent' }],
    dueAt: addMs(start, 5 * minuteMs),
  });

  world.moveClock(5 * minuteMs);
  await sweepDueWork(world);
  expect(await movementOf(world, movementKey)).toMatchObject({ parts: [{ status: 'done' }] });
  expect(await movementOf(world, movementKey)).not.toHaveProperty('dueAt');
  expect((await storyOfMovement(world, movementKey)).slice(1)).toEqual([
    'refund.approved',
    'refund.sending',
    'refund.sent',
    'refund.done',
  ]);
});

test('nothing is done of a movement that is not there, or before its time', async () => {
  const { world, movementKey } = await openItem();
  await settleMovement(world, movementKey);
  const before = world.calls.length;
  await settleMovement(world, movementKey);
  await settleMovement(world, 'none');

  expect(world.calls).toHaveLength(before);
});
