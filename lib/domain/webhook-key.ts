import { hkdfSync } from 'node:crypto';
import type { Client } from './client.ts';
import type { Instant } from './time.ts';

const keyBytes = 32;

/**
 * The secret that signs a client's webhooks, as Standard Webhooks writes it: `whsec_` and base64. Nobody keeps it: it
 * is derived from the master secret (HKDF-SHA256, RFC 5869, no salt) for this client and this count of rotations.
 */
export const deriveWebhookSecret = (masterSecret: string, clientId: string, number: number): string => {
  const key = hkdfSync('sha256', masterSecret, '', `webhook ${clientId} ${number}`, keyBytes);
  return `whsec_${Buffer.from(key).toString('base64')}`;
};

/** What signs a client's webhooks now: the current secret first, then the previous one while a rotation overlaps. */
export const webhookSecretsOf = (
  masterSecret: string,
  { id, webhookKey: { number, previousUntil } }: Pick<Client, 'id' | 'webhookKey'>,
  now: Instant,
): readonly [current: string, ...previous: string[]] => {
  const current = deriveWebhookSecret(masterSecret, id, number);
  const overlaps = number > 1 && previousUntil !== undefined && now < previousUntil;
  return overlaps ? [current, deriveWebhookSecret(masterSecret, id, number - 1)] : [current];
};
