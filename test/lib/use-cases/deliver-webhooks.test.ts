import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addMs, dayMs, hourMs, instantToMs, minuteMs } from '../../../lib/domain/time.ts';
import { deriveWebhookSecret, webhookSecretsOf } from '../../../lib/domain/webhook-key.ts';
import { at, put } from '../../../lib/store/key-table.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import type { Called } from '../../../lib/use-cases/parts.ts';
import { client, orderBody, start } from '../../samples.ts';
import { webhookSecret, type World } from '../../world.ts';
import { journalOf, openWorld, read } from './sample-world.ts';
import {
  accepted,
  broken,
  changeClient,
  deliveriesOf,
  deliverUntil,
  openPaid,
  openPaidLate,
  triesOf,
} from './webhook-world.ts';

describe('a webhook', () => {
  // The verifier compares with its own clock.
  beforeEach(() => void vi.useFakeTimers({ now: instantToMs(start), toFake: ['Date'] }));
  afterEach(() => void vi.useRealTimers());

  test('is delivered to the portal, which can verify it with an independent library', async () => {
    const { world, order } = await openPaid();
    await deliverWebhooks(world, order.id);

    const [call] = world.calls;
    expect(call).toMatchObject({ url: client.webhookUrl, timeoutMs: 3000 });
    expect(call?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': `msg_${order.id}_3` });
    expect(new Webhook(webhookSecret).verify(call?.body ?? '', { ...call?.headers })).toMatchObject({
      type: 'order.paid',
      data: { orderId: order.id, sequence: 1, totalAmountVnd: 135_000, metadata: orderBody.metadata },
    });
  });

  test('is signed with both keys while the client’s key is being changed, each try anew', async () => {
    const { world, order } = await openPaid(broken);
    const webhookSecrets: World['webhookSecrets'] = async (of) => webhookSecretsOf('master', of, world.now());
    const keysThatHold = async () => {
      await deliverWebhooks({ ...world, webhookSecrets, random: () => 0 }, order.id);
      const { body, headers } = world.calls.at(-1)!;
      const sentAt = new Date(1000 * Number(headers['webhook-timestamp']));
      const sign = (number: number) =>
        new Webhook(deriveWebhookSecret('master', client.id, number)).sign(headers['webhook-id']!, sentAt, body);
      return headers['webhook-signature']!.split(' ').map((signature) => [1, 2].find((one) => sign(one) === signature));
    };

    expect(await keysThatHold()).toEqual([1]);
    await changeClient(world, { webhookKey: { number: 2, previousUntil: addMs(start, 5 * minuteMs) } });
    world.moveClock(2 * minuteMs);
    expect(await keysThatHold()).toEqual([2, 1]);
    world.moveClock(8 * minuteMs);
    expect(await keysThatHold()).toEqual([2]);
    expect(world.calls).toHaveLength(3);
  });
});

describe('what was delivered', () => {
  test('is due no more, and the try is in the log', async () => {
    const { world, order } = await openPaid();
    await deliverWebhooks(world, order.id);

    expect(await deliveriesOf(world, order)).toEqual([
      { sequence: 1, status: 'delivered', tries: 1, firstTriedAt: start, dueAt: undefined },
    ]);
    expect(await triesOf(world, order)).toEqual([{ version: 1, at: start, durationMs: 0, status: 204 }]);
  });

  test('is not delivered again', async () => {
    const { world, order } = await openPaid();
    await deliverWebhooks(world, order.id);
    await deliverWebhooks(world, order.id);

    expect(world.calls).toHaveLength(1);
  });

  test('leaves the fact as it was', async () => {
    const { world, order } = await openPaid();
    const before = (await journalOf(world, order)).at(-1);
    await deliverWebhooks(world, order.id);

    expect((await journalOf(world, order)).at(-1)).toMatchObject({ sequence: 3, at: before?.at, fact: before?.fact });
  });

  test.each([200, 201, 202, 204, 299])('was taken with the answer %d', async (status) => {
    const { world, order } = await openPaid({ type: 'answered', status, body: 'thanks' });
    await deliverWebhooks(world, order.id);

    expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'delivered' }]);
  });
});

