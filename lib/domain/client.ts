import * as z from 'zod/mini';
import { agencyCodeSchema } from './codes.ts';
import { says } from './field-messages.ts';
import { plainText } from './order-details.ts';
import { instantSchema } from './time.ts';

/** A portal or one-stop software that makes orders for some agencies and is told of them. */
export const clientSchema = z.object({
  version: z.int().check(z.positive()),
  id: z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, says('not-a-short-id'))),
  name: plainText(255),
  agencyCodes: z.array(agencyCodeSchema).check(z.maxLength(100)),
  webhookUrl: z.optional(z.url({ protocol: /^https?$/, hostname: /./ }).check(z.maxLength(512))),
  /** Counts the rotations of its webhook key; both the current and the previous one sign while `previousUntil` is ahead. */
  webhookKey: z.object({ number: z.int().check(z.positive()), previousUntil: z.optional(instantSchema) }),
  enabled: z.boolean(),
  changedAt: instantSchema,
});

export type Client = z.infer<typeof clientSchema>;

/** A bearer key of a client, found by the SHA-256 of the key; the key itself is kept nowhere. */
export const clientKeySchema = z.object({
  version: z.int().check(z.positive()),
  clientId: z.string(),
  createdAt: instantSchema,
  revokedAt: z.optional(instantSchema),
});

export type ClientKey = z.infer<typeof clientKeySchema>;
