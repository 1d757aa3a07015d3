import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { deriveWebhookSecret } from '../../../lib/domain/webhook-key.ts';
import { changeMerchantAccount } from '../../../lib/use-cases/configure-merchant-account.ts';
import { isEmbeddedDynamodbAvailable } from '../../../local/embedded-dynamodb.ts';
import { type FunctionWorld, openFunctionWorld, sample } from '../../functions/function-world.ts';
import { client } from '../../samples.ts';

describe.skipIf(!isEmbeddedDynamodbAvailable())('a merchant account', () => {
  let world: FunctionWorld;
  let accounts: typeof import('../../../lib/runtime/accounts.ts');

  beforeAll(async () => {
    world = await openFunctionWorld();
    accounts = await import('../../../lib/runtime/accounts.ts');
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  afterAll(async () => {
    await world.stop();
  });

  test('is opened with its keys', async () => {
    const opened = await accounts.findAccount(sample.accountId);

    expect(opened?.account).toMatchObject({ id: sample.accountId, options: { tmnCode: 'LEPHIDEM' } });
    expect(opened?.plugIn.movementKey?.('X')).toBe('vnpay:LEPHIDEM:X');
  });

  test.each(['other', '', 'UPPER', 'a/b', 'a'.repeat(5000), '../../webhook-key', 'ệ'])(
    'of the id "%s" is not there',
    async (id) => {
      expect(await accounts.findAccount(id)).toBeUndefined();
    },
  );

  test('that was changed is seen as it was for half a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const tmnCodeOf = async () => (await accounts.findAccount(sample.accountId))?.account.options.tmnCode;
    await changeMerchantAccount(world.configuring, sample.accountId, { tmnCode: 'ANOTHER1' });

    const before = await tmnCodeOf();
    vi.setSystemTime(Date.now() + 30_000);

    expect([before, await tmnCodeOf()]).toEqual(['LEPHIDEM', 'ANOTHER1']);
  });

  test('has nothing to do with the keys of webhooks, which are derived for each client', async () => {
    const expected = deriveWebhookSecret('a master secret of this test alone', client.id, 1);

    expect(await accounts.webhookSecrets(client)).toEqual([expected]);
  });
});
