import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { listenOnLoopback } from '../free-port.ts';

export type WebServer = { origin: string; close: () => Promise<void> };

/** Serves an app on loopback; port 0 takes a free one. */
export async function serveOnLoopback(app: Hono, port: number): Promise<WebServer> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  const boundPort = await listenOnLoopback(server, port);
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { origin: `http://127.0.0.1:${boundPort}`, close };
}
