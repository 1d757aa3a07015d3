import { createHmac, timingSafeEqual } from 'node:crypto';
import { type MerchantKey, rawCharactersMax } from './provider.ts';

/**
 * VNPAY's signatures, version 2.1.0: HMAC-SHA512 in hex, over a sorted query string (payment, return, callback) or
 * over values joined with `|` (query, refund).
 *
 * @see https://sandbox.vnpayment.vn/apis/docs/thanh-toan-pay/pay.html
 */
const hmac = (text: string, key: MerchantKey): Buffer => createHmac('sha512', key.secret).update(text).digest();

/** The signature of a text, in small hex. */
export const sign = (text: string, key: MerchantKey): string => hmac(text, key).toString('hex');

/** Which of the keys made a signature, in either case of hex. Compares in constant time. */
export const findSigningKey = (
  text: string,
  signature: string,
  keys: readonly MerchantKey[],
): MerchantKey | undefined => {
  if (!/^[0-9a-f]{128}$/i.test(signature)) return undefined;
  const received = Buffer.from(signature, 'hex');
  return keys.find((key) => timingSafeEqual(hmac(text, key), received));
};

/** The text that is signed: what has a value, sorted by code unit, in the form encoding (space is `+`, hex is large). */
export const toSignedQuery = (fields: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== ''));
  query.sort();
  return query.toString();
};

const decode = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

const decodePair = (pair: string): [name: string, value: string] => {
  const [name = ''] = pair.split('=', 1);
  return [decode(name), decode(pair.slice(name.length + 1))];
};

/** The `vnp_` parameters of a query string, or nothing when one is repeated or an escape is malformed. */
const readParameters = (rawQueryString: string): Readonly<Record<string, string>> | undefined => {
  try {
    const pairs = rawQueryString.split('&').map(decodePair);
    const ours = pairs.filter(([name]) => name.startsWith('vnp_'));
    const names = new Set(ours.map(([name]) => name));
    return names.size === ours.length ? Object.fromEntries(ours) : undefined;
  } catch {
    return undefined;
  }
};

/** Parameters whose signature held. */
type SignedQuery = { readonly keyId: string; readonly fields: Readonly<Record<string, string>> };

/**
 * The parameters that VNPAY signed, or nothing when no key of the account made the signature. A query string that is
 * over the bound, or not the plain ASCII that every web address is, is refused before any work.
 */
export const readSignedQuery = (rawQueryString: string, keys: readonly MerchantKey[]): SignedQuery | undefined => {
  if (rawQueryString.length > rawCharactersMax || !/^[!-~]*$/.test(rawQueryString)) return undefined;
  const { vnp_SecureHash: signature = '', vnp_SecureHashType: _, ...fields } = readParameters(rawQueryString) ?? {};
  const key = findSigningKey(toSignedQuery(fields), signature, keys);
  return key && { keyId: key.id, fields };
};
