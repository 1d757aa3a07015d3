import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as z from 'zod/mini';
import { minuteMs } from '../domain/time.ts';
import type { Calling } from '../use-cases/parts.ts';

/** Who signs officers in, and for whom its tokens must be meant. */
type TokenSettings = Calling & {
  /** The issuer's own name for itself, to the letter; empty where no officer can sign in. */
  readonly issuer: string;
  readonly audience: string;
  readonly nowMs: () => number;
  /** How soon after the keys were fetched a token may make us fetch them again by naming one that is not there. */
  readonly cooldownMs?: number;
};

/** What is wrong with a token. Whether its signature holds is looked at first: of others nothing more is told. */
type TokenFault =
  'no-issuer' | 'not-genuine' | 'expired' | 'not-yet-valid' | 'wrong-issuer' | 'wrong-audience' | 'no-subject';

/** What a token says, once its signature and its times hold; or what is wrong with it; or that nobody could look. */
export type TokenReading =
  | { readonly type: 'genuine'; readonly claims: unknown }
  | { readonly type: 'refused'; readonly why: TokenFault }
  | { readonly type: 'no-keys'; readonly why: string };

/** Reads the token of somebody who calls. */
export type ReadToken = (token: string) => Promise<TokenReading>;

/** Of asymmetric kinds alone, so that no public key can pass for a secret (RFC 8725, section 3.1). */
const algorithms = ['RS256', 'ES256', 'PS256', 'EdDSA'];

/** Clocks differ by so much. */
const clockToleranceSeconds = 5;

const askTimeoutMs = 3000;

/** So long an issuer that did not answer is not asked again. */
const unreachableMs = 5000;

/** What is read of an issuer's own description of itself (OpenID Connect Discovery 1.0, section 3). */
const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** The issuer's keys cannot be had, which says nothing of the token. */
class NoKeys extends Error {
  override name = 'NoKeys';
}

const get = async (call: Calling['call'], url: string): Promise<string> => {
  const accept = { accept: 'application/json' };
  const called = await call({ method: 'GET', url, headers: accept, body: '', timeoutMs: askTimeoutMs });
  if (called.type === 'failed') throw new NoKeys(`${url} does not answer: ${called.why}`);
  if (called.status !== 200) throw new NoKeys(`${url} answers ${called.status}`);
  return called.body;
};

/** Asks the issuer where its keys are. One that calls itself by another name is not the one that was configured. */
const discoverKeys = async ({ call, issuer, cooldownMs = minuteMs / 2 }: TokenSettings): Promise<JWTVerifyGetKey> => {
  const described = await get(call, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const discovery = discoverySchema.parse(JSON.parse(described));
  if (discovery.issuer !== issuer) throw new NoKeys(`${issuer} calls itself ${discovery.issuer}`);
  return createRemoteJWKSet(new URL(discovery.jwks_uri), {
    cacheMaxAge: 10 * minuteMs,
    cooldownDuration: cooldownMs,
    [customFetch]: async (url) => new Response(await get(call, url)),
  });
};

/** The key fits no token of this issuer: the token is wrong, the keys are there. */
const isTokensFault = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;

/** Finds the key of a token, and asks nobody for it for a while when it could not be had. */
const makeKeyFinder = (settings: TokenSettings): JWTVerifyGetKey => {
  let finding: Promise<JWTVerifyGetKey> | undefined;
  let failure: { readonly untilMs: number; readonly error: NoKeys } | undefined;

  const fail = (error: unknown): NoKeys => {
    const noKeys = error instanceof NoKeys ? error : new NoKeys(String(error));
    failure = { untilMs: settings.nowMs() + unreachableMs, error: noKeys };
    return noKeys;
  };

  return async (header, token) => {
    if (failure !== undefined && settings.nowMs() < failure.untilMs) throw failure.error;
    try {
      finding ??= discoverKeys(settings).catch((error: unknown) => {
        finding = undefined;
        throw error;
      });
      return await (
        await finding
      )(header, token);
    } catch (error) {
      throw isTokensFault(error) ? error : fail(error);
    }
  };
};

const faultByClaim: Readonly<Record<string, TokenFault>> = {
  nbf: 'not-yet-valid',
  iss: 'wrong-issuer',
  aud: 'wrong-audience',
  sub: 'no-subject',
};

const faultOf = (error: unknown): TokenFault => {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'not-genuine';
  return faultByClaim[error.claim] ?? 'not-genuine';
};

/**
 * Reads officers' tokens: JWTs that the configured OpenID Connect issuer signed for us. Its keys are kept for ten
 * minutes, and fetched anew when a token names one that is not among them, at most every half minute.
 */
export const makeTokenReader = (settings: TokenSettings): ReadToken => {
  const { issuer, audience, nowMs } = settings;
  const findKey = makeKeyFinder(settings);
  return async (token) => {
    if (issuer === '') return { type: 'refused', why: 'no-issuer' };
    try {
      const { payload } = await jwtVerify(token, findKey, {
        algorithms,
        issuer,
        audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(nowMs()),
      });
      return { type: 'genuine', claims: payload };
    } catch (error) {
      if (error instanceof NoKeys) return { type: 'no-keys', why: error.message };
      if (error instanceof errors.JOSEError) return { type: 'refused', why: faultOf(error) };
      throw error;
    }
  };
};