describe('two at once', () => {
  test('deliver a webhook once', async () => {
    const { world, order } = await openPaid();
    await Promise.all(Array.from({ length: 20 }, () => deliverWebhooks(world, order.id)));

    expect(world.calls).toHaveLength(1);
    expect(await triesOf(world, order)).toHaveLength(1);
  });

  test('deliver it once also while the portal takes its time', async () => {
    const { world, order } = await openPaid();
    const slow: World['call'] = async (call) => {
      await deliverWebhooks(world, order.id);
      return world.call(call);
    };
    await deliverWebhooks({ ...world, call: slow }, order.id);

    expect(world.calls).toHaveLength(1);
  });

  test('try it again when the first died on the way, half a minute later and under the same id', async () => {
    const { world, order } = await openPaid();
    const dying = { ...world, call: () => Promise.reject(new Error('the process ended')) };
    await expect(deliverWebhooks(dying, order.id)).rejects.toThrow('the process ended');

    await deliverWebhooks(world, order.id);
    expect(world.calls).toEqual([]);
    world.moveClock(minuteMs / 2);
    await deliverWebhooks(world, order.id);
    expect(world.calls.map(({ headers }) => headers['webhook-id'])).toEqual([`msg_${order.id}_3`]);
    expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'delivered', tries: 1 }]);
  });
});

