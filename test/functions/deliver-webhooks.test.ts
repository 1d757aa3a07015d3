import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyFact } from '../../lib/domain/order.ts';
import { deriveWebhookSecret } from '../../lib/domain/webhook-key.ts';
import { at } from '../../lib/store/key-table.ts';
import { find } from '../../lib/store/read.ts';
import { listWebhooks } from '../../lib/use-cases/read-webhooks.ts';
import { replayWebhooks } from '../../lib/use-cases/replay-webhooks.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { listenOnLoopback } from '../../local/free-port.ts';
import { agency } from '../samples.ts';
import { openFunctionWorld, type FunctionWorld, sample, sampleEvent } from './function-world.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('the function deliver-webhooks', () => {
  const received: { headers: IncomingHttpHeaders; body: string }[] = [];
  const portal = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ headers: request.headers, body });
      response.writeHead(204).end();
    });
  });
  let world: FunctionWorld;
  let deliverWebhooks: typeof import('../../functions/deliver-webhooks.ts');

  beforeAll(async () => {
    const port = await listenOnLoopback(portal);
    world = await openFunctionWorld({ webhookUrl: `http://127.0.0.1:${port}/webhooks` });
    deliverWebhooks = await import('../../functions/deliver-webhooks.ts');
  });

  afterAll(async () => {
    portal.close();
    portal.closeAllConnections();
    await world.stop();
  });

  const event: DynamoDBStreamEvent = sampleEvent('deliver-webhooks');

  test('has nothing to do again for a record of an order that is not there, or of none', async () => {
    const [record] = event.Records;
    const strange = { ...record, dynamodb: { Keys: { pk: { S: 'AGENCY#H15' } } } };

    expect(await deliverWebhooks.handler({ Records: [...event.Records, strange, {}] })).toEqual({
      batchItemFailures: [],
    });
    expect(received).toEqual([]);
  });

  test('tells the portal of its sample event, signed, once for all records of an order', async () => {
    await world.commit(applyFact(await world.addOrder(), { type: 'order.cancelled', by: 'demo-portal' }, world.now()));
    await deliverWebhooks.handler({ Records: [...event.Records, ...event.Records] });
    const [webhook, ...more] = received;
    const secret = deriveWebhookSecret('a master secret of this test alone', sample.clientId, 1);

    expect(more).toEqual([]);
    expect(new Webhook(secret).verify(webhook!.body, webhook!.headers as Record<string, string>)).toMatchObject({
      type: 'order.cancelled',
      data: { orderId: sample.orderId, sequence: 1 },
    });
    expect(await find(world.store, at.event(sample.orderId, 2))).toMatchObject({ delivery: { status: 'delivered' } });
  });

  test('tells it once more under the same id when the portal asks for it, and the log has both tries', async () => {
    const portalOfOrder = { agencyCodes: [agency.code] };
    const asked = { orderId: sample.orderId, which: { after: 0 } };
    expect((await replayWebhooks(world.configuring, portalOfOrder, asked)).due).toMatchObject([{ sequence: 1 }]);
    await deliverWebhooks.handler(event);
    const { items, next } = await listWebhooks(world.store, portalOfOrder, { id: sample.orderId, limit: 50 });

    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual(Array(2).fill(`msg_${sample.orderId}_2`));
    expect(items).toMatchObject([
      {
        delivery: { status: 'delivered', tries: 2 },
        tries: [
          { number: 1, status: 204 },
          { number: 2, status: 204 },
        ],
      },
    ]);
    expect(next).toBeUndefined();
  });
});
