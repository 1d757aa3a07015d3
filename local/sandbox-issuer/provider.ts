import { type Configuration, interactionPolicy, Provider } from 'oidc-provider';
import { hourMs } from '../../lib/domain/time.ts';
import { makeMemory } from './memory.ts';
import { findOfficer } from './officers.ts';
import { renderCodePage, renderConfirmPage, renderMessagePage } from './pages.ts';
import type { IssuerKeys } from './keys.ts';

/** What the issuer calls itself, signs with, and means its tokens for. */
type IssuerOptions = { origin: string; keys: IssuerKeys; audience: string };

const scope = 'desk';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** As long as a working day, in seconds. */
const tokenSeconds = (8 * hourMs) / 1000;
const attemptSeconds = 600;

/** Whoever signs in says anew who they are, since one person plays them all. */
function askWho() {
  const { Prompt, Check, base } = interactionPolicy;
  const policy = base();
  policy.clear();
  const unknown = new Check('who', 'say who you are', ({ oidc }) =>
    oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
  );
  policy.add(new Prompt({ name: 'login', requestable: true }, unknown));
  return policy;
}

const features = (audience: string): Configuration['features'] => ({
  devInteractions: { enabled: false },
  rpInitiatedLogout: { enabled: false },
  deviceFlow: {
    enabled: true,
    userCodeInputSource: async (ctx, form, ...[, error]) => {
      ctx.body = String(await renderCodePage(form, error !== undefined));
    },
    userCodeConfirmSource: async (ctx, form, ...[, , userCode]) => {
      ctx.body = String(await renderConfirmPage(form, userCode));
    },
    successSource: async (ctx) => {
      ctx.body = String(await renderMessagePage('You are signed in: go back to your terminal.'));
    },
  },
  // Tokens are for the desk, whether or not a client says so.
  resourceIndicators: {
    enabled: true,
    defaultResource: () => audience,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope,
      audience,
      accessTokenFormat: 'jwt',
      accessTokenTTL: tokenSeconds,
      jwt: { sign: { alg: 'ES256' } },
    }),
  },
});

const configure = ({ keys, audience }: IssuerOptions): Configuration => ({
  adapter: makeMemory,
  clients: [
    {
      client_id: 'lephi-terminal',
      client_name: 'npm run lephi',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: [deviceGrant, 'authorization_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/signed-in'],
    },
  ],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  jwks: { keys: [{ ...keys.signing, use: 'sig', alg: 'ES256' }] },
  cookies: { keys: [keys.cookies] },
  claims: { openid: ['sub'], profile: ['name', 'roles'] },
  ttl: {
    AccessToken: tokenSeconds,
    AuthorizationCode: 60,
    DeviceCode: attemptSeconds,
    Grant: tokenSeconds,
    IdToken: tokenSeconds,
    Interaction: attemptSeconds,
    Session: tokenSeconds,
  },
  features: features(audience),
  clientBasedCORS: () => false,
  interactions: { policy: askWho(), url: (_ctx, { uid }) => `/interaction/${uid}` },
  findAccount: (_ctx, subject) => {
    const officer = findOfficer(subject);
    return (
      officer && { accountId: subject, claims: () => ({ sub: subject, name: officer.name, roles: officer.roles }) }
    );
  },
  extraTokenClaims: (_ctx, token) => {
    const officer = 'accountId' in token ? findOfficer(token.accountId) : undefined;
    return officer && { name: officer.name, roles: officer.roles };
  },
  loadExistingGrant: async ({ oidc }) => {
    const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
    grant.addOIDCScope('openid profile');
    grant.addResourceScope(audience, scope);
    await grant.save();
    return grant;
  },
  renderError: async (ctx, { error, error_description: description }) => {
    ctx.type = 'html';
    ctx.body = String(await renderMessagePage(`${error}: ${description ?? ''}`));
  },
});

/** An OpenID Connect issuer for the officers of the sandbox. */
export const makeProvider = (options: IssuerOptions): Provider => new Provider(options.origin, configure(options));
