import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { instantSchema } from '../../../lib/domain/time.ts';
import { deriveWebhookSecret, webhookSecretsOf } from '../../../lib/domain/webhook-key.ts';

const masterSecret = 'a master secret of this test alone';
const instant = (text: string) => instantSchema.parse(text);

describe('the secret that signs webhooks', () => {
  /** From `openssl kdf -keylen 32 -kdfopt digest:SHA256 -kdfopt key:… -kdfopt info:"webhook demo-portal 1" HKDF`. */
  test.each([
    ['demo-portal', 1, 'whsec_O+fUboaMWpKBJiJtlyS7/yBqjcSay+s5sKXY224c7Dk='],
    ['demo-portal', 2, 'whsec_zj8O1/YtiFPTB7ChGcvmdgbfzvDXoPnVELub3sqjKiE='],
    ['other', 1, 'whsec_7vugpt/+FjhVkKZ2XGUWEIGpeFbzQn/nKZMxIno5iqI='],
  ])('of %s, rotated to number %i, is what OpenSSL derives', (clientId, number, secret) => {
    expect(deriveWebhookSecret(masterSecret, clientId, number)).toBe(secret);
  });

  test('is one that the library of Standard Webhooks takes', () => {
    const secret = deriveWebhookSecret(masterSecret, 'demo-portal', 1);

    expect(new Webhook(secret).sign('msg_1', new Date(0), '{}')).toMatch(/^v1,/);
  });
});

describe('while a rotation overlaps', () => {
  const client = { id: 'demo-portal', webhookKey: { number: 2, previousUntil: instant('2026-12-01T00:00:00Z') } };
  const [first, second] = [1, 2].map((number) => deriveWebhookSecret(masterSecret, client.id, number));

  test('the current key and the previous one sign', () => {
    expect(webhookSecretsOf(masterSecret, client, instant('2026-11-30T23:59:59.999Z'))).toEqual([second, first]);
  });

  test('and after it the current one alone', () => {
    expect(webhookSecretsOf(masterSecret, client, instant('2026-12-01T00:00:00Z'))).toEqual([second]);
  });

  test('which for a first key is all there is', () => {
    expect(
      webhookSecretsOf(masterSecret, { ...client, webhookKey: { number: 1 } }, instant('2026-11-21T00:00:00Z')),
    ).toEqual([first]);
  });
});
