import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { orderRequests, seed } from '../bad-input/arbitraries.ts';
import { openFunctionWorld, sampleEvent, type FunctionWorld, wake } from './function-world.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('the function portal-api', () => {
  let world: FunctionWorld;
  let portalApi: typeof import('../../functions/portal-api.ts');

  beforeAll(async () => {
    world = await openFunctionWorld();
    portalApi = await import('../../functions/portal-api.ts');
  });

  afterAll(async () => {
    await world.stop();
  });

  test('makes the order of its sample event, once', async () => {
    const made = await wake(portalApi.handler, 'portal-api');
    const again = await wake(portalApi.handler, 'portal-api');

    expect([made.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(JSON.parse(again.body!)).toEqual(JSON.parse(made.body!));
    expect(JSON.parse(made.body!)).toMatchObject({
      status: 'awaiting',
      checkoutUrl: expect.stringMatching(/^https:\/\/thanhtoan\.example\.vn\/pay\/LP/),
    });
  });

  test('lists the order from its index', async () => {
    const { requestContext }: APIGatewayProxyEventV2 = sampleEvent('portal-api');
    const listing = await wake(portalApi.handler, 'portal-api', {
      rawQueryString: 'dossierCode=H15.50.05.13-261121-0975&limit=1',
      requestContext: { ...requestContext, http: { ...requestContext.http, method: 'GET' } },
    });

    expect(JSON.parse(listing.body!)).toMatchObject({ items: [{ totalAmountVnd: 135_000 }] });
  });

  test(`finds no order that the table cannot take (seed ${seed})`, async () => {
    const { headers }: APIGatewayProxyEventV2 = sampleEvent('portal-api');
    const keys = fc.stringMatching(/^[\x21-\x7e]{1,255}$/);

    await fc.assert(
      fc.asyncProperty(orderRequests, keys, async (request, key) => {
        const { statusCode } = await wake(portalApi.handler, 'portal-api', {
          headers: { ...headers, 'idempotency-key': key },
          body: JSON.stringify({ request }).slice('{"request":'.length, -1),
        });

        expect(statusCode).toBeLessThan(500);
      }),
      { seed, numRuns: 100 },
    );
  });
});
