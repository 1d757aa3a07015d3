import { describe, expect, test } from 'vitest';
import { notifiedFacts } from '../../../lib/domain/order-events.ts';
import { type RefusalCode, refusals } from '../../../lib/domain/refusal.ts';
import { exampleProblem, examples } from '../../../lib/http/openapi-examples.ts';
import { expectSchema } from './described-api.ts';
import { read } from './http-answer.ts';
import { openPortal } from './portal.ts';

/** As its readers get it. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the examples', () => {
  test('are as their schemas say', () => {
    expectSchema('OrderRequest', examples.request);
    for (const order of [examples.made, examples.paid, examples.cancelled]) expectSchema('Order', asJson(order));
    expectSchema('OrderPage', asJson(examples.orders));
    expectSchema('EventPage', asJson(examples.events));
    expectSchema('DeliveryPage', asJson(examples.deliveries));
    expectSchema('ReplayRequest', asJson(examples.replayRequest));
    expectSchema('Replay', asJson(examples.replay));
    expectSchema('PaidWebhook', examples.webhooks['order.paid']);
    expectSchema('ExpiredWebhook', examples.webhooks['order.expired']);
    expectSchema('CancelledWebhook', examples.webhooks['order.cancelled']);
    expect(Object.keys(examples.webhooks)).toEqual([...notifiedFacts]);
  });

  test('of a request makes the example of an answer', async () => {
    const made = read(await (await openPortal()).postOrder(examples.request));
    const { id: _, paymentCode, checkoutUrl, ...same } = examples.made;

    expect(made).toMatchObject(asJson(same) as object);
    expect(paymentCode).toBe('LP7K-3M9Q-2XWW');
    expect(checkoutUrl).toContain('/pay/LP7K3M9Q2XWW');
  });

  test.each([...(Object.keys(refusals) as RefusalCode[]), 'fault' as const])('of %s is a problem', (code) => {
    expectSchema('Problem', exampleProblem(code));
    expect(exampleProblem(code)).toMatchObject({ code });
  });
});
