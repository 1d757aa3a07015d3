import { describe, expect, test } from 'vitest';
import type { OrderId } from '../../../lib/domain/order-id.ts';
import { addMs, dayMs, minuteMs } from '../../../lib/domain/time.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import { replayWebhooks } from '../../../lib/use-cases/replay-webhooks.ts';
import { sweepDueWork } from '../../../lib/use-cases/sweep-due-work.ts';
import { verifyOrder } from '../../../lib/use-cases/verify-order.ts';
import { client } from '../../samples.ts';
import { interruptedBy, type World } from '../../world.ts';
import { refusalOf } from './configuring.ts';
import { commitsIn } from './sample-world.ts';
import {
  accepted,
  broken,
  changeClient,
  deliveriesOf,
  deliverUntil,
  openExpired,
  openPaid,
  openPaidLate,
  triesOf,
} from './webhook-world.ts';

const sequencesSent = ({ calls }: World): unknown[] => calls.map(({ body }) => JSON.parse(body).data.sequence);
const idsSent = ({ calls }: World): unknown[] => calls.map(({ headers }) => headers['webhook-id']);

describe('a replay', () => {
  test('sends a delivered webhook once more, under its old id, and its tries are counted on', async () => {
    const { world, order } = await openPaid();
    await deliverWebhooks(world, order.id);
    world.moveClock(dayMs);
    const { due } = await replayWebhooks(world, client, { orderId: order.id, which: { sequence: 1 } });
    await sweepDueWork(world);

    expect(due).toEqual([{ sequence: 1, dueAt: world.now() }]);
    expect(new Set(idsSent(world)).size).toBe(1);
    expect(world.calls).toHaveLength(2);
    expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'delivered', tries: 2, dueAt: undefined }]);
    expect(await triesOf(world, order)).toHaveLength(2);
    expect((await verifyOrder(world, order.id)).flaws).toEqual([]);
  });

  test('gives an undelivered webhook three new days, and the first try three seconds', async () => {
    const { world, order } = await openPaid(broken);
    await deliverUntil(world, order, 4 * dayMs);
    await replayWebhooks(world, client, { orderId: order.id, which: { after: 0 } });
    await deliverUntil(world, order, 9 * dayMs);

    expect(await triesOf(world, order)).toHaveLength(20);
    expect(world.calls.map(({ timeoutMs }) => timeoutMs).slice(9, 12)).toEqual([10_000, 3000, 10_000]);
    expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'undelivered', tries: 20 }]);
    expect(world.counted).toEqual(['WebhookUndelivered', 'WebhookUndelivered']);
  });

  test('sends all after one, in order and one at a time', async () => {
    const { world, order } = await openPaidLate(() => accepted);
    await deliverWebhooks(world, order.id);
    await replayWebhooks(world, client, { orderId: order.id, which: { after: 0 } });
    await Promise.all(Array.from({ length: 5 }, () => deliverWebhooks(world, order.id)));
    await deliverWebhooks(world, order.id);

    expect(sequencesSent(world)).toEqual([1, 2, 1, 2]);
  });

  test('clicked twice sends once', async () => {
    const { world, order } = await openPaid();
    await deliverWebhooks(world, order.id);
    const click = () => replayWebhooks(world, client, { orderId: order.id, which: { sequence: 1 } });
    const [first, second] = await Promise.all([click(), click()]);
    const third = await click();
    await sweepDueWork(world);

    expect([second.due, third.due]).toEqual([first.due, first.due]);
    expect(world.calls).toHaveLength(2);
  });

  test('leaves what is due as it is', async () => {
    const { world, order } = await openPaid(broken);
    await deliverWebhooks(world, order.id);
    const before = await deliveriesOf(world, order);
    world.requests.length = 0;
    await replayWebhooks(world, client, { orderId: order.id, which: { after: 0 } });

    expect(await deliveriesOf(world, order)).toEqual(before);
    expect(commitsIn(world)).toEqual([]);
  });

  test('sends what had no receiver when the portal has an address by now', async () => {
    const { world, order } = await openPaid();
    await changeClient(world, { webhookUrl: undefined });
    await deliverWebhooks(world, order.id);
    const which = { after: 0 };
    expect(await refusalOf(replayWebhooks(world, client, { orderId: order.id, which }))).toEqual({
      code: 'no-webhook-receiver',
    });

    await changeClient(world, { version: 3 });
    await replayWebhooks(world, client, { orderId: order.id, which });
    await sweepDueWork(world);
    expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'delivered', tries: 1 }]);
  });

  test('of others’ orders, or of webhooks that are not there, is refused', async () => {
    const { world, order } = await openPaid();
    const replay = (of: object, asker = client) =>
      refusalOf(replayWebhooks(world, asker, { orderId: order.id, which: { sequence: 1 }, ...of }));

    expect(await replay({ orderId: 'LP0000000000' })).toEqual({ code: 'order-not-found' });
    expect(await replay({}, { ...client, agencyCodes: [] })).toEqual({ code: 'order-not-found' });
    expect(await replay({ which: { sequence: 2 } })).toEqual({ code: 'webhook-not-found' });
  });
});

