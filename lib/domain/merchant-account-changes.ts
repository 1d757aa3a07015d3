import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { says } from './field-messages.ts';
import { type MerchantAccount, merchantAccountSchema, type MerchantKeys } from './merchant-account.ts';

const { id, agencyCode, provider, beneficiaryAccount, options } = merchantAccountSchema.shape;

/**
 * What an operator says of a new merchant account. It starts switched off, without keys. Only the options can be
 * changed later: orders rely on where its money goes.
 */
export const newMerchantAccountSchema = z.strictObject({
  id,
  agencyCode,
  provider,
  beneficiaryAccount,
  options,
});

/** A key that a provider gave out: one line, at least eight characters so that a slip of the hand is not taken for one. */
export const merchantSecretSchema = z
  .string()
  .check(z.trim(), z.minLength(8), z.maxLength(4096), z.regex(/^[^\p{Cc}\p{Cs}]*$/u, says('has-control-characters')));

/** The id of a key: the first eight hexadecimal digits of its SHA-256, so that the same key has the same id anywhere. */
export const merchantKeyId = (secret: string): string => createHash('sha256').update(secret).digest('hex').slice(0, 8);

/** The keys with a new current one; the key before it becomes the previous. The same key again changes nothing. */
export const withCurrentKey = (keys: MerchantKeys | undefined, secret: string): MerchantKeys => {
  if (keys?.current.secret === secret) return keys;
  const current = { id: merchantKeyId(secret), secret };
  return keys === undefined ? { current } : { ...keys, current, previous: keys.current };
};

/** The keys without the previous one. */
export const withoutPreviousKey = ({ previous: _, ...keys }: MerchantKeys): MerchantKeys => keys;

/** The keys with another API token; one alone is valid. The same token again changes nothing. */
export const withApiToken = (keys: MerchantKeys, secret: string): MerchantKeys =>
  keys.apiToken?.secret === secret ? keys : { ...keys, apiToken: { id: merchantKeyId(secret), secret } };

/** The ids of keys, which may be told where the keys may not. */
export const keyIdsOf = ({ current, previous, apiToken }: MerchantKeys): MerchantAccount['keyIds'] => ({
  current: current.id,
  ...(previous && { previous: previous.id }),
  ...(apiToken && { apiToken: apiToken.id }),
});
