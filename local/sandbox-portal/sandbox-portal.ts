import { serveOnLoopback, type WebServer } from '../sandbox/web-server.ts';
import { openRegister } from './register.ts';
import { makePortalRoutes } from './routes.ts';
import type { PortalSettings } from './settings.ts';

type SandboxPortalOptions = {
  /** 0, the default, takes a free port. */
  port?: number;
  /** Where the portal keeps its books, in `sandbox-portal.sqlite`. */
  dataFolder: string;
  lephiOrigin: string;
  settings: PortalSettings;
  /** Milliseconds since 1970. */
  now?: () => number;
};

/** A pretend one-stop portal: it makes orders through Lephi's API, and believes only webhooks that it has verified. */
export async function startSandboxPortal(options: SandboxPortalOptions): Promise<WebServer> {
  const { settings, lephiOrigin, now = Date.now } = options;
  const register = openRegister(options.dataFolder);
  const server = await serveOnLoopback(makePortalRoutes({ settings, register, lephiOrigin, now }), options.port ?? 0);
  const close = async (): Promise<void> => {
    await server.close();
    register.close();
  };
  return { origin: server.origin, close };
}
