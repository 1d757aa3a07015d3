import { createHash, randomBytes } from 'node:crypto';
import { parse } from 'node-html-parser';
import * as z from 'zod';

const discoverySchema = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokenSchema = z.object({ access_token: z.string() });

const clientId = 'lephi-terminal';
const redirectUri = 'http://127.0.0.1/signed-in';

type Browser = (url: string, init?: RequestInit) => Promise<Response>;

/** A browser that keeps cookies and shows redirects instead of following them. */
function openBrowser(): Browser {
  const cookies = new Map<string, string>();
  return async (url, init = {}) => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(url, { ...init, headers: { cookie }, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
}

const redirectsMax = 10;

/** Goes where it is sent, until it is shown a page or sent away to the client. */
async function follow(browse: Browser, from: string): Promise<{ page?: string; text?: string; sentTo?: string }> {
  let url = from;
  for (let count = 0; count < redirectsMax; count += 1) {
    const answer = await browse(url);
    const location = answer.headers.get('location');
    if (location === null) return { page: url, text: await answer.text() };
    url = new URL(location, url).href;
    if (url.startsWith(redirectUri)) return { sentTo: url };
  }
  throw new Error('the issuer sends its visitor in circles');
}

/**
 * Signs an officer in at the sandbox issuer as a browser does (authorization code with PKCE), and gives back the access
 * token.
 */
export async function signInAs(issuer: string, officer: string): Promise<string> {
  const described = await fetch(`${issuer}/.well-known/openid-configuration`);
  const endpoints = discoverySchema.parse(await described.json());
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid desk',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const browse = openBrowser();
  const { page } = await follow(browse, `${endpoints.authorization_endpoint}?${asked.toString()}`);
  if (page === undefined) throw new Error('the issuer does not ask who signs in');
  const chosen = await browse(page, { method: 'POST', body: new URLSearchParams({ officer }) });
  const { sentTo } = await follow(browse, new URL(chosen.headers.get('location') ?? '', page).href);
  const code = sentTo === undefined ? null : new URL(sentTo).searchParams.get('code');
  if (code === null) throw new Error(`the issuer does not sign ${officer} in`);
  const grant = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: redirectUri, code };
  const body = new URLSearchParams({ ...grant, code_verifier: verifier });
  const answer = await fetch(endpoints.token_endpoint, { method: 'POST', body });
  return tokenSchema.parse(await answer.json()).access_token;
}

type Form = { readonly url: string; readonly fields: Record<string, string> };

/** The first form of a page, as a browser would send it. */
const findForm = (page: string, url: string): Form => {
  const form = parse(page).querySelector('form[method="post"]');
  if (form === null) throw new Error(`${url} shows no form: ${page}`);
  const inputs = form
    .querySelectorAll('input')
    .map((input) => [input.getAttribute('name'), input.getAttribute('value')]);
  return { url: new URL(form.getAttribute('action') ?? '', url).href, fields: Object.fromEntries(inputs) };
};

/** Signs an officer in who was told an address at a terminal; gives back what the last page says. */
export async function approveTerminal(address: string, officer: string): Promise<string> {
  const browse = openBrowser();
  const send = ({ url, fields }: Form) => browse(url, { method: 'POST', body: new URLSearchParams(fields) });
  const asked = findForm(await (await browse(address)).text(), address);
  const confirmed = await send(findForm(await (await send(asked)).text(), asked.url));
  const { page = '' } = await follow(browse, new URL(confirmed.headers.get('location') ?? '', address).href);
  const chosen = await browse(page, { method: 'POST', body: new URLSearchParams({ officer }) });
  const last = await follow(browse, new URL(chosen.headers.get('location') ?? '', page).href);
  return last.text ?? '';
}
