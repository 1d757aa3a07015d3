import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at } from '../../lib/store/key-table.ts';
import { find } from '../../lib/store/read.ts';
import { isEmbeddedDynamodbAvailable } from '../../local/embedded-dynamodb.ts';
import { openFunctionWorld, type FunctionWorld, sample, wake } from './function-world.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('the function provider-callback', () => {
  let world: FunctionWorld;
  let providerCallback: typeof import('../../functions/provider-callback.ts');

  beforeAll(async () => {
    world = await openFunctionWorld();
    providerCallback = await import('../../functions/provider-callback.ts');
    await world.startPaying(await world.addOrder());
  });

  afterAll(async () => {
    await world.stop();
  });

  const wordFor = async (changes = {}): Promise<string> => {
    const { statusCode, body } = await wake(providerCallback.handler, 'provider-callback', changes);
    expect(statusCode).toBe(200);
    return JSON.parse(body!).RspCode;
  };

  test('refuses a callback that is not signed, and one for an account that nobody can have', async () => {
    expect(await wordFor({ rawQueryString: 'vnp_Amount=13500000' })).toBe('97');
    expect(await wordFor({ pathParameters: { provider: 'vnpay', account: 'a'.repeat(5000) } })).toBe('97');
    expect(await wordFor({ pathParameters: { provider: 'vnpay', account: 'other' } })).toBe('97');
  });

  test('takes the callback of its sample event, once', async () => {
    expect([await wordFor(), await wordFor()]).toEqual(['00', '02']);
    expect(await find(world.store, at.order(sample.orderId))).toMatchObject({
      status: 'paid',
      payment: { paidOn: '2026-11-21', transactionId: '14422574' },
    });
  });
});
