import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSecrets } from '../../../lib/runtime/secrets.ts';
import { startSecretsServer } from './secrets-server.ts';

const keys = { current: { id: 'e0a5091e', secret: 'first-secret' } };
const changedKeys = { current: { id: '0ae70fa0', secret: 'second-secret' }, previous: keys.current };

let values: Map<string, string>;
let server: Awaited<ReturnType<typeof startSecretsServer>>;
let nowMs: number;

beforeEach(async () => {
  values = new Map([
    ['lephi/test/webhook-key', 'master'],
    ['lephi/test/merchant-accounts/demo', JSON.stringify(keys)],
  ]);
  server = await startSecretsServer(values);
  nowMs = 0;
});

afterEach(() => {
  server.stop();
});

const secretsOf = (client = server.client) =>
  makeSecrets({
    client,
    webhookKeySecret: 'lephi/test/webhook-key',
    merchantSecretPrefix: 'lephi/test/merchant-accounts/',
    nowMs: () => nowMs,
  });

describe('the keys of a merchant account', () => {
  test('are read from the secret that is named after it', async () => {
    expect(await secretsOf().findMerchantKeys('demo')).toEqual(keys);
  });

  test('are asked for once a minute, however many want them', async () => {
    const secrets = secretsOf();
    await Promise.all([secrets.findMerchantKeys('demo'), secrets.findMerchantKeys('demo')]);
    values.set('lephi/test/merchant-accounts/demo', JSON.stringify(changedKeys));
    nowMs = 59_999;

    expect(await secrets.findMerchantKeys('demo')).toEqual(keys);
    expect(server.asked).toHaveLength(1);
  });

  test('that changed are seen after a minute', async () => {
    const secrets = secretsOf();
    await secrets.findMerchantKeys('demo');
    values.set('lephi/test/merchant-accounts/demo', JSON.stringify(changedKeys));
    nowMs = 60_000;

    expect(await secrets.findMerchantKeys('demo')).toEqual(changedKeys);
  });

  test('that were not there yet are seen at once', async () => {
    const secrets = secretsOf();
    expect(await secrets.findMerchantKeys('new')).toBeUndefined();
    values.set('lephi/test/merchant-accounts/new', JSON.stringify(keys));

    expect(await secrets.findMerchantKeys('new')).toEqual(keys);
  });

  test('that nobody can read are a fault that does not repeat what they are', async () => {
    values.set('lephi/test/merchant-accounts/demo', 'sesame-open');

    await expect(secretsOf().findMerchantKeys('demo')).rejects.toThrow(/^(?!.*sesame).*$/s);
  });

  test('of at most a hundred accounts are kept', async () => {
    for (let count = 0; count <= 100; count += 1)
      values.set(`lephi/test/merchant-accounts/${count}`, JSON.stringify(keys));
    const secrets = secretsOf();
    for (let count = 0; count <= 100; count += 1) await secrets.findMerchantKeys(String(count));
    await secrets.findMerchantKeys('100');
    await secrets.findMerchantKeys('0');

    expect(server.asked.slice(101)).toEqual(['lephi/test/merchant-accounts/0']);
  });

  test('cannot be read when nobody answers, and can be when somebody does again', async () => {
    const secrets = secretsOf();
    const value = values.get('lephi/test/merchant-accounts/demo');
    values.set('lephi/test/merchant-accounts/demo', '{}');
    await expect(secrets.findMerchantKeys('demo')).rejects.toThrow();
    values.set('lephi/test/merchant-accounts/demo', value!);

    expect(await secrets.findMerchantKeys('demo')).toEqual(keys);
  });
});

describe('the master secret', () => {
  test('is read once a minute', async () => {
    const secrets = secretsOf();

    expect([await secrets.getWebhookMasterSecret(), await secrets.getWebhookMasterSecret()]).toEqual([
      'master',
      'master',
    ]);
    expect(server.asked).toEqual(['lephi/test/webhook-key']);
  });

  test('must be there', async () => {
    values.clear();

    await expect(secretsOf().getWebhookMasterSecret()).rejects.toThrow(
      'There is no secret lephi/test/webhook-key to derive webhook keys from.',
    );
  });
});
