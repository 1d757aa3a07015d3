import { beforeEach, describe, expect, test } from 'vitest';
import { at, put } from '../../../lib/store/key-table.ts';
import { deliverWebhooks } from '../../../lib/use-cases/deliver-webhooks.ts';
import { client, start } from '../../samples.ts';
import { expectPromised, operations } from './described-api.ts';
import { expectRefusal, read } from './http-answer.ts';
import { asJson, openPortal, type Portal } from './portal.ts';

let portal: Portal;
let id: string;

beforeEach(async () => {
  portal = await openPortal();
  const order = read(await portal.postOrder());
  ({ id } = order);
  await portal.pay(order);
});

const deliver = () => deliverWebhooks(portal.world, id as Parameters<typeof deliverWebhooks>[1]);

const promise = (operationId: string) => operations.find((operation) => operation.operationId === operationId)!;

const log = (query = '') => portal.get(`/v1/orders/${id}/webhooks${query}`);

const replay = (body: unknown, of = id) =>
  portal.call({
    method: 'POST',
    target: `/v1/orders/${of}/webhooks/replay`,
    headers: asJson,
    body: JSON.stringify(body),
  });

describe('GET /v1/orders/{id}/webhooks', () => {
  test('lists each webhook under the id that it is sent under, with its tries and nothing of ours', async () => {
    await deliver();
    await replay({ sequence: 1 });

    const answer = await log();

    expectPromised(promise('listWebhooks'), answer);
    expect(read(answer)).toEqual({
      items: [
        {
          id: `msg_${id}_3`,
          sequence: 1,
          eventSequence: 3,
          type: 'order.paid',
          status: 'due',
          tries: 1,
          firstTriedAt: start,
          nextTryAt: start,
          latestTries: [{ number: 1, at: start, durationMs: 0, status: 204 }],
        },
      ],
    });
    expect(portal.world.calls[0]?.headers['webhook-id']).toBe(`msg_${id}_3`);
  });

  test('lists them page by page', async () => {
    const fact = { type: 'order.expired' as const };
    const delivery = { sequence: 2, status: 'delivered' as const, tries: 0 };
    const event = { version: 1, orderId: id as never, sequence: 4, at: start, fact, delivery };
    await portal.world.store.commit([put(at.event(id, 4), event)]);
    const first = read(await log('?limit=1'));
    const second = read(await log(`?limit=1&after=${first.next}`));

    expect([first.items, second.items]).toMatchObject([[{ sequence: 1 }], [{ sequence: 2, latestTries: [] }]]);
    expect(second.next).toBeUndefined();
  });

  test('is refused with a cursor of its caller’s making, or a limit of 0', async () => {
    expectRefusal(await log('?after=bGVwaGk'), 422, 'validation-failed');
    expectRefusal(await log('?limit=0'), 422, 'validation-failed');
  });
});

describe('POST /v1/orders/{id}/webhooks/replay', () => {
  test('makes one webhook due again, or all after one, and a double click does no harm', async () => {
    await deliver();
    const first = await replay({ sequence: 1 });
    const second = await replay({ after: 0 });

    expectPromised(promise('replayWebhooks'), first);
    expect([first.status, second.status]).toEqual([202, 202]);
    expect(read(first)).toEqual({ items: [{ sequence: 1, nextTryAt: start }] });
    expect(read(second)).toEqual(read(first));
    expect(read(await replay({ after: 1 }))).toEqual({ items: [] });
  });

  test('is shown in the journal as another due webhook, and not as a fact', async () => {
    await deliver();
    await replay({ sequence: 1 });
    const { items } = read(await portal.get(`/v1/orders/${id}/events`));

    expect(items).toHaveLength(3);
    expect(items[2].webhook).toEqual({ sequence: 1, status: 'due', tries: 1, firstTriedAt: start });
  });

  test.each<[string, unknown, string]>([
    ['neither', {}, '/sequence'],
    ['both', { sequence: 1, after: 0 }, '/sequence'],
    ['a sequence of 0', { sequence: 0 }, '/sequence'],
    ['a sequence as a text', { sequence: '1' }, '/sequence'],
    ['less than nothing', { after: -1 }, '/after'],
    ['half a webhook', { after: 0.5 }, '/after'],
    ['more than a number can count', { after: 2 ** 53 }, '/after'],
    ['a list', [], ''],
    ['nothing', null, ''],
  ])('is refused when the body says %s, and nothing is stored', async (_what, body, pointer) => {
    await deliver();
    const writtenBefore = portal.written.length;
    const { errors } = expectRefusal(await replay(body), 422, 'validation-failed');

    expect(errors?.map((error) => error.pointer)).toEqual([pointer]);
    expect(portal.written).toHaveLength(writtenBefore);
  });

  test('is refused for what is not there', async () => {
    expectRefusal(await replay({ sequence: 2 }), 404, 'webhook-not-found');
    expectRefusal(await replay({ sequence: 1 }, 'LP0000000000'), 404, 'order-not-found');
    await portal.world.store.commit([put(at.client(client.id), { ...client, version: 2, webhookUrl: undefined })]);
    expectRefusal(await replay({ sequence: 1 }), 409, 'no-webhook-receiver');
  });
});
