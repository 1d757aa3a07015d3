import { createHash } from 'node:crypto';
import * as z from 'zod';
import { agencyCodeSchema } from './codes.ts';
import { says } from './field-messages.ts';
import { beneficiaryAccountSchema } from './order-details.ts';
import { instantSchema } from './time.ts';

const keyIdsSchema = z.object({ current: z.string(), previous: z.string().optional() });

/**
 * An agency's account at a provider: what is paid through it reaches one beneficiary account. Its id stands in the
 * path of its callbacks; its keys are a secret apart.
 */
export const merchantAccountSchema = z.object({
  version: z.int().positive(),
  id: z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, says('not-a-short-id')),
  agencyCode: agencyCodeSchema,
  provider: z.string(),
  beneficiaryAccount: beneficiaryAccountSchema,
  /** The plug-in's own schema reads these. */
  options: z.record(z.string(), z.unknown()),
  /** The ids of the keys that its secret holds; absent until the first one is set. */
  keyIds: keyIdsSchema.optional(),
  /** Switched off, it is hidden at checkout; its callbacks go on. */
  enabled: z.boolean(),
  changedAt: instantSchema,
});

export type MerchantAccount = z.infer<typeof merchantAccountSchema>;

/**
 * What an operator says of a new merchant account. It starts switched off, without keys. Only the options can be
 * changed later: orders rely on where its money goes.
 */
export const newMerchantAccountSchema = z.strictObject({
  id: merchantAccountSchema.shape.id,
  agencyCode: agencyCodeSchema,
  provider: z.string(),
  beneficiaryAccount: beneficiaryAccountSchema,
  options: merchantAccountSchema.shape.options,
});

/** The keys of a merchant account, as its secret holds them. */
export const merchantKeysSchema = z.object({
  current: z.object({ id: z.string().min(1), secret: z.string().min(1) }),
  previous: z.object({ id: z.string().min(1), secret: z.string().min(1) }).optional(),
});

export type MerchantKeys = z.infer<typeof merchantKeysSchema>;

/** A key that a provider gave out: one line, at least eight characters so that a slip of the hand is not taken for one. */
export const merchantSecretSchema = z
  .string()
  .trim()
  .min(8)
  .max(4096)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, says('has-control-characters'));

/** The id of a key: the first eight hexadecimal digits of its SHA-256, so that the same key has the same id anywhere. */
export const merchantKeyId = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 8);

/** The keys with a new current one; the key before it becomes the previous. The same key again changes nothing. */
export const withCurrentKey = (keys: MerchantKeys | undefined, secret: string): MerchantKeys => {
  if (keys?.current.secret === secret) return keys;
  const current = { id: merchantKeyId(secret), secret };
  return keys === undefined ? { current } : { current, previous: keys.current };
};

/** The ids of keys, which may be told where the keys may not. */
export const keyIdsOf = ({ current, previous }: MerchantKeys): MerchantAccount['keyIds'] => ({
  current: current.id,
  ...(previous && { previous: previous.id }),
});