describe('while others are at the order,', () => {
  test('a webhook on its way is not met by an earlier one', async () => {
    const { world, order } = await openPaidLate(() => accepted);
    const underWay: string[] = [];
    let most = 0;
    /** The second webhook takes its time; meanwhile the first is asked for again, and delivered wherever it is due. */
    const call: World['call'] = async (made) => {
      underWay.push(made.url);
      most = Math.max(most, underWay.length);
      if (JSON.parse(made.body).data.sequence === 2 && world.calls.length === 1) {
        await replayWebhooks(world, client, { orderId: order.id, which: { sequence: 1 } });
        await deliverWebhooks({ ...world, call }, order.id);
      }
      const called = await world.call(made);
      underWay.pop();
      return called;
    };
    await deliverWebhooks({ ...world, call }, order.id);
    world.moveClock(minuteMs);
    await deliverWebhooks({ ...world, call }, order.id);

    expect(most).toBe(1);
    expect(sequencesSent(world)).toEqual([1, 2, 1]);
  });

  /** Somebody takes the next webhook of an order, and is busy with it ever after. */
  const claim = async (world: World, orderId: OrderId): Promise<void> => {
    const never = new Promise<never>(() => undefined);
    void deliverWebhooks({ ...world, call: () => never }, orderId);
    for (let turns = 0; turns < 20; turns += 1) await world.sleep(0);
  };

  test('a webhook that is claimed between is waited for', async () => {
    const { world, order } = await openPaidLate(({ body }) => (body.includes('order.expired') ? accepted : broken));
    await deliverWebhooks(world, order.id);
    world.moveClock(minuteMs);
    const store = interruptedBy(world.store, () => claim(world, order.id));
    const { due } = await replayWebhooks({ ...world, store }, client, { orderId: order.id, which: { sequence: 1 } });

    expect(due).toEqual([{ sequence: 1, dueAt: (await deliveriesOf(world, order))[1]?.dueAt }]);
    expect(due[0]!.dueAt > world.now()).toBe(true);
  });

  test('so is one of a fact that comes between', async () => {
    const { world, order, payLate } = await openExpired(() => accepted);
    await deliverWebhooks(world, order.id);
    const store = interruptedBy(world.store, async () => {
      await payLate();
      await claim(world, order.id);
    });
    const { due } = await replayWebhooks({ ...world, store }, client, { orderId: order.id, which: { sequence: 1 } });

    expect(due).toEqual([{ sequence: 1, dueAt: addMs(world.now(), minuteMs / 2) }]);
    expect(await deliveriesOf(world, order)).toMatchObject([
      { sequence: 1, status: 'due', tries: 1 },
      { sequence: 2, status: 'due', tries: 0 },
    ]);
    expect((await verifyOrder(world, order.id)).flaws).toEqual([]);
  });
});
