import * as z from 'zod/mini';
import { agencyCodeSchema } from './codes.ts';
import { says } from './field-messages.ts';
import { beneficiaryAccountSchema } from './order-details.ts';
import { instantSchema } from './time.ts';

const keyIdsSchema = z.object({
  current: z.string(),
  previous: z.optional(z.string()),
  apiToken: z.optional(z.string()),
});

/**
 * An agency's account at a provider: what is paid through it reaches one beneficiary account. Its id stands in the
 * path of its callbacks; its keys are a secret apart.
 */
export const merchantAccountSchema = z.object({
  version: z.int().check(z.positive()),
  id: z.string().check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, says('not-a-short-id'))),
  agencyCode: agencyCodeSchema,
  provider: z.string(),
  beneficiaryAccount: beneficiaryAccountSchema,
  /** The plug-in's own schema reads these. */
  options: z.record(z.string(), z.unknown()),
  /** The ids of the keys that its secret holds; absent until the first one is set. */
  keyIds: z.optional(keyIdsSchema),
  /** Switched off, it is hidden at checkout; its callbacks go on. */
  enabled: z.boolean(),
  changedAt: instantSchema,
});

export type MerchantAccount = z.infer<typeof merchantAccountSchema>;

const keySchema = z.object({ id: z.string().check(z.minLength(1)), secret: z.string().check(z.minLength(1)) });

/** The keys of a merchant account, as its secret holds them. */
export const merchantKeysSchema = z.object({
  current: keySchema,
  previous: z.optional(keySchema),
  /** What it shows to the provider when it asks, where that is no signature. */
  apiToken: z.optional(keySchema),
});

export type MerchantKeys = z.infer<typeof merchantKeysSchema>;
