/**
 * The bank's signatures, made and checked by the independent package `vnpay`.
 *
 * Only its primitives are used: its high-level calls format times in the machine's time zone, and divide a refund's
 * amount by 100 before they hash it.
 */
import { HashAlgorithm } from 'vnpay/enums';
import { buildPaymentUrlSearchParams, hash, verifySecureHash } from 'vnpay/utils';

export type Fields = Readonly<Record<string, string>>;

/** The query string of a message, with its signature last. */
export function signQuery(fields: Fields, secret: string): string {
  const query = buildPaymentUrlSearchParams(fields);
  query.append('vnp_SecureHash', hash(secret, query.toString(), HashAlgorithm.SHA512));
  return query.toString();
}

/** Whether a message carries the signature of all its fields that begin with `vnp_`. */
export function isSignedQuery(fields: Fields, secret: string): boolean {
  const { vnp_SecureHash: receivedHash = '', ...rest } = fields;
  const signed = Object.entries(rest).filter(([name]) => name.startsWith('vnp_') && name !== 'vnp_SecureHashType');
  return verifySecureHash({
    secureSecret: secret,
    data: buildPaymentUrlSearchParams(Object.fromEntries(signed)).toString(),
    hashAlgorithm: HashAlgorithm.SHA512,
    receivedHash: receivedHash.toLowerCase(),
  });
}

/** The signature of a query or a refund: of the values alone, in the order of the specification. */
export function signValues(values: readonly string[], secret: string): string {
  return hash(secret, values.join('|'), HashAlgorithm.SHA512);
}

/** Whether a query or a refund carries the signature of its values. */
export function isSignatureOf(signature: string, values: readonly string[], secret: string): boolean {
  return signature.toLowerCase() === signValues(values, secret);
}
