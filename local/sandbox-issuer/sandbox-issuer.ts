import { text } from 'node:stream/consumers';
import type { Provider } from 'oidc-provider';
import { serveListener, type WebServer } from '../sandbox/web-server.ts';
import { findOfficer } from './officers.ts';
import { renderHomePage, renderLoginPage } from './pages.ts';
import { makeProvider } from './provider.ts';
import { findOrMakeKeys } from './keys.ts';

type SandboxIssuerOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Where the issuer keeps its keys, in `sandbox-issuer.json`. */
  dataFolder: string;
  /** For whom its tokens are. */
  audience: string;
};

/** The issuer's own pages: who there is, and the choice of who one is. */
function addPages(provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (ctx.path === '/') {
      ctx.body = String(await renderHomePage());
      return;
    }
    if (!ctx.path.startsWith('/interaction/')) {
      await next();
      return;
    }
    await provider.interactionDetails(ctx.req, ctx.res);
    const officer =
      ctx.method === 'POST' ? findOfficer(new URLSearchParams(await text(ctx.req)).get('officer') ?? '') : undefined;
    if (officer === undefined) {
      ctx.body = String(await renderLoginPage());
      return;
    }
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: officer.subject } });
  });
}

/** An OpenID Connect issuer where officers of the sandbox sign in. Only its keys outlive it. */
export async function startSandboxIssuer({ port = 0, dataFolder, audience }: SandboxIssuerOptions): Promise<WebServer> {
  const keys = findOrMakeKeys(dataFolder);
  // Its address, which it must know, is known once it is served.
  return serveListener((origin) => {
    const provider = makeProvider({ origin, keys, audience });
    addPages(provider);
    const listener = provider.callback();
    return (request, response) => void listener(request, response);
  }, port);
}
