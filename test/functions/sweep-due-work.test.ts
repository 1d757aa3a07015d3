import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeOrder } from '../../lib/domain/order-decisions.ts';
import { decideDetails, orderRequestSchema } from '../../lib/domain/order-request.ts';
import { addMs, hourMs } from '../../lib/domain/time.ts';
import { at } from '../../lib/store/key-table.ts';
import { find, list } from '../../lib/store/read.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { orderBody } from '../samples.ts';
import { openFunctionWorld, type FunctionWorld, sample, sampleEvent } from './function-world.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('the function sweep-due-work', () => {
  let world: FunctionWorld;
  let sweepDueWork: typeof import('../../functions/sweep-due-work.ts');

  beforeAll(async () => {
    world = await openFunctionWorld();
    sweepDueWork = await import('../../functions/sweep-due-work.ts');
  });

  afterAll(async () => {
    await world.stop();
  });

  /** Whatever wakes it, the function looks at the table alone. */
  const sweep = async (): Promise<void> => {
    expect(sampleEvent('sweep-due-work')).toMatchObject({ source: 'aws.scheduler' });
    await sweepDueWork.handler();
  };

  test('finds nothing to do in an empty table', async () => {
    await expect(sweep()).resolves.toBeUndefined();
  });

  test('lets an order expire when its time has come, then tells its portal and keeps at it', async () => {
    const madeAt = addMs(world.now(), -2 * hourMs);
    const request = orderRequestSchema.parse({ ...orderBody, expiresAt: addMs(madeAt, hourMs) });
    const { orderId: id, clientId, checkoutSecret } = sample;
    await world.commit(makeOrder({ id, clientId, checkoutSecret, details: decideDetails(request, madeAt) }, madeAt));

    await sweep();
    expect(await find(world.store, at.order(id))).toMatchObject({ status: 'expired' });

    await sweep();
    expect(await find(world.store, at.event(id, 2))).toMatchObject({
      fact: { type: 'order.expired' },
      delivery: { status: 'due', tries: 1 },
    });
    expect(await list(world.store, at.deliveryTries(id), { limit: 10 })).toMatchObject({
      items: [{ error: expect.any(String) }],
    });
  });
});
