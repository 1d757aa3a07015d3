import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { listenOnLoopback } from '../free-port.ts';

export type WebServer = { origin: string; close: () => Promise<void> };

/** Serves an app on loopback; port 0 takes a free one. */
export function serveOnLoopback(app: Hono, port: number): Promise<WebServer> {
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return serveListener(() => (request, response) => void listener(request, response), port);
}

/** Serves on loopback what is made once its origin is known; port 0 takes a free one. */
export async function serveListener(make: (origin: string) => RequestListener, port: number): Promise<WebServer> {
  const server = createServer();
  const origin = `http://127.0.0.1:${await listenOnLoopback(server, port)}`;
  server.on('request', make(origin));
  const close = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { origin, close };
}
