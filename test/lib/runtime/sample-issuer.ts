import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { Call, Called } from '../../../lib/use-cases/parts.ts';

export const issuer = 'https://dang-nhap.example.vn/realms/can-bo';
export const audience = 'urn:lephi:desk';

export const nowMs = Date.parse('2026-11-21T02:30:00Z');
export const nowSeconds = nowMs / 1000;

type SigningKey = { readonly alg: string; readonly kid: string; readonly privateKey: CryptoKey; readonly jwk: JWK };

export const makeKey = async (alg: string, kid: string): Promise<SigningKey> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
};

/** Of a finance officer, as the issuer signs it for the desk. */
export const claims: JWTPayload = {
  iss: issuer,
  aud: audience,
  sub: '7f3c',
  name: 'Nguyễn Thị Mai',
  roles: ['finance-officer'],
  iat: nowSeconds - 60,
  exp: nowSeconds + 3600,
};

export const sign = ({ alg, kid, privateKey }: SigningKey, changes: JWTPayload = {}): Promise<string> =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg, kid, typ: 'at+jwt' }).sign(privateKey);

const answer = (body: unknown, status = 200): Called => ({ type: 'answered', status, body: JSON.stringify(body) });

/** An issuer that answers at its two addresses, as long as a test lets it. */
export const openIssuer = (keys: readonly SigningKey[]) => {
  const state = { keys, answers: true, describesItselfAs: issuer, asked: [] as string[] };
  const call = async ({ url }: Call): Promise<Called> => {
    state.asked.push(url);
    if (!state.answers) return { type: 'failed', why: 'connection refused' };
    if (url === `${issuer}/.well-known/openid-configuration`)
      return answer({
        issuer: state.describesItselfAs,
        jwks_uri: `${issuer}/certs`,
        token_endpoint: `${issuer}/token`,
      });
    return url === `${issuer}/certs` ? answer({ keys: state.keys.map(({ jwk }) => jwk) }) : answer({}, 404);
  };
  return { state, call };
};
