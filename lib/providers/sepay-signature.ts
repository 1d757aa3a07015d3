import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Instant, instantFromMs } from '../domain/time.ts';
import { type CallbackRequest, type MerchantKey, rawCharactersMax } from './provider.ts';

/** A callback whose signature held. */
type SignedCallback = {
  readonly keyId: string;
  readonly raw: string;
  readonly signedHeaders: Readonly<Record<string, string>>;
  readonly signedAt: Instant;
};

const timestampHeader = 'x-sepay-timestamp';
const signatureHeader = 'x-sepay-signature';

const hmac = (text: string, { secret }: MerchantKey): Buffer => createHmac('sha256', secret).update(text).digest();

/**
 * The callback as SePay signed it, or nothing when no key of the account made the signature: HMAC-SHA256 in hex over the
 * timestamp, a dot and the body. A header that came twice is joined by a comma, so it has not the form. Compares in
 * constant time.
 *
 * @see https://developer.sepay.vn/en/sepay-webhooks/xac-thuc
 */
export const readSignedCallback = (
  { method, headers, body }: CallbackRequest,
  keys: readonly MerchantKey[],
): SignedCallback | undefined => {
  const { [timestampHeader]: timestamp = '', [signatureHeader]: signature = '' } = headers;
  const [, hex] = /^sha256=([0-9a-f]{64})$/i.exec(signature) ?? [];
  if (method !== 'POST' || body.length > rawCharactersMax || !/^\d{10}$/.test(timestamp) || hex === undefined)
    return undefined;
  const received = Buffer.from(hex, 'hex');
  const key = keys.find((one) => timingSafeEqual(hmac(`${timestamp}.${body}`, one), received));
  return (
    key && {
      keyId: key.id,
      raw: body,
      signedHeaders: { [timestampHeader]: timestamp, [signatureHeader]: signature },
      signedAt: instantFromMs(Number(timestamp) * 1000),
    }
  );
};
