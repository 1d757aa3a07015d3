import * as z from 'zod';
import { CannotGoOn } from './cannot-go-on.ts';

/** Where and as which client to sign in, and for whom the token is to be. */
type SignIn = {
  readonly issuer: string;
  readonly clientId: string;
  readonly audience: string;
  readonly scope: string;
};

/** How a person hears of the address and the code, and how the time between two questions passes. */
type Asking = { readonly tell: (line: string) => void; readonly wait: (ms: number) => Promise<void> };

const discoverySchema = z.object({
  issuer: z.string(),
  device_authorization_endpoint: z.url().optional(),
  token_endpoint: z.url(),
});

/** @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2 */
const deviceSchema = z.object({
  device_code: z.string(),
  user_code: z.string(),
  verification_uri: z.string(),
  verification_uri_complete: z.string().optional(),
  expires_in: z.number().positive(),
  interval: z.number().positive().default(5),
});

const tokenSchema = z.object({ access_token: z.string() });
const errorSchema = z.object({ error: z.string(), error_description: z.string().optional() });

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

const timeoutMs = 10_000;

type Answer = { readonly ok: boolean; readonly json: unknown };

async function ask(url: string, form?: Record<string, string>): Promise<Answer> {
  const options = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  try {
    const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    return { ok: answer.ok, json: await answer.json() };
  } catch {
    throw new CannotGoOn(`${new URL(url).origin} does not answer as an OpenID Connect issuer does.`);
  }
}

function read<T>({ json }: Answer, schema: z.ZodType<T>, issuer: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const refused = errorSchema.safeParse(json).data;
  const why = refused && (refused.error_description ?? refused.error);
  throw new CannotGoOn(`The issuer ${issuer} does not sign anybody in here${why === undefined ? '' : `: ${why}`}.`);
}

async function discover(issuer: string): Promise<{ deviceEndpoint: string; tokenEndpoint: string }> {
  const answer = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const found = read(answer, discoverySchema, issuer);
  if (found.issuer !== issuer) throw new CannotGoOn(`The issuer at ${issuer} calls itself ${found.issuer}.`);
  if (found.device_authorization_endpoint === undefined)
    throw new CannotGoOn(`The issuer ${issuer} lets nobody sign in from a terminal (no device authorization grant).`);
  return { deviceEndpoint: found.device_authorization_endpoint, tokenEndpoint: found.token_endpoint };
}

const endings: Record<string, string> = {
  access_denied: 'You were not signed in: that was refused at the issuer.',
  expired_token: 'The code has expired: begin again.',
};

/**
 * Signs a person in by the Device Authorization Grant (RFC 8628): tells an address and a code, and asks until somebody
 * has signed in there. Gives back the access token.
 */
export async function signIn({ issuer, clientId, audience, scope }: SignIn, { tell, wait }: Asking): Promise<string> {
  const { deviceEndpoint, tokenEndpoint } = await discover(issuer);
  const begun = await ask(deviceEndpoint, { client_id: clientId, scope, resource: audience });
  const device = read(begun, deviceSchema, issuer);
  const address = device.verification_uri_complete ?? device.verification_uri;
  tell(`Open ${address} in a browser and sign in. The code there is ${device.user_code}.`);
  const grant = { grant_type: deviceGrant, client_id: clientId, device_code: device.device_code };
  let pauseMs = device.interval * 1000;
  for (let leftMs = device.expires_in * 1000; leftMs > 0; leftMs -= pauseMs) {
    await wait(pauseMs);
    const answer = await ask(tokenEndpoint, grant);
    if (answer.ok) return read(answer, tokenSchema, issuer).access_token;
    const error = errorSchema.safeParse(answer.json).data?.error ?? '';
    if (error === 'slow_down') pauseMs += 5000;
    else if (error !== 'authorization_pending')
      throw new CannotGoOn(endings[error] ?? `The issuer ${issuer} answers ${error}.`);
  }
  throw new CannotGoOn(endings.expired_token ?? '');
}
