import type { Server, Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { expect, onTestFinished } from 'vitest';
import { addMs, minuteMs } from '../../lib/domain/time.ts';
import { makeCall } from '../../lib/runtime/call.ts';
import { deliverWebhooks } from '../../lib/use-cases/deliver-webhooks.ts';
import type { Calling } from '../../lib/use-cases/parts.ts';
import { listenOnLoopback } from '../../local/free-port.ts';
import { changeClient, deliveriesOf, openPaid, triesOf } from '../lib/use-cases/webhook-world.ts';
import { start } from '../samples.ts';

/** What a receiver does with a connection once a request has begun to arrive. */
export type Behaviour = (socket: Socket) => unknown;

export const serve = async (
  server: Server | TlsServer,
  behave: Behaviour,
): Promise<{ port: number; requests: () => number }> => {
  const sockets = new Set<Socket>();
  let requests = 0;
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    socket
      .on('error', () => undefined)
      .once('data', () => {
        requests += 1;
        behave(socket);
      });
  });
  const port = await listenOnLoopback(server);
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port, requests: () => requests };
};

/** Delivers a webhook to an address, and says what the delivery log then says and when the next try is due. */
export const deliverTo = async (webhookUrl: string, call: Calling['call'] = makeCall('any')) => {
  const { world, order } = await openPaid();
  await changeClient(world, { webhookUrl });
  await deliverWebhooks({ ...world, random: () => 0, call }, order.id);
  const [tried, ...others] = await triesOf(world, order);
  const [delivery] = await deliveriesOf(world, order);
  expect(others).toEqual([]);
  const { version: _, at: _at, durationMs: _ms, nextTryAt, ...logged } = tried!;
  expect(delivery?.dueAt).toBe(nextTryAt);
  return { world, order, logged, status: delivery!.status, nextTryAt };
};

/** Sent again half a minute later. */
export const isDueAgain = { status: 'due', nextTryAt: addMs(start, minuteMs / 2) };
export const isDelivered = { status: 'delivered', nextTryAt: undefined };

export const head = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`;
export const ok = 'HTTP/1.1 200 OK';

export const say =
  (text: string | Buffer): Behaviour =>
  (socket) =>
    socket.end(text);