describe('a try that fails', () => {
  test.each<[string, Called, object]>([
    ['an answer of another status', broken, { status: 500 }],
    ['a redirect', { type: 'answered', status: 302, body: '' }, { status: 302 }],
    ['an answer before the end', { type: 'answered', status: 100, body: '' }, { status: 100 }],
    ['no answer', { type: 'failed', why: 'connect ECONNREFUSED' }, { error: 'connect ECONNREFUSED' }],
  ])('with %s is in the log, and the next one is due', async (_name, answer, logged) => {
    const { world, order } = await openPaid(answer);
    await deliverWebhooks({ ...world, random: () => 0 }, order.id);

    const dueAt = addMs(start, minuteMs / 2);
    expect(await deliveriesOf(world, order)).toEqual([
      { sequence: 1, status: 'due', tries: 1, firstTriedAt: start, dueAt },
    ]);
    expect(await triesOf(world, order)).toEqual([
      { version: 1, at: start, durationMs: 0, ...logged, nextTryAt: dueAt },
    ]);
  });

  test('is followed by another when its time has come, and not before', async () => {
    const { world, order } = await openPaid(broken, accepted);
    const steady = { ...world, random: () => 0 };
    await deliverWebhooks(steady, order.id);
    world.moveClock(minuteMs / 2 - 1);
    await deliverWebhooks(steady, order.id);
    expect(world.calls).toHaveLength(1);

    world.moveClock(1);
    await deliverWebhooks(steady, order.id);
    expect(world.calls.map(({ timeoutMs }) => timeoutMs)).toEqual([3000, 10_000]);
    expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'delivered', tries: 2 }]);
  });

  test('is followed by others for three days; then the webhook is undelivered, and counted', async () => {
    const { world, order } = await openPaid(broken);
    await deliverUntil(world, order, 4 * dayMs);

    const tries = await triesOf(world, order);
    expect(tries).toHaveLength(10);
    expect(instantToMs(world.now()) - instantToMs(start)).toBeGreaterThanOrEqual(3 * dayMs);
    expect(tries.at(-1)).not.toHaveProperty('nextTryAt');
    expect(await deliveriesOf(world, order)).toMatchObject([{ status: 'undelivered', tries: 10, dueAt: undefined }]);
    expect(world.counted).toEqual(['WebhookUndelivered']);
    expect(new Set(world.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('is signed anew each time, because signatures grow old', async () => {
    const { world, order } = await openPaid(broken);
    await deliverUntil(world, order, hourMs);
    const timestamps = world.calls.map(({ headers }) => headers['webhook-timestamp']);

    expect(new Set(timestamps).size).toBe(timestamps.length);
    expect(new Set(world.calls.map(({ body }) => body)).size).toBe(1);
  });
});

describe('the webhooks of one order', () => {
  const typesOf = ({ calls }: World): unknown[] => calls.map(({ body }) => JSON.parse(body).type);

  test('go one at a time and in order', async () => {
    const { world, order } = await openPaidLate(() => accepted);
    await Promise.all(Array.from({ length: 5 }, () => deliverWebhooks(world, order.id)));
    await deliverWebhooks(world, order.id);

    expect(typesOf(world)).toEqual(['order.expired', 'order.paid']);
    expect(world.calls.map(({ body }): unknown => JSON.parse(body).data.sequence)).toEqual([1, 2]);
    expect(await deliveriesOf(world, order)).toMatchObject([
      { sequence: 1, status: 'delivered' },
      { sequence: 2, status: 'delivered' },
    ]);
  });

  test('wait for the first of them that is not taken', async () => {
    const answers = [broken, broken, accepted, accepted];
    const { world, order } = await openPaidLate(() => answers.shift() ?? accepted);
    await deliverUntil(world, order, dayMs);
    expect(typesOf(world)).toEqual(['order.expired']);

    await deliverUntil(world, order, 2 * dayMs);
    expect(typesOf(world)).toEqual(['order.expired', 'order.expired', 'order.expired', 'order.paid']);
  });

  test('are not found as due while the first of them waits for its next try', async () => {
    const { world, order } = await openPaidLate(() => broken);
    await deliverWebhooks(world, order.id);
    await deliverWebhooks(world, order.id);
    const [first, second] = await deliveriesOf(world, order);

    expect(first?.dueAt && first.dueAt > world.now()).toBe(true);
    expect(second).toMatchObject({ status: 'due', tries: 0, dueAt: first?.dueAt });
    expect(await world.store.listDue('webhook', world.now(), 10)).toEqual([]);
  });

  test('go on when the first is given up', async () => {
    const { world, order } = await openPaidLate(({ body }) => (body.includes('order.expired') ? broken : accepted));
    await deliverUntil(world, order, 5 * dayMs);

    expect(await deliveriesOf(world, order)).toMatchObject([
      { status: 'undelivered', tries: 10 },
      { status: 'delivered', tries: 1 },
    ]);
    expect(world.counted).toEqual(['WebhookUndelivered']);
  });

  test('are found after any number of events that nobody is told of', async () => {
    const { world, order } = await openPaid();
    const events = Array.from({ length: 150 }, (_, index) => index + 4);
    const noted = (sequence: number) => ({
      version: 1,
      orderId: order.id,
      sequence,
      at: start,
      fact: { type: 'notice.contradicted' as const, movementKey: 'm', said: 'failed 1' },
    });
    for (const sequence of events) await world.store.commit([put(at.event(order.id, sequence), noted(sequence))]);
    const last = { ...noted(154), fact: { type: 'order.expired' as const }, dueAt: start };
    const delivery = { sequence: 2, status: 'due' as const, tries: 0 };
    await world.store.commit([put(at.event(order.id, 154), { ...last, delivery })]);
    await deliverWebhooks(world, order.id);

    expect(typesOf(world)).toEqual(['order.paid', 'order.expired']);
  });
});

describe('a portal', () => {
  test('that is switched off is told all the same of what it began', async () => {
    const { world, order } = await openPaid(accepted);
    await changeClient(world, { enabled: false });
    await deliverWebhooks(world, order.id);

    expect(world.calls).toMatchObject([{ url: client.webhookUrl }]);
  });

  test('without an address is told nothing, which stays visible', async () => {
    const { world, order } = await openPaid();
    await changeClient(world, { webhookUrl: undefined });
    await deliverWebhooks(world, order.id);

    expect(world.calls).toEqual([]);
    expect(await deliveriesOf(world, order)).toEqual([
      { sequence: 1, status: 'no-receiver', tries: 0, dueAt: undefined },
    ]);
  });

  test('that moved is told at its new address', async () => {
    const { world, order } = await openPaid(broken, accepted);
    await deliverWebhooks(world, order.id);
    await changeClient(world, { webhookUrl: 'https://moi.example.vn/lephi' });
    world.moveClock(minuteMs);
    await deliverWebhooks(world, order.id);

    expect(world.calls.map(({ url }) => url)).toEqual([client.webhookUrl, 'https://moi.example.vn/lephi']);
  });

  test('that is not there, or whose order is not, is a fault', async () => {
    const { world, order } = await openPaid();
    const orphaned = { ...order, clientId: 'gone', version: (await read(world, order)).version + 1 };
    await world.store.commit([put(at.order(order.id), orphaned)]);

    await expect(deliverWebhooks(world, order.id)).rejects.toThrow(order.id);
    await expect(deliverWebhooks(await openWorld(), order.id)).rejects.toThrow(order.id);
  });
});
