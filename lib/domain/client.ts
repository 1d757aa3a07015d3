import { createHash } from 'node:crypto';
import * as z from 'zod';
import { agencyCodeSchema } from './codes.ts';
import { says } from './field-messages.ts';
import { plainText } from './order-details.ts';
import { type Instant, instantSchema } from './time.ts';

const agenciesMax = 100;

const agencyCodesSchema = z.array(agencyCodeSchema).max(agenciesMax);

const webhookUrlSchema = z.url({ protocol: /^https?$/, hostname: /./ }).max(512);

/** A portal or one-stop software that makes orders for some agencies and is told of them. */
export const clientSchema = z.object({
  version: z.int().positive(),
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, says('not-a-short-id')),
  name: plainText(255),
  agencyCodes: agencyCodesSchema,
  webhookUrl: webhookUrlSchema.optional(),
  /** Counts the rotations of its webhook key; both the current and the previous one sign while `previousUntil` is ahead. */
  webhookKey: z.object({ number: z.int().positive(), previousUntil: instantSchema.optional() }),
  enabled: z.boolean(),
  changedAt: instantSchema,
});

export type Client = z.infer<typeof clientSchema>;

/** A bearer key of a client, found by the SHA-256 of the key; the key itself is kept nowhere. */
export const clientKeySchema = z.object({
  version: z.int().positive(),
  clientId: z.string(),
  createdAt: instantSchema,
  revokedAt: instantSchema.optional(),
});

export type ClientKey = z.infer<typeof clientKeySchema>;

/** How a bearer key is found: the SHA-256 of the whole key, in hexadecimal. */
export const bearerKeyHash = (bearerKey: string): string => createHash('sha256').update(bearerKey).digest('hex');

/** How lists and the journal name a bearer key: the first twelve digits of its hash. */
export const bearerKeyId = (sha256: string): string => sha256.slice(0, 12);

/** What an operator says of a new client. It starts switched on, without bearer keys. */
export const newClientSchema = z.strictObject({
  id: clientSchema.shape.id,
  name: plainText(255),
  agencyCodes: agencyCodesSchema,
  webhookUrl: webhookUrlSchema.optional(),
});

/** What an operator changes of a client; an empty webhook address takes the address away. */
export const clientChangesSchema = z.strictObject({
  name: plainText(255).optional(),
  addAgencyCodes: agencyCodesSchema.optional(),
  removeAgencyCodes: agencyCodesSchema.optional(),
  webhookUrl: webhookUrlSchema.or(z.literal('')).optional(),
});

export type ClientChanges = z.infer<typeof clientChangesSchema>;

/** The client after a change; how many agencies it may have is for its schema to say. */
export const afterClientChanges = (
  { webhookUrl: currentUrl, ...client }: Client,
  { name = client.name, addAgencyCodes = [], removeAgencyCodes = [], webhookUrl = currentUrl ?? '' }: ClientChanges,
): Client => {
  const kept = client.agencyCodes.filter((code) => !removeAgencyCodes.includes(code));
  const agencyCodes = [...new Set([...kept, ...addAgencyCodes])];
  return { ...client, name, agencyCodes, ...(webhookUrl !== '' && { webhookUrl }) };
};

/** The client with its next webhook key; the key before it signs along until an instant. */
export const afterWebhookKeyRotation = (client: Client, previousUntil: Instant): Client => ({
  ...client,
  webhookKey: { number: client.webhookKey.number + 1, previousUntil },
});
