import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import * as z from 'zod';
import { findJson, writeJson } from '../json-file.ts';

const keysSchema = z.object({
  signing: z.object({
    kty: z.literal('EC'),
    crv: z.string(),
    x: z.string(),
    y: z.string(),
    d: z.string(),
    kid: z.string(),
  }),
  cookies: z.string(),
});

export type IssuerKeys = z.infer<typeof keysSchema>;

/** The keys of the issuer, made at its first start; later starts find them, so that tokens stay good. */
export function findOrMakeKeys(dataFolder: string): IssuerKeys {
  const path = join(dataFolder, 'sandbox-issuer.json');
  const kept = findJson(path, keysSchema);
  if (kept !== undefined) return kept;
  // An RSA key would take a start a quarter of a second.
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signing = { ...privateKey.export({ format: 'jwk' }), kid: randomBytes(8).toString('hex') };
  const keys = keysSchema.parse({ signing, cookies: randomBytes(32).toString('base64url') });
  writeJson(path, keys);
  return keys;
}
