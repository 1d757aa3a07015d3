import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../lib/store/key-table.ts';
import { find } from '../../lib/store/read.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { openFunctionWorld, type FunctionWorld, sample, sampleEvent, wake } from './function-world.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('the function checkout-pages', () => {
  let world: FunctionWorld;
  let checkoutPages: typeof import('../../functions/checkout-pages.ts');

  beforeAll(async () => {
    world = await openFunctionWorld();
    checkoutPages = await import('../../functions/checkout-pages.ts');
    await world.addOrder();
  });

  afterAll(async () => {
    await world.stop();
  });

  test('shows the page of its sample event', async () => {
    const { statusCode, headers, body } = await wake(checkoutPages.handler, 'checkout-pages');

    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining('https://sandbox.vnpayment.vn'),
    });
    expect(body).toMatch(/<html lang="en">[^]*135,000/);
  });

  test('sends the payer to the provider, once the attempt is stored', async () => {
    const { requestContext }: APIGatewayProxyEventV2 = sampleEvent('checkout-pages');
    const { statusCode, headers } = await wake(checkoutPages.handler, 'checkout-pages', {
      requestContext: { ...requestContext, http: { ...requestContext.http, method: 'POST' } },
      body: Buffer.from(`account=${sample.accountId}`).toString('base64'),
      isBase64Encoded: true,
    });

    expect(statusCode).toBe(303);
    expect(headers?.location).toContain('vnp_TmnCode=LEPHIDEM');
    expect(await find(world.store, at.order(sample.orderId))).toMatchObject({
      attempts: [{ reference: `${sample.orderId}A1`, status: 'under-way' }],
    });
  });
});
